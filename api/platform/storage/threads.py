"""Work for the database that is done in threads, each its own: turns limit how many there are, and not the threads.

The threads of all others may be full of those who wait for a turn that one of these has.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from typing import TypeVar

from anyio import CancelScope, CapacityLimiter
from anyio.to_thread import run_sync

Made = TypeVar("Made")


async def run_in_own_thread(work: Callable[..., Made], *given: object) -> Made:
    """Do this in a thread, and return what it makes."""
    return await run_sync(work, *given, limiter=CapacityLimiter(1))


@asynccontextmanager
async def ended_in_thread(opening: AbstractContextManager[Made]) -> AsyncIterator[Made]:
    """Yield what is opened here, for a session reaches no database until it is used, and is ended in a thread."""
    opened = opening.__enter__()
    try:
        yield opened
    except BaseException as error:
        # Whoever is gone leaves no transaction behind.
        with CancelScope(shield=True):
            is_hidden = await run_in_own_thread(opening.__exit__, type(error), error, error.__traceback__)
        if not is_hidden:
            raise
    else:
        with CancelScope(shield=True):
            await run_in_own_thread(opening.__exit__, None, None, None)
