"""Writing PostgreSQL's files of a table anew: it only marks rows as gone, and what was erased would still be there."""

import time
from collections.abc import Iterable

from sqlalchemy import Connection

from api.platform.storage.outages import DatabaseError

LOCK_TIMEOUT_SECONDS = 2
# Far longer than a request or a turn of the jobs looks back; a backup takes longer and is waited for by coming back.
UNSEEN_WITHIN_SECONDS = 15
PAUSE_SECONDS = 0.05


def rewrite(connection: Connection, tables: Iterable[str]) -> None:
    """Write the files of these tables anew, over a connection that commits by itself.

    Raises OperationalError when others hold a table for too long, and DatabaseError when rows that are gone can still
    be seen.
    """
    connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_TIMEOUT_SECONDS}s'")
    try:
        newest = _wait_until_unseen(connection)
        for table in tables:
            _write_anew(connection, table, newest)
    finally:
        connection.exec_driver_sql("RESET lock_timeout")


def _wait_until_unseen(connection: Connection) -> str:
    """Return the number of the next transaction as it is now, once nobody looks back further, or after a while.

    A node itself always looks at something: its runner of work holds a snapshot for a second at a time, without a gap.
    """
    newest: str = connection.exec_driver_sql("SELECT pg_snapshot_xmax(pg_current_snapshot())::text").scalar_one()
    looking_back = """
        SELECT pg_snapshot_xmin(pg_current_snapshot()) < %(newest)s::text::xid8 OR EXISTS (
            SELECT 1 FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            AND age(backend_xmin) > age(%(newest)s::text::xid8::xid)
        )
    """
    deadline = time.monotonic() + UNSEEN_WITHIN_SECONDS
    while connection.exec_driver_sql(looking_back, {"newest": newest}).scalar_one() and time.monotonic() < deadline:
        time.sleep(PAUSE_SECONDS)
    return newest


def _write_anew(connection: Connection, table: str, newest: str) -> None:
    connection.exec_driver_sql(f"VACUUM (FULL) {table}")
    # A table written anew is frozen up to the oldest transaction that anyone can still look back to.
    looked_back = "SELECT age(relfrozenxid) > age(%s::text::xid8::xid) FROM pg_class WHERE oid = %s::text::regclass"
    if connection.exec_driver_sql(looked_back, (newest, table)).scalar_one():
        raise DatabaseError(f"Someone can still see what was erased from {table}: it is to be written anew later.")
