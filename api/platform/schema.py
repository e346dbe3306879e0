"""The database's schema: bringing it up to date, and telling when it is not."""

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


def migrate(database: Database, revision: str = HEAD) -> None:
    """Bring the schema to a revision, by default the newest; several nodes may do so at once."""
    database.check()
    with database.engine.execution_options(vonk_writes=True).begin() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(86651)")
        _read_revision(connection)
        if revision == "base":
            command.downgrade(_config(connection), revision)
        else:
            command.upgrade(_config(connection), revision)
    create_queue_tables(database)


def drift(database: Database) -> None:
    """Raise when the tables in the code are not the tables that the migrations make."""
    with database.engine.connect() as connection:
        command.check(_config(connection))


def require_current_schema(database: Database) -> None:
    """Raise DatabaseError with one sentence when the schema is missing, older or newer than this program."""
    database.check()
    with database.engine.connect() as connection:
        current = _read_revision(connection)
    head = _steps().get_current_head()
    if current is None:
        raise DatabaseError("The database is empty; run ‘vonk migrate’ first.")
    if current != head:
        raise DatabaseError(f"The database is at {current} and this Vonk needs {head}; run ‘vonk migrate’ first.")


def require_known(revisions: list[str]) -> None:
    """Raise DatabaseError for several revisions at once, and for one that this program lacks."""
    found, steps = sorted(revisions), _steps()
    if len(found) > 1:
        raise DatabaseError(
            f"The database says that it is at {' and '.join(found)} at once, so a migration or a restore went wrong; "
            "put back a backup."
        )
    if not set(found) <= {step.revision for step in steps.walk_revisions()}:
        head = steps.get_current_head()
        raise DatabaseError(
            f"The database is at {found[0]}, which is newer than this Vonk ({head}); install a newer Vonk."
        )


def is_current(revisions: list[str]) -> bool:
    """Tell whether a database at these revisions needs no migration."""
    return revisions == [_steps().get_current_head()]


def _read_revision(connection: Connection) -> str | None:
    """Return the revision of the schema; raises DatabaseError for several, and for one that this program lacks."""
    found = list(MigrationContext.configure(connection).get_current_heads())
    require_known(found)
    return found[0] if found else None


def _steps() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(None))


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config
