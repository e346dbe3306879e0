"""A streaming replica of PostgreSQL: it answers what may be some seconds old, as long as it is known to be no older.

The primary says how far its log is, the replica how far it has taken that log in. Past a mark it holds all that was
committed when the mark was set. So the clock of this process alone tells how old it is at the most, also while nothing
is written, and when the replica has lost its primary without knowing.
"""

import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import Final, NamedTuple

from sqlalchemy import Engine, TextClause, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from api.platform.settings import NodeSettings, SettingsError
from api.platform.storage.database import Database
from api.platform.storage.freshness import READ_SEQUENCES, Numbers
from api.platform.storage.outages import reason_of
from api.platform.storage.threads import run_in_own_thread

LOOKS_EVERY_SECONDS: Final = 1.0
"""Two tiny reads, of which a replica that keeps up needs some milliseconds."""
_PATIENCE_SECONDS: Final = 0.2
_PAUSE_SECONDS: Final = 0.02

log = logging.getLogger("vonk.node")


class Standing(StrEnum):
    """How a replica is doing, in words for a log."""

    KEEPS_UP = "keeps up"
    BEHIND = "is too far behind"
    GONE = "does not answer"
    ANOTHER = "is no replica of this database"


class LogPlace(NamedTuple):
    """How far the log of a database surely was at a moment of our clock, in bytes, and which database that is."""

    at: float
    place: int | None
    database: str


_WHICH: Final = """
    (SELECT system_identifier FROM pg_control_system()) || '/' || current_database() || '/' || current_schema()
"""
_OF_PRIMARY: Final = text(f"SELECT pg_current_wal_lsn() - '0/0'::pg_lsn, {_WHICH}")  # nosemgrep - the words above
# A server that is no replica has nowhere come in the log of another.
_OF_REPLICA: Final = text(  # nosemgrep - the words above
    f"SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() - '0/0'::pg_lsn END, {_WHICH}"
)


class Replica:
    """Says whether the replica of a primary may answer, and hands out sessions to read from it."""

    def __init__(self, primary: Database, url: str, *, most_behind_seconds: float) -> None:
        if primary.is_sqlite or not url.startswith("postgresql"):
            raise SettingsError("VONK_REPLICA_URL takes a replica of PostgreSQL, beside a VONK_DATABASE_URL of one.")
        self.database = Database(url)
        self.most_behind_seconds = most_behind_seconds
        self._primary = primary
        self._mark: LogPlace | None = None
        self._is_as_of = -float("inf")
        self._fault: Standing | None = None
        self._said = Standing.KEEPS_UP

    @classmethod
    def chosen(cls, settings: NodeSettings, primary: Database) -> "Replica | None":
        """Make the replica that these settings name; None when they name none."""
        if not settings.replica_url:
            return None
        most = settings.replica_most_behind_seconds
        return cls(primary, settings.resolved_replica_url, most_behind_seconds=most)

    @property
    def standing(self) -> Standing:
        """How it is doing, by what was seen last and the time since."""
        if self._fault is not None:
            return self._fault
        is_young = time.monotonic() - self._is_as_of <= self.most_behind_seconds
        return Standing.KEEPS_UP if is_young else Standing.BEHIND

    def look(self, *, patience_seconds: float = _PATIENCE_SECONDS) -> Standing:
        """Look how far the replica is, and say how it is doing; one thread at a time."""
        until = time.monotonic() + patience_seconds
        reason = ""
        try:
            while not self._is_past_mark() and time.monotonic() < until:
                time.sleep(_PAUSE_SECONDS)
        except SQLAlchemyError as error:
            self._fault, reason = Standing.GONE, reason_of(error)
        self._say(reason)
        return self.standing

    @asynccontextmanager
    async def read_from_loop(self, numbers: Numbers) -> AsyncIterator[Session | None]:
        """Yield a session on the replica, that holds all of these numbers; None where only the primary will do."""
        if self.standing is Standing.KEEPS_UP:
            async with self.database.read_from_loop() as session:
                if await run_in_own_thread(self._holds, session, numbers):
                    yield session
                    return
        yield None

    def close(self) -> None:
        """Give every connection back."""
        self.database.close()

    def _is_past_mark(self) -> bool:
        """Ask once, and tell whether there is nothing to wait for."""
        mark = self._mark or self._set_mark()
        seen = _read_place(self.database.engine, _OF_REPLICA)
        if seen.place is None or (mark is not None and seen.database != mark.database):
            self._fault, self._mark = Standing.ANOTHER, None
            return True
        self._fault = None
        if mark is None:
            # Without its primary it only grows older, until that is too old.
            return True
        is_past = seen.place >= (mark.place or 0)
        if is_past:
            self._is_as_of, self._mark = mark.at, None
        return is_past

    def _set_mark(self) -> LogPlace | None:
        try:
            self._mark = _read_place(self._primary.engine, _OF_PRIMARY)
        except SQLAlchemyError:
            return None
        return self._mark

    def _holds(self, session: Session, numbers: Numbers) -> bool:
        try:
            held = dict(session.execute(text(READ_SEQUENCES)).all())
        except SQLAlchemyError as error:
            self._fault = Standing.GONE
            self._say(reason_of(error))
            return False
        return all(held.get(name, 0) >= number for name, number in numbers.items())

    def _say(self, reason: str) -> None:
        standing = self.standing
        if standing is not self._said:
            level = logging.INFO if standing is Standing.KEEPS_UP else logging.WARNING
            log.log(level, "the replica %s%s", standing, f": {reason}" if reason else "")
            self._said = standing


def _read_place(engine: Engine, query: TextClause) -> LogPlace:
    # Before it is asked: what is told comes later than this.
    at = time.monotonic()
    with engine.connect() as connection:
        place, database = connection.execute(query).one()
    return LogPlace(at, None if place is None else int(place), database)


@asynccontextmanager
async def read_older_from_loop(primary: Database, replica: Replica | None, numbers: Numbers) -> AsyncIterator[Session]:
    """Yield a session on the replica where that may answer, else on the primary."""
    if replica is not None:
        async with replica.read_from_loop(numbers) as session:
            if session is not None:
                yield session
                return
    async with primary.read_from_loop() as session:
        yield session
