"""Let a small server answer in a thread of its own, for as long as a test needs it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseServer

_LOOK_SECONDS = 0.05


@contextmanager
def serving(server: BaseServer) -> Iterator[None]:
    """Answer what comes in until the block ends, and then leave the port."""
    with server:
        thread = threading.Thread(target=server.serve_forever, args=(_LOOK_SECONDS,))
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
