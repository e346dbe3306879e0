"""Copies of the embedded database: taken while nodes run, and put back while none does."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from api.platform.storage.database import Database
from api.platform.storage.outages import DatabaseError

BEFORE: Final = ".before-restore"
"""How the name ends under which the database of before is kept aside."""
_DRAFT: Final = ".part"
_BESIDE: Final = ("", "-journal", "-wal", "-shm")
_DAMAGED: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_KIND_OF_ERROR: Final = 0xFF  # SQLite tells details in the bits above.
_SECONDS_TO_BE_ALONE: Final = 1  # A node keeps the file for as long as it runs: waiting longer tells no more.


def back_up(database: Database, target: Path) -> list[str]:
    """Copy the database as it is at one moment into a new file, and tell its revisions; raises DatabaseError."""
    source = _file_of(database)
    if not source.is_file():
        raise DatabaseError(f"There is no database at {source}.")
    if target.exists():
        raise DatabaseError(f"{target} is there already; name another file.")
    with _draft_of(target) as draft:
        _copy(source, draft)
        revisions = read_whole(draft, called=source)
        draft.replace(target)
        _write_through(target.parent)
    return revisions


def put_back(database: Database, copy: Path) -> Path | None:
    """Put a copy in the place of the database, and return where that went; raises DatabaseError while it is in use."""
    target = _file_of(database)
    aside = target.with_name(target.name + BEFORE)
    _require_apart(copy, target)
    if target.exists() and aside.exists():
        raise DatabaseError(f"{aside} is there already, from an earlier restore; move or delete it first.")
    with _alone_with(target), _draft_of(target) as draft:
        _copy(copy, draft)
        before = aside if target.exists() else None
        # With its log: SQLite would write what an old log holds into the new file.
        for beside in _BESIDE:
            old = target.with_name(target.name + beside)
            if old.exists():
                old.replace(aside.with_name(aside.name + beside))
        draft.replace(target)
        _write_through(target.parent)
    return before


def read_whole(file: Path, *, called: Path | None = None) -> list[str]:
    """Return the revisions that this file says it is at; raises DatabaseError unless it is a database, and whole."""
    name = called or file
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            found = opened.execute("PRAGMA integrity_check(1)").fetchone()[0]
            revisions = [row[0] for row in opened.execute("SELECT version_num FROM alembic_version")]
    except sqlite3.Error as error:
        raise DatabaseError(f"{name} is no whole database of Vonk: {error}.") from None
    if found != "ok":
        raise DatabaseError(f"{name} is damaged.")
    return revisions


def require_embedded(database: Database) -> None:
    """Raise DatabaseError for a database that is not one file."""
    if not database.is_sqlite:
        raise DatabaseError("This database is PostgreSQL: use pg_dump and pg_restore, as docs/operations.md shows.")


def _require_apart(copy: Path, target: Path) -> None:
    # It would wait for ever for what it keeps from others itself, and a draft is thrown away before it is read.
    for own in (target, target.with_name(target.name + _DRAFT)):
        if copy.exists() and own.exists() and copy.samefile(own):
            raise DatabaseError(f"{copy} is a file of the database itself; name what `vonk backup` wrote.")


def _copy(source: Path, draft: Path) -> None:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(draft)) as copy:
        # In one go: in steps it would begin anew at every write of a node, and never end.
        live.backup(copy)
        # One file that holds everything: a copy is moved about without what would stand beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
    _write_through(draft)


@contextmanager
def _draft_of(target: Path) -> Iterator[Path]:
    """Yield a new file beside it, for its own user only, gone when it was not put in place."""
    draft = target.with_name(target.name + _DRAFT)
    try:
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL, 0o600))
        yield draft
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise DatabaseError(f"{target} cannot be written: {reason}.") from None
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _alone_with(target: Path) -> Iterator[None]:
    """Keep every node from the database, or raise DatabaseError when one uses it."""
    if not target.exists():
        yield
        return
    with closing(sqlite3.connect(target, timeout=_SECONDS_TO_BE_ALONE, isolation_level=None)) as opened:
        try:
            # Only who is alone with the file can take it out of its log.
            is_alone = opened.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete"
            opened.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            # No node runs on a damaged file, and a copy in its place is how that is mended.
            is_alone = error.sqlite_errorcode & _KIND_OF_ERROR in _DAMAGED
        if not is_alone:
            raise DatabaseError("The database is in use; stop every node first.")
        yield


def _write_through(file: Path) -> None:
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _file_of(database: Database) -> Path:
    require_embedded(database)
    return Path(database.engine.url.database or "")
