"""Locks that a process holds as long as it lives, so that the others can tell who died.

On PostgreSQL an advisory lock of a connection of its own, on SQLite a lock on a file next to the database: both are
given back by the system at the moment a process ends, however it ends.
"""

import fcntl
import os
from pathlib import Path
from typing import Protocol

import psycopg

from api.platform.storage.database import CONNECT_TIMEOUT_SECONDS, Database

NAMESPACE = 86652
# Without these the lock of a machine that lost its power would stay for hours.
_NOTICE_DEAD_PEERS = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"


class Locks(Protocol):
    """Numbered locks, each held by one process at a time."""

    def take(self, number: int) -> bool:
        """Tell whether this process holds the lock now, taking it when it is free."""
        ...

    def give_back(self, number: int) -> None:
        """Let go of the lock."""
        ...

    def close(self) -> None:
        """Let go of every lock."""
        ...


class FileLocks:
    """Locks on files in a folder next to the database."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[int, int] = {}
        folder.mkdir(exist_ok=True)

    def take(self, number: int) -> bool:
        """Tell whether this process holds the lock now, taking it when it is free."""
        if number in self._held:
            return True
        descriptor = os.open(self._folder / str(number), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            # The system gives the lock back when the process ends, so nothing is left to clean up.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._held[number] = descriptor
        return True

    def give_back(self, number: int) -> None:
        """Let go of the lock."""
        os.close(self._held.pop(number))

    def close(self) -> None:
        """Let go of every lock."""
        for number in list(self._held):
            self.give_back(number)


class AdvisoryLocks:
    """Advisory locks of one connection; when that is lost, those that were held are taken again on a new one."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._connection: psycopg.Connection | None = None
        self._held: set[int] = set()

    def take(self, number: int) -> bool:
        """Tell whether this process holds the lock now; try a second time when the server had closed the connection."""
        try:
            return self._take_once(number)
        except psycopg.OperationalError:
            self._connection = None
            return self._take_once(number)

    def give_back(self, number: int) -> None:
        """Let go of the lock."""
        self._held.discard(number)
        self._open().execute("SELECT pg_advisory_unlock(%s, %s)", (NAMESPACE, number))

    def close(self) -> None:
        """Let go of every lock."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._held.clear()

    def _take_once(self, number: int) -> bool:
        connection = self._open()
        if number in self._held:
            # Asked each time: a connection that was lost took the lock with it, and only asking shows that.
            connection.execute("SELECT 1")
            return True
        return self._try(connection, number)

    def _try(self, connection: psycopg.Connection, number: int) -> bool:
        row = connection.execute("SELECT pg_try_advisory_lock(%s, %s)", (NAMESPACE, number)).fetchone()
        is_taken = row is not None and bool(row[0])
        if is_taken:
            self._held.add(number)
        return is_taken

    def _open(self) -> psycopg.Connection:
        if self._connection is None:
            # Those that cannot be taken again belong to another process by now.
            held, self._held = self._held, set()
            self._connection = psycopg.connect(self._conninfo, autocommit=True, connect_timeout=CONNECT_TIMEOUT_SECONDS)
            self._connection.execute(_NOTICE_DEAD_PEERS)
            for number in held:
                self._try(self._connection, number)
        return self._connection


def open_locks(database: Database) -> Locks:
    """Return the locks that suit this database."""
    url = database.engine.url
    if database.is_sqlite:
        return FileLocks(Path(f"{url.database}-locks"))
    return AdvisoryLocks(url.set(drivername="postgresql").render_as_string(hide_password=False))
