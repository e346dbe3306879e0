"""A kept answer is there or not: a key is claimed by its transaction, and no longer by a row without an answer."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

HEADERS = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql')


def upgrade() -> None:
    op.execute('DELETE FROM kept_answers WHERE status IS NULL')
    _alter(nullable=False, about=60)


def downgrade() -> None:
    op.execute('DELETE FROM kept_answers WHERE length(about) > 36')
    _alter(nullable=True, about=36)


def _alter(*, nullable: bool, about: int) -> None:
    with op.batch_alter_table('kept_answers') as table:
        table.alter_column('status', existing_type=sa.Integer(), nullable=nullable)
        table.alter_column('headers', existing_type=HEADERS, nullable=nullable)
        table.alter_column('body', existing_type=sa.LargeBinary(), nullable=nullable)
        table.alter_column('about', type_=sa.String(about), existing_type=sa.String(), nullable=True)
