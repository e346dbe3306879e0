"""A real `vonk serve` in a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.service import SECRET_KEYS

ROOT = Path(__file__).parents[2]
STARTS_WITHIN_SECONDS = 60


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def vonk(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a command of `vonk` to its end."""
    command = [sys.executable, "-m", "api.cli", *arguments]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("VONK_")}
    return subprocess.run(
        command, cwd=ROOT, env=clean | environment, capture_output=True, text=True, timeout=120, check=False
    )


@contextmanager
def serving(database_url: str, *arguments: str, **environment: str) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """The address of a server that is ready, and its process."""
    port = free_port()
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(port), *arguments]
    own = {"VONK_DATABASE_URL": database_url, "VONK_SECRET_KEYS": SECRET_KEYS}
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | own | environment, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(address, server)
        yield address, server
    finally:
        server.terminate()
        server.wait(timeout=STARTS_WITHIN_SECONDS)


def _wait_until_ready(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server stopped before it was ready"
        try:
            if httpx.get(f"{address}/readyz").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the server was not ready in time")
