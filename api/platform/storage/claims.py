"""Claims on names: who has one does what is to be done under it, and the others hear at once that it is under way.

A claim is given back by the system at the moment a process ends, however it ends.
"""

import asyncio
import fcntl
import hashlib
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

from sqlmodel import Session

from api.platform.storage.database import Database


@asynccontextmanager
async def write_under_claim(database: Database, name: str) -> AsyncIterator[Session | None]:
    """Yield one transaction in which this name is claimed, from before its start until after its end; else None.

    On PostgreSQL the transaction itself holds an advisory lock. SQLite knows none, and its only writer is waited for;
    so there the claim is a lock on a file beside the database.
    """
    digest = hashlib.sha256(name.encode()).digest()
    if database.is_sqlite:
        with _locked_file(Path(f"{database.engine.url.database}-locks"), digest.hex()) as is_mine:
            if not is_mine:
                yield None
                return
            async with database.write_from_loop() as session:
                yield session
        return
    async with database.write_from_loop() as session:
        is_mine = await asyncio.to_thread(_is_locked, session, int.from_bytes(digest[:8], signed=True))
        yield session if is_mine else None


def _is_locked(session: Session, number: int) -> bool:
    connection = session.connection()
    # Tried and not waited for: who comes second hears at once that it is under way.
    return bool(connection.exec_driver_sql("SELECT pg_try_advisory_xact_lock(%s)", (number,)).scalar_one())


@contextmanager
def _locked_file(folder: Path, name: str) -> Iterator[bool]:
    """Yield whether this file is locked by us now; it goes when the lock does."""
    folder.mkdir(exist_ok=True)
    descriptor = _lock(folder / name)
    if descriptor is None:
        yield False
        return
    try:
        yield True
    finally:
        # Before the lock is let go: whoever opens the file after this makes a new one.
        (folder / name).unlink(missing_ok=True)
        os.close(descriptor)


def _lock(path: Path) -> int | None:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        with suppress(FileNotFoundError):
            if path.stat().st_ino == os.fstat(descriptor).st_ino:
                return descriptor
        # Who had it took the file away after we opened it: this lock is on nothing.
        os.close(descriptor)
