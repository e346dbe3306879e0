"""For whom an offer is, as the partner says it, and how one takes part."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

LIST = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql')


def upgrade() -> None:
    # Written out: so a check comes with its column on both databases, without copying the table.
    op.execute(
        "ALTER TABLE offers ADD COLUMN attendance VARCHAR(32) DEFAULT 'on-site' NOT NULL"
        " CONSTRAINT ck_offers_attendance CHECK (attendance IN ('on-site', 'online', 'by-phone', 'at-home'))"
    )
    for name in ('audience', 'communities'):
        op.add_column('offers', sa.Column(name, LIST, nullable=False, server_default='[]'))


def downgrade() -> None:
    for name in ('communities', 'audience', 'attendance'):
        op.drop_column('offers', name)
