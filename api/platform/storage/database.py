"""One database behind one door: SQLite when embedded, PostgreSQL for several nodes, the same code on both."""

import os
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

import orjson
from sqlalchemy import JSON, URL, Connection, Engine, Enum, MetaData, create_engine, event, make_url
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, SQLModel

from api.platform.storage.outages import DatabaseError
from api.platform.storage.rewriting import rewrite
from api.platform.storage.threads import Made, ended_in_thread, run_in_own_thread
from api.platform.storage.turns import Turnstile

BUSY_TIMEOUT_SECONDS = 5
CONNECT_TIMEOUT_SECONDS = 3
POOL_TIMEOUT_SECONDS = 5
MOST_CONNECTIONS_EMBEDDED = 40  # As many as there are threads that answer: none waits for another's connection.
MOST_AT_ONCE = 12
"""Requests of one process that read, and as many that write: together less than there are connections."""
EMPTYING_PAUSE_SECONDS = 0.05

Record = TypeVar("Record", bound=SQLModel)

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def metadata() -> MetaData:
    """Return what all imported tables look like together."""
    return SQLModel.metadata


def word(kind: type[StrEnum], *, name: str) -> TypeEngine[Any]:
    """Return a column type that stores a closed list's own words, checked by the database."""
    return Enum(
        kind,
        # A checked text reads the same on both databases, and a new word is one changed check.
        native_enum=False,
        create_constraint=True,
        name=name,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


def get_to_change(session: Session, kind: type[Record], key: str | tuple[str, ...]) -> Record | None:
    """Return the row with this key as it is now, held until the transaction ends; None when it is not there.

    What is asked of a row before it is changed holds only when nobody else can change it in between: SQLite has one
    writer at a time, PostgreSQL lets others who come here wait. Rows that only point at this one may still be added.
    """
    return session.get(kind, key, with_for_update={"key_share": True}, populate_existing=True)


def json_column() -> TypeEngine[Any]:
    """Return a column type for a list or an object of plain values; None is NULL."""
    return JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Database:
    """Hands out sessions: `read` for a snapshot, `write` for one transaction that is kept or undone whole."""

    def __init__(self, url: str) -> None:
        self.engine = _create_engine(url)
        self._writing = self.engine.execution_options(vonk_writes=True)
        self._writing_at_once = self._writing.execution_options(vonk_waits=False)
        writers = 1 if self.is_sqlite else MOST_AT_ONCE
        self._to_write = Turnstile(at_once=writers, longest_wait_seconds=BUSY_TIMEOUT_SECONDS)
        self._to_read = Turnstile(at_once=MOST_AT_ONCE, longest_wait_seconds=BUSY_TIMEOUT_SECONDS)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded default."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Yield a session for reading; nothing it does is kept."""
        with Session(self.engine) as session:
            yield session

    @asynccontextmanager
    async def read_from_loop(self) -> AsyncIterator[Session]:
        """Yield the same to who waits in an event loop: only the work itself takes a thread."""
        async with self._to_read.wait(), ended_in_thread(self.read()) as session:
            yield session

    @contextmanager
    def write(self, *, waits: bool = True) -> Iterator[Session]:
        """Yield a session whose work is committed at the end, or undone when anything fails.

        What does not wait raises OperationalError or TurnError while someone else writes to the embedded database.
        """
        engine = self._writing if waits else self._writing_at_once
        with self._to_write.take(waits=waits), self._transaction(engine) as session:
            yield session

    @asynccontextmanager
    async def write_from_loop(self, at_end: Callable[[Session], None] | None = None) -> AsyncIterator[Session]:
        """Yield the same to who waits in an event loop: only the work itself takes a thread, and `at_end` its last."""
        async with self._to_write.wait(), ended_in_thread(self._ending_with(at_end)) as session:
            yield session

    async def write_at_once(self, work: Callable[[Session], Made]) -> Made:
        """Do this in one transaction and one trip to a thread, once it is our turn; returns what it makes."""

        def do() -> Made:
            with self._transaction(self._writing) as session:
                return work(session)

        async with self._to_write.wait():
            return await run_in_own_thread(do)

    @contextmanager
    def _ending_with(self, at_end: Callable[[Session], None] | None) -> Iterator[Session]:
        with self._transaction(self._writing) as session:
            yield session
            if at_end is not None:
                at_end(session)

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Session]:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    def empty_log(self) -> bool:
        """Leave nothing in the embedded database's write-ahead log; whether that could be done in time."""
        if not self.is_sqlite:
            return True
        deadline = time.monotonic() + BUSY_TIMEOUT_SECONDS
        # It holds the writer's lock for as long as it waits for readers, and a reader may be about to write into the
        # logs what it read: so it never waits, and is asked again.
        with closing(self.engine.raw_connection()) as connection, _waiting_for_nobody(connection.cursor()) as cursor:
            while cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                if time.monotonic() > deadline:
                    return False
                time.sleep(EMPTYING_PAUSE_SECONDS)
        return True

    def rewrite(self, tables: Iterable[str]) -> None:
        """Write the files of these tables anew where rows are only marked as gone; SQLite overwrites by itself.

        Nobody else reads or writes the table meanwhile. Raises OperationalError when others hold it for too long, and
        DatabaseError when a transaction from before, a backup for one, could still see rows that are gone: they stay.
        """
        if self.is_sqlite:
            return
        with self.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            rewrite(connection, tables)

    def check(self) -> None:
        """Raise DatabaseError with one clear sentence when the database cannot be reached."""
        with self.telling_plainly("opened"), self.engine.connect():
            pass

    def check_whole(self) -> None:
        """Raise DatabaseError with one clear sentence when the database is damaged or cannot be written."""
        with self.telling_plainly("used"), self._writing.begin() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() if self.is_sqlite else "ok"
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")
        if found != "ok":
            raise DatabaseError(f"The database at {self._where} is damaged; put a copy of before in its place.")

    @contextmanager
    def telling_plainly(self, what: str = "used") -> Iterator[None]:
        """Raise DatabaseError with one clear sentence for what the database itself refuses."""
        try:
            yield
        except DBAPIError as error:
            reason = str(error.orig).strip().splitlines()[0]
            raise DatabaseError(f"The database at {self._where} cannot be {what}: {reason}.") from None

    @property
    def _where(self) -> str:
        return show_address(self.engine.url)

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


