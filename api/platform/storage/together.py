"""Work of several that wait at the same moment, done in one transaction."""

import asyncio
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from contextvars import Context
from typing import Final, Generic, NamedTuple, TypeVar

from sqlmodel import Session

from api.platform.storage.database import Database
from api.platform.storage.outages import UNAVAILABLE

MOST_TOGETHER: Final = 50
"""Few enough that who else writes hardly waits, enough that one commit costs little a piece."""

_Asked = TypeVar("_Asked")
_Made = TypeVar("_Made")
JointWork = Callable[[Session, Sequence[_Asked]], Sequence[_Made | Exception]]
"""Does what is asked, and returns for each what it made or what went wrong with that one."""


class _Waiting(NamedTuple, Generic[_Asked, _Made]):
    asked: _Asked
    outcome: asyncio.Future[_Made]


class Together(Generic[_Asked, _Made]):
    """Does what waits in one transaction: one turn, one trip to a thread, one wait for the disk.

    What is asked while a transaction is under way waits for the next one. Each is answered after the commit that holds
    it, and what has the same name goes in the order in which it came, each in a transaction of its own.
    """

    def __init__(
        self, database: Database, work: JointWork[_Asked, _Made], *, name: Callable[[_Asked], Hashable]
    ) -> None:
        self._database = database
        self._work = work
        self._name = name
        self._waiting: deque[_Waiting[_Asked, _Made]] = deque()
        self._running: asyncio.Task[None] | None = None

    async def do(self, asked: _Asked) -> _Made:
        """Do this together with what waits beside it; raises what went wrong with this one."""
        outcome: asyncio.Future[_Made] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(asked, outcome))
        if self._running is None:
            # In a context of its own: what it does is not of the one request that happened to come first.
            self._running = asyncio.create_task(self._run(), context=Context())
        return await outcome

    async def _run(self) -> None:
        try:
            while self._waiting:
                await self._do_next()
        finally:
            self._running = None

    async def _do_next(self) -> None:
        taken: list[_Waiting[_Asked, _Made]] = []

        def do(session: Session) -> Sequence[_Made | Exception]:
            # Taken when the turn has come: whoever came while it was waited for goes along.
            taken.extend(self._take())
            return self._work(session, [each.asked for each in taken])

        try:
            outcomes = await self._database.write_at_once(do)
        except UNAVAILABLE as error:
            # When the turn itself did not come in time, nobody's did.
            told = taken or [self._waiting.popleft() for _ in range(len(self._waiting))]
            _tell(told, [error] * len(told))
        except Exception:  # noqa: BLE001 - told to whom it is about, when it is done alone
            for each in taken:
                _tell([each], [await self._do_alone(each.asked)])
        else:
            _tell(taken, outcomes)

    async def _do_alone(self, asked: _Asked) -> _Made | Exception:
        """Do what came to nothing together with others, for one of them may be to blame, or something else by now."""
        try:
            (outcome,) = await self._database.write_at_once(lambda session: self._work(session, [asked]))
        except Exception as error:  # noqa: BLE001 - raised where it was asked
            return error
        return outcome

    def _take(self) -> list[_Waiting[_Asked, _Made]]:
        taken: dict[Hashable, _Waiting[_Asked, _Made]] = {}
        while self._waiting and len(taken) < MOST_TOGETHER and self._name(self._waiting[0].asked) not in taken:
            each = self._waiting.popleft()
            taken[self._name(each.asked)] = each
        return list(taken.values())


def _tell(waiting: Sequence[_Waiting[_Asked, _Made]], outcomes: Sequence[_Made | Exception]) -> None:
    for each, outcome in zip(waiting, outcomes, strict=True):
        if each.outcome.done():  # Whoever asked is gone.
            continue
        if isinstance(outcome, Exception):
            each.outcome.set_exception(outcome)
        else:
            each.outcome.set_result(outcome)
