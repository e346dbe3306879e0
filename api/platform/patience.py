"""How long we go on with who is slow: a connection to elsewhere ends at its deadline, whatever the other side does."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_SHORTEST_SECONDS = 0.001  # A time limit of zero would mean that nothing is waited for at all.


def seconds_left(deadline: float) -> float:
    """Give the seconds until a moment of the monotonic clock, and hardly any once it has passed."""
    return max(deadline - time.monotonic(), _SHORTEST_SECONDS)


@contextmanager
def ended_at(deadline: float, connection: socket.socket) -> Iterator[None]:
    """End the connection at the deadline, however slowly the other side goes on."""
    # TLS takes the first socket over; the copy can still be shut from the other thread.
    shadow = connection.dup()
    timer = threading.Timer(seconds_left(deadline), _end, (shadow,))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        shadow.close()


def _end(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
