"""Design decision 2: whatever a node remembers is numbered, and no answer is given from an older number.

Every write that memory depends on bumps a sequence in its own transaction. Before a node answers from memory it reads
the sequences (one tiny read) and catches up. Requests that wait at the same time share one read, but only a read that
began after they arrived.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, Protocol

import psycopg
from sqlalchemy import Engine, bindparam, update
from sqlmodel import Field, Session, SQLModel

from api.platform.storage.database import CONNECT_TIMEOUT_SECONDS, metadata

NUMBERS_SCOPE_KEY = "vonk.numbers"  # The numbers that were read when this request came in.
LONGEST_WAIT_SECONDS = 0.5  # In the event loop: everybody waits with it.
READ_SEQUENCES = "SELECT name, value FROM sequences"


class Sequence(SQLModel, table=True):
    """How often something that nodes remember was changed."""

    __tablename__ = "sequences"

    name: str = Field(primary_key=True, max_length=32)
    value: int = 0


Numbers = Mapping[str, int]
_SEQUENCES: Final = metadata().tables[Sequence.__tablename__]
# Of the table and not of its class: every write comes by here, and what a class does besides took a tenth of them.
_TAKE_NUMBERS: Final = (
    update(_SEQUENCES)
    .where(_SEQUENCES.c.name == bindparam("remembered"))
    .values(value=_SEQUENCES.c.value + bindparam("by"))
    .returning(_SEQUENCES.c.value)
)


def bump(session: Session, remembered: str, *, by: int = 1) -> int:
    """Take the next numbers in this transaction and return the last of them.

    The row lock makes commits come in the order of their numbers.
    """
    taken: int = session.execute(_TAKE_NUMBERS, {"remembered": remembered, "by": by}).scalar_one()
    return taken


class NumbersReader(Protocol):
    """Reads all sequences from the database."""

    async def read(self) -> Numbers:
        """Return the numbers as they are committed now."""
        ...

    async def close(self) -> None:
        """Give the connection back."""
        ...


class SqliteNumbersReader:
    """One open connection; a read takes microseconds and stays in the event loop."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, timeout=LONGEST_WAIT_SECONDS, isolation_level=None)

    async def read(self) -> Numbers:
        """Return the numbers as they are committed now."""
        return dict(self._connection.execute(READ_SEQUENCES).fetchall())

    async def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class PostgresNumbersReader:
    """One open connection of its own, opened again when it was lost."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._connection: psycopg.AsyncConnection | None = None

    async def read(self) -> Numbers:
        """Return the numbers as they are committed now; try a second time when the server had closed the connection."""
        try:
            return await self._read_once()
        except psycopg.OperationalError:
            await self.close()
            return await self._read_once()

    async def close(self) -> None:
        """Close the connection, if there is one."""
        if self._connection is not None:
            await self._connection.close()
            self._connection = None

    async def _read_once(self) -> Numbers:
        if self._connection is None:
            self._connection = await psycopg.AsyncConnection.connect(
                self._conninfo, autocommit=True, connect_timeout=CONNECT_TIMEOUT_SECONDS
            )
        cursor = await self._connection.execute(READ_SEQUENCES)
        return dict(await cursor.fetchall())


def open_numbers_reader(engine: Engine) -> NumbersReader:
    """Return the reader that suits this database."""
    if engine.dialect.name == "sqlite":
        return SqliteNumbersReader(engine.url.database or ":memory:")
    return PostgresNumbersReader(engine.url.set(drivername="postgresql").render_as_string(hide_password=False))


class SharedCheck:
    """Lets concurrent requests share one read that began after they arrived."""

    def __init__(self, read: Callable[[], Awaitable[Numbers]]) -> None:
        self._read = read
        self._running: asyncio.Task[Numbers] | None = None
        self._waiting: asyncio.Task[Numbers] | None = None

    async def numbers(self) -> Numbers:
        """Return numbers that are not older than this call."""
        if self._running is None:
            return await asyncio.shield(self._start())
        if self._waiting is None:
            self._waiting = asyncio.create_task(self._after(self._running))
        return await asyncio.shield(self._waiting)

    def _start(self) -> asyncio.Task[Numbers]:
        self._running = asyncio.create_task(self._run())
        return self._running

    async def _after(self, earlier: asyncio.Task[Numbers]) -> Numbers:
        await asyncio.wait([earlier])
        self._waiting = None
        return await self._start()

    async def _run(self) -> Numbers:
        try:
            return await self._read()
        finally:
            self._running = None


class Freshness:
    """Tells a node how far the database is."""

    def __init__(self, engine: Engine) -> None:
        self._reader = open_numbers_reader(engine)
        self._is_instant = isinstance(self._reader, SqliteNumbersReader)
        self._check = SharedCheck(self._reader.read)

    async def numbers(self) -> Numbers:
        """Return all sequences, not older than this call."""
        if self._is_instant:
            return await self._reader.read()
        return await self._check.numbers()

    async def close(self) -> None:
        """Close what was opened."""
        await self._reader.close()
