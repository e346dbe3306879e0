"""A real proxy of an organization, on this machine, that knows where names lead and keeps what it was asked."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer

from tests.serving import serving


@dataclass
class Proxy:
    """Where it is, where the names that it knows lead to on this machine, and what it was asked."""

    address: str = ""
    ports: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    credentials: list[str] = field(default_factory=list)


class Server(ThreadingTCPServer):
    """Listens on a port of its own."""

    daemon_threads = True

    def __init__(self, proxy: Proxy) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.proxy = proxy


class Handler(StreamRequestHandler):
    """Opens a way to a name that is known, and lets everything through."""

    server: Server

    def handle(self) -> None:
        """Answer one CONNECT."""
        lines = []
        while line := self.rfile.readline().strip().decode():
            lines.append(line)
        proxy, where = self.server.proxy, lines[0].split()[1]
        proxy.asked.append(where)
        proxy.credentials += [line for line in lines if line.startswith("Proxy-Authorization")]
        port = proxy.ports.get(where)
        if port is None:
            self.wfile.write(b"HTTP/1.1 502 Bad Gateway\r\n\r\n")
            return
        with socket.create_connection(("127.0.0.1", port)) as other:
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=pump, args=(other, self.connection))
            back.start()
            pump(self.connection, other)
            back.join()


def pump(source: socket.socket, sink: socket.socket) -> None:
    """Pass on what comes, until nothing more does."""
    with suppress(OSError):
        while part := source.recv(65_536):
            sink.sendall(part)
        sink.shutdown(socket.SHUT_WR)


@contextmanager
def proxying() -> Iterator[Proxy]:
    """A proxy on a port of its own."""
    proxy = Proxy()
    server = Server(proxy)
    proxy.address = f"127.0.0.1:{server.server_address[1]}"
    with serving(server):
        yield proxy
