"""Faults let loose on a real server, with what its users see of them: `make faults`, or one `python -m tests.faults.…`.

Each prints sentences and figures, and ends with 1 when something is not as Vonk promises. They take minutes and tell
of the machine that they run on, so pytest does not collect them.
"""
