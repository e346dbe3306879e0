"""Losing what was promised, as a fault of our own would."""

from sqlalchemy import text

from api.platform.storage.database import Database


def lose_promises(database: Database) -> None:
    """Let all work that waits end in an error."""
    table = "workflow_status" if database.is_sqlite else "dbos.workflow_status"
    with database.write() as session:
        session.connection().execute(text(f"UPDATE {table} SET status = 'ERROR'"))  # noqa: S608 - our own words
