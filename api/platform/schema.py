"""The database's schema: bringing it up to date, and telling when it is not."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from api.platform.jobs.queue import create_queue_tables
from api.platform.storage.database import Database
from api.platform.storage.outages import DatabaseError

MIGRATIONS = Path(__file__).parents[2] / "migrations"
HEAD = "head"


class SchemaError(DatabaseError):
    """The tables are not those of this program; the text says which way, and what to do."""


def migrate(database: Database, revision: str = HEAD) -> None:
    """Bring the schema to a revision, by default the newest; several nodes may do so at once."""
    database.check()
    with _rebuilding(database) as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(86651)")
        _read_revision(connection)
        if revision == "base":
            command.downgrade(_config(connection), revision)
        else:
            command.upgrade(_config(connection), revision)
    create_queue_tables(database)


@contextmanager
def _rebuilding(database: Database) -> Iterator[Connection]:
    """Yield a transaction in which SQLite lets a table be made anew while rows of other tables point at it."""
    with database.engine.execution_options(vonk_writes=True).connect() as connection:
        _enforce_references(database, connection, are_enforced=False)
        try:
            with connection.begin():
                yield connection
                if database.is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise SchemaError("Rows would point at what is not there, so nothing was migrated.")
        finally:
            _enforce_references(database, connection, are_enforced=True)


def _enforce_references(database: Database, connection: Connection, *, are_enforced: bool) -> None:
    own = connection.connection.dbapi_connection
    if database.is_sqlite and own is not None:
        # Past SQLAlchemy, which would begin a transaction: in one this does nothing.
        own.cursor().execute("PRAGMA foreign_keys = ON" if are_enforced else "PRAGMA foreign_keys = OFF")


def drift(database: Database) -> None:
    """Raise when the tables in the code are not the tables that the migrations make."""
    with database.engine.connect() as connection:
        command.check(_config(connection))


def require_current_schema(database: Database) -> None:
    """Raise SchemaError with one sentence when the schema is missing, older or newer than this program."""
    database.check()
    with database.engine.connect() as connection:
        current = _read_revision(connection)
    head = _steps().get_current_head()
    if current is None:
        raise SchemaError("The database is empty; run ‘vonk migrate’ first.")
    if current != head:
        raise SchemaError(f"The database is at {current} and this Vonk needs {head}; run ‘vonk migrate’ first.")


def require_known(revisions: list[str]) -> None:
    """Raise SchemaError for several revisions at once, and for one that this program lacks."""
    found, steps = sorted(revisions), _steps()
    if len(found) > 1:
        raise SchemaError(
            f"The database says that it is at {' and '.join(found)} at once, so a migration or a restore went wrong; "
            "put back a backup."
        )
    if not set(found) <= {step.revision for step in steps.walk_revisions()}:
        head = steps.get_current_head()
        raise SchemaError(
            f"The database is at {found[0]}, which is newer than this Vonk ({head}); install a newer Vonk."
        )


def is_current(revisions: list[str]) -> bool:
    """Tell whether a database at these revisions needs no migration."""
    return revisions == [_steps().get_current_head()]


def _read_revision(connection: Connection) -> str | None:
    """Return the revision of the schema; raises SchemaError for several, and for one that this program lacks."""
    found = list(MigrationContext.configure(connection).get_current_heads())
    require_known(found)
    return found[0] if found else None


@cache  # They come with the program, and each look at whether a node is ready asks for them.
def _steps() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(None))


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config
