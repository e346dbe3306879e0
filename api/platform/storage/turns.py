"""So many at once and the others in the order in which they came; a thread can wait for its turn, and a loop."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from threading import Lock


class TurnError(TimeoutError):
    """A turn did not come in time."""


class Turnstile:
    """So many turns at once.

    The embedded database has one writer, and lets the others ask again and again until one of them is lucky: of four,
    one was seen to wait for most of a second. PostgreSQL has many, and as many connections: when each thread waits for
    a connection, nobody is left to end the work of those who have one. Here each waits once, and takes no thread.
    Without a longest wait one waits for as long as it takes.
    """

    def __init__(self, *, at_once: int, longest_wait_seconds: float | None) -> None:
        self._longest_wait_seconds = longest_wait_seconds
        self._left = at_once
        self._guard = Lock()
        self._waiting: deque[Future[None]] = deque()

    @contextmanager
    def take(self, *, waits: bool = True) -> Iterator[None]:
        """Wait in this thread, and hold the turn; raises TurnError."""
        asked = self._ask()
        try:
            asked.result(self._longest_wait_seconds if waits else 0)
        except TimeoutError:
            self._give_up(asked)
            raise TurnError from None
        try:
            yield
        finally:
            self._give_on()

    @asynccontextmanager
    async def wait(self) -> AsyncIterator[None]:
        """Wait in the event loop, and hold the turn; raises TurnError."""
        asked = self._ask()
        try:
            if not asked.done():
                await asyncio.wait_for(asyncio.wrap_future(asked), self._longest_wait_seconds)
        except TimeoutError:
            self._give_up(asked)
            raise TurnError from None
        except asyncio.CancelledError:
            self._give_up(asked)
            raise
        try:
            yield
        finally:
            self._give_on()

    def _ask(self) -> Future[None]:
        asked: Future[None] = Future()
        with self._guard:
            if not self._left:
                self._waiting.append(asked)
            else:
                self._left -= 1
                asked.set_running_or_notify_cancel()
                asked.set_result(None)
        return asked

    def _give_up(self, asked: Future[None]) -> None:
        # The turn may have come at the very moment: then it goes on to the next.
        if not asked.cancel():
            self._give_on()

    def _give_on(self) -> None:
        with self._guard:
            while self._waiting:
                following = self._waiting.popleft()
                if following.set_running_or_notify_cancel():
                    following.set_result(None)
                    return
            self._left += 1
