"""Lets what never ends by itself, such as a live stream, hear that this process was asked to stop."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ASKS_TO_STOP = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def hear_stopping() -> Iterator[threading.Event]:
    """An event that is set when the process is asked to stop; whoever listened before still hears it too."""
    stopping = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopping
        return
    before = {number: signal.getsignal(number) for number in ASKS_TO_STOP}

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()
        earlier = before[signal.Signals(number)]
        if callable(earlier):
            earlier(number, frame)

    for number in ASKS_TO_STOP:
        signal.signal(number, stop)
    try:
        yield stopping
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)
