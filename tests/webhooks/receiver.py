"""A real receiver of webhooks, in a thread of its own, that answers as it is told and keeps what it got."""

import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks.webhooks import Webhook

from tests.serving import serving
from tests.waiting import ONLY_A_HANG_SECONDS


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    def verified(self, secret: str) -> dict[str, Any]:
        """The event, when the signature is right; raises when it is not."""
        event: dict[str, Any] = Webhook(secret).verify(self.body, self.headers)
        return event


@dataclass
class Receiver:
    """What came in, and what to answer."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    location: str = ""
    drip_seconds: float = 0
    answers_after_seconds: float = 0
    received: list[Received] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        """The webhook-id of every request, in order."""
        return [each.headers["webhook-id"] for each in self.received]

    def next_status(self) -> int:
        """The next of the statuses that were asked for; 204 after that."""
        return self.statuses.pop(0) if self.statuses else 204

    def wait_for(self, number: int) -> list[Received]:
        """What came in, as soon as it is this many."""
        wait_until(lambda: len(self.received) >= number)
        return self.received


def wait_until(is_so: Callable[[], bool]) -> None:
    """Return as soon as it is so; an error when that takes too long."""
    deadline = time.monotonic() + ONLY_A_HANG_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.02)


class Server(ThreadingHTTPServer):
    """Listens on a port of its own; a caller that hangs up is no fault here."""

    daemon_threads = True

    def __init__(self, receiver: Receiver, secure: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.receiver = receiver
        if secure:
            self.socket = secure.wrap_socket(self.socket, server_side=True)

    def handle_error(self, *_details: object) -> None:
        """Say nothing."""


class Handler(BaseHTTPRequestHandler):
    """Keeps a request, and answers it as the receiver was told."""

    server: Server

    def do_POST(self) -> None:
        """Keep and answer."""
        receiver = self.server.receiver
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        receiver.received.append(Received(self.path, headers, body))
        time.sleep(receiver.answers_after_seconds)
        if receiver.drip_seconds:
            self._drip(receiver.drip_seconds)
            return
        self.send_response(receiver.next_status())
        if receiver.location:
            self.send_header("Location", receiver.location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self, seconds: float) -> None:
        for byte in b"HTTP/1.1 200 OK\r\n" * 100:
            self.wfile.write(bytes([byte]))
            time.sleep(seconds)

    def log_message(self, *_details: object) -> None:
        """Say nothing."""


@contextmanager
def receiving(secure: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A receiver on a port of its own, with TLS when a context is given."""
    receiver = Receiver()
    server = Server(receiver, secure)
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}/vonk"
    with serving(server):
        yield receiver