# No request waits for a server that is gone, or for what another transaction holds, longer than a caller waits for us.
_POSTGRES_LIMITS = {
    "connect_timeout": CONNECT_TIMEOUT_SECONDS,
    "options": f"-c lock_timeout={BUSY_TIMEOUT_SECONDS}s",
}


_SECRET_IN_QUERY: Final = ("password", "sslpassword")

_JSON: Final[Any] = {"json_serializer": lambda each: orjson.dumps(each).decode(), "json_deserializer": orjson.loads}


def _create_engine(url: str) -> Engine:
    try:
        if not url.startswith("sqlite"):
            _require_one_at(url)
            return create_engine(
                url,
                **_JSON,
                connect_args=_POSTGRES_LIMITS,
                # A connection that a restarted server has closed is noticed before a request uses it.
                pool_pre_ping=True,
                pool_size=20,
                pool_timeout=POOL_TIMEOUT_SECONDS,
                hide_parameters=True,
            )
        engine = create_engine(
            url,
            **_JSON,
            connect_args={"timeout": BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
            pool_size=MOST_CONNECTIONS_EMBEDDED,
            pool_timeout=POOL_TIMEOUT_SECONDS,
            hide_parameters=True,
        )
    except (ArgumentError, ModuleNotFoundError, ValueError):
        raise DatabaseError("VONK_DATABASE_URL is not an address that SQLAlchemy knows.") from None
    if engine.url.database:
        _make_folder(Path(engine.url.database).parent)
    event.listen(engine, "do_connect", _make_file)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def show_address(url: URL) -> str:
    """Return where a database is, for people: without what lets anybody in."""
    return url.difference_update_query(_SECRET_IN_QUERY).render_as_string(hide_password=True)


def _require_one_at(url: str) -> None:
    # Behind any other @ a password would be taken for a host or a name, and told in errors.
    if url.count("@") > 1 or ("@" in url and make_url(url).username is None):
        raise DatabaseError(
            "The address of a database has one @, behind user and password; in those, write @ as %40 and / as %2F."
        )


def _make_file(_dialect: object, _record: object, arguments: list[str], _options: object) -> None:
    """Make the file of a new database for its own user only; what SQLite keeps beside it follows."""
    file = arguments[0]
    if file == ":memory:" or file.startswith("file:"):
        return
    # One that is there is never opened here: closing it would let go of the locks that SQLite holds on it.
    with suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL, 0o600))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(f"The folder {folder} for the database cannot be made: {error.strerror}.") from None


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own BEGIN comes too late for a snapshot and too weak for a write; see _begin_sqlite.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")  # nosemgrep - the words above


def _begin_sqlite(connection: Connection) -> None:
    # A write takes the lock at once: a transaction that reads first and writes later could lose the race and fail.
    options = connection.get_execution_options()
    if not options.get("vonk_writes", False):
        connection.exec_driver_sql("BEGIN")
    elif options.get("vonk_waits", True):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        with _waiting_for_nobody(connection.connection.cursor()):
            connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def _waiting_for_nobody(cursor: DBAPICursor) -> Iterator[DBAPICursor]:
    """Let what is asked of SQLite by this connection fail at once while someone else holds what it needs."""
    cursor.execute("PRAGMA busy_timeout = 0")
    try:
        yield cursor
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000}")  # nosemgrep - a number of ours
