"""A server in processes of its own, for as long as it is asked, and what those use."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from pathlib import Path
from socket import create_connection, socket
from typing import Final, NamedTuple

import httpx

from api.operating.commands.serve import serve

_STARTS_WITHIN_SECONDS: Final = 900
"""A busy machine takes its time; a server that stopped is not waited for."""
_READY_TIMES: Final = 10


@contextmanager
def serving(serve_at: Callable[..., None], *given: object) -> Iterator[int]:
    """Yield the port of a server in a process of its own."""
    port = free_port()
    process = get_context("spawn").Process(target=serve_at, args=(port, *given))
    process.start()
    try:
        _wait_until_ready(port, process)
        yield port
    finally:
        process.terminate()
        process.join()


def serve_vonk(port: int, url: str) -> None:
    """Serve Vonk from a database, as `vonk serve` does."""
    os.environ["VONK_DATABASE_URL"] = url
    serve(port=port)


@contextmanager
def serving_workers(url: str, workers: int, *, ready_times: int = _READY_TIMES) -> Iterator[tuple[int, int]]:
    """Yield the port and the process of a `vonk serve` with workers, once it said so often that it is ready."""
    port = free_port()
    vonk = Path(sys.executable).with_name("vonk")
    command = [str(vonk), "serve", "--port", str(port), "--workers", str(workers)]
    environment = os.environ | {"VONK_DATABASE_URL": url}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as server:  # noqa: S603 - our own
        try:
            # Each connection reaches one of the workers, so that many answers in a row mean that all are there.
            ready = 0
            while ready < ready_times and server.poll() is None:
                time.sleep(0.1)
                with suppress(httpx.TransportError):
                    ready += httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=60).status_code == httpx.codes.OK
            yield port, server.pid
        finally:
            server.terminate()


class Used(NamedTuple):
    """What a process and all that it started use: resident memory now, and time of the processor so far."""

    mb: float
    processor_seconds: float


def used_by(process: int) -> Used:
    """Return what this process and all that it started use."""
    kin, pages, ticks = {process}, 0, 0
    for file in sorted(Path("/proc").glob("[0-9]*/stat"), key=lambda path: int(path.parent.name)):
        with suppress(OSError):
            # What stands before the last bracket is the name, in which anything may stand.
            told = file.read_text(encoding="utf-8").rpartition(")")[2].split()
            number = int(file.parent.name)
            if number == process or int(told[1]) in kin:
                kin.add(number)
                # Also the time of those that it started and that have ended.
                pages, ticks = pages + int(told[21]), ticks + sum(map(int, told[11:15]))
    return Used(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, ticks / os.sysconf("SC_CLK_TCK"))


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(port: int, process: SpawnProcess) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN_SECONDS
    while process.is_alive() and time.monotonic() < deadline:
        with suppress(ConnectionRefusedError):
            create_connection(("127.0.0.1", port)).close()
            return
        time.sleep(0.05)
    raise TimeoutError("the server was not ready in time")
