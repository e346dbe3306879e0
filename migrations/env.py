"""Runs migrations on the connection that api/platform/schema.py hands over."""

from alembic import context
from sqlalchemy import Connection

from api.features import FEATURES
from api.platform.storage.holdings import keep_no_samples

METADATA = FEATURES.metadata


def belongs_to_vonk(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a table in the database is ours to compare; others may live there too."""
    return kind != "table" or name in METADATA.tables


def run(connection: Connection) -> None:
    """Run what was asked, in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        include_name=belongs_to_vonk,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()
        keep_no_samples(connection, FEATURES.holdings)


run(context.config.attributes["connection"])
