"""Lets what never ends by itself, such as a live stream, hear that this process was asked to stop."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ASKS_TO_STOP = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def hear_stopping() -> Iterator[threading.Event]:
    """Yield an event that is set when the process is asked to stop; whoever listened before still hears it too."""
    stopping = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopping
        return
    # Who ignores a signal is not asked to stop by it; a handler that is not Python's cannot be handed it, or put back.
    before = {
        number: earlier
        for number in ASKS_TO_STOP
        if (earlier := signal.getsignal(number)) not in {signal.SIG_IGN, None}
    }

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()
        earlier = before[signal.Signals(number)]
        if callable(earlier):
            earlier(number, frame)
        else:
            # The system's own way to stop is to end the process, and only the system can.
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)

    for number in before:
        signal.signal(number, stop)
    try:
        yield stopping
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)
