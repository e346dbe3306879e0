"""A mail server in a process of its own, to be killed: it notes what comes in and what it took in files of a folder.

    python -m tests.processes.noting PORT FOLDER

While the file `hold` is in the folder it answers nothing to a mail, though it has it whole. It reads nothing of Vonk,
so it is there at once.
"""

import asyncio
import os
import signal
import sys
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

SEEN, TAKEN, HOLD, READY = "seen", "taken", "hold", "ready"
PAUSE_SECONDS = 0.02


class _Noting:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        """Note that it came, wait as long as it is held, and take it."""
        assert isinstance(envelope.content, bytes)
        message_id = message_from_bytes(envelope.content)["Message-ID"]
        _note(self._folder / SEEN, message_id)
        while (self._folder / HOLD).exists():  # noqa: ASYNC110 - another process takes it away
            await asyncio.sleep(PAUSE_SECONDS)
        _note(self._folder / TAKEN, message_id)
        return "250 Taken"


def _note(file: Path, line: str) -> None:
    with file.open("a", encoding="ascii") as opened:
        opened.write(f"{line}\n")
        opened.flush()
        os.fsync(opened.fileno())


def _serve(port: int, folder: Path) -> None:
    controller = Controller(_Noting(folder), hostname="127.0.0.1", port=port)
    controller.start()
    (folder / READY).touch()
    signal.pause()


if __name__ == "__main__":
    _serve(int(sys.argv[1]), Path(sys.argv[2]))
