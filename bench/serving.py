"""A server in a process of its own, for as long as it is asked."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from socket import create_connection, socket
from typing import Final

from api.operating.commands.serve import serve

_STARTS_WITHIN_SECONDS: Final = 900
"""A busy machine takes its time; a server that stopped is not waited for."""


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
