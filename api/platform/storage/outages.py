"""What is raised while the database cannot be used, and why, in a line for the operator."""

import sqlite3

import psycopg
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from api.platform.plain_error import PlainError
from api.platform.storage.turns import TurnError

LONGEST_REASON = 200


class DatabaseError(PlainError, RuntimeError):
    """The database cannot be used; the text is for the operator and holds no password."""


UNAVAILABLE = (
    DatabaseError,
    OperationalError,
    InterfaceError,
    PoolTimeoutError,
    TurnError,
    psycopg.OperationalError,
    psycopg.InterfaceError,
    sqlite3.OperationalError,
)
"""What is raised while a database is gone, locked or full: not by what was asked, and over by itself."""


def reason_of(error: Exception) -> str:
    """Say why the database cannot be used, in one line for a log, with nothing of what was asked of it."""
    # The driver's own line and not SQLAlchemy's: that repeats the statement and its values.
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return lines[0][:LONGEST_REASON] if lines else type(error).__name__
