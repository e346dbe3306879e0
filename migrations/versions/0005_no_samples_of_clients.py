"""PostgreSQL keeps no samples, for its planner, of what is said about a client: they would outlive an erasure."""

from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

COLUMNS = (
    ('handovers', 'client_reference'),
    ('handovers', 'sealed_message'),
    ('handovers', 'sealed_introduction'),
    ('handovers', 'appointment_place'),
    ('handovers', 'appointment_with'),
    ('handover_events', 'details'),
    ('kept_answers', 'key'),
    ('kept_answers', 'body'),
)


def upgrade() -> None:
    _set_statistics(0)


def downgrade() -> None:
    _set_statistics(-1)


def _set_statistics(target: int) -> None:
    if op.get_bind().dialect.name == 'sqlite':
        return
    for table, column in COLUMNS:
        op.execute(f'ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS {target}')  # nosemgrep - the names above
