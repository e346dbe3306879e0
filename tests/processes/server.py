"""A real `vonk` in a process of its own, forked from one that has imported everything: importing takes seconds."""

import multiprocessing
import os
import signal
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import httpx

from tests.processes.child import become_vonk
from tests.service import SECRET_KEYS
from tests.waiting import ONLY_A_HANG_SECONDS

ROOT = Path(__file__).parents[2]
_READY_MADE = multiprocessing.get_context("forkserver")
_READY_MADE.set_forkserver_preload(["pytest", "uvicorn.protocols.http.httptools_impl", "tests.processes.child"])


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it said."""

    returncode: int | None
    stdout: str
    stderr: str


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def vonk(*arguments: str, **environment: str) -> Done:
    """Run a command of `vonk` to its end."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("VONK_")}
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder)
        command = _READY_MADE.Process(target=become_vonk, args=(list(arguments), clean | environment, output))
        command.start()
        command.join(ONLY_A_HANG_SECONDS)
        return Done(command.exitcode, (output / "out").read_text(), (output / "err").read_text())


@contextmanager
def serving(database_url: str, *arguments: str, **environment: str) -> Iterator[tuple[str, ForkServerProcess]]:
    """The address of a server that is ready, and its process."""
    own = {"VONK_DATABASE_URL": database_url, "VONK_SECRET_KEYS": SECRET_KEYS}
    with started(["serve", *arguments], own | environment) as running:
        yield running


@contextmanager
def serving_into(output: Path, database_url: str, **environment: str) -> Iterator[tuple[str, ForkServerProcess]]:
    """The same, with what it writes in this folder."""
    own = {"VONK_DATABASE_URL": database_url, "VONK_SECRET_KEYS": SECRET_KEYS}
    with started(["serve"], own | environment, output) as running:
        yield running


@contextmanager
def started(
    words: list[str], environment: dict[str, str], output: Path | None = None
) -> Iterator[tuple[str, ForkServerProcess]]:
    """The same for any command that serves."""
    with launched(words, environment, output) as (address, server):
        _wait_until_ready(address, server)
        yield address, server


@contextmanager
def launched(
    words: list[str], environment: dict[str, str], output: Path | None = None
) -> Iterator[tuple[str, ForkServerProcess]]:
    """The same, before it is ready."""
    port = free_port()
    command = [*words, "--port", str(port)]
    server = _READY_MADE.Process(target=become_vonk, args=(command, os.environ | environment, output))
    server.start()
    address = f"http://127.0.0.1:{port}"
    try:
        yield address, server
    finally:
        kill(server)


def kill(server: ForkServerProcess) -> None:
    """End a server and its workers at once, in the middle of whatever they do."""
    if server.is_alive() and server.pid:
        os.killpg(server.pid, signal.SIGKILL)
    server.join(ONLY_A_HANG_SECONDS)


def _wait_until_ready(address: str, server: ForkServerProcess) -> None:
    deadline = time.monotonic() + ONLY_A_HANG_SECONDS
    with httpx.Client(base_url=address, timeout=ONLY_A_HANG_SECONDS) as http:
        while time.monotonic() < deadline:
            assert server.exitcode is None, "the server stopped before it was ready"
            try:
                if http.get("/readyz").status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                time.sleep(0.02)
    raise AssertionError("the server was not ready in time")
