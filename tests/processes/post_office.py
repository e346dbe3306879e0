"""A mail server in a process of its own, as the test that kills it sees it."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes.noting import HOLD, READY, SEEN, TAKEN
from tests.processes.server import ROOT, free_port
from tests.waiting import ONLY_A_HANG_SECONDS
from tests.webhooks.receiver import wait_until


class KillablePostOffice:
    """The server as the test sees it: started, killed and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        (self.folder / READY).unlink(missing_ok=True)
        command = [sys.executable, "-m", "tests.processes.noting", str(self.port), str(self.folder)]
        self._process = subprocess.Popen(command, cwd=ROOT)  # noqa: S603 - our own command
        wait_until((self.folder / READY).exists)

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(ONLY_A_HANG_SECONDS)

    def hold(self) -> None:
        """Answer nothing to a mail from now on."""
        (self.folder / HOLD).touch()

    def let_go(self) -> None:
        """Take mails again."""
        (self.folder / HOLD).unlink(missing_ok=True)

    @property
    def seen(self) -> list[str]:
        """The id of every mail that came in whole, as often as it did."""
        return _lines(self.folder / SEEN)

    @property
    def taken(self) -> list[str]:
        """The id of every mail to which it said that it took it."""
        return _lines(self.folder / TAKEN)


@contextmanager
def killable_post_office(folder: Path) -> Iterator[KillablePostOffice]:
    """A mail server that is there until the end of the test, but for the times that it is killed."""
    office = KillablePostOffice(folder)
    office.start()
    try:
        yield office
    finally:
        office.kill()


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="ascii").splitlines() if file.exists() else []
