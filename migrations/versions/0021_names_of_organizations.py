"""What organizations are called is remembered beside their offers, and another name is told to every node."""

from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("INSERT INTO sequences (name, value) VALUES ('organizations', 0)")


def downgrade() -> None:
    op.execute("DELETE FROM sequences WHERE name = 'organizations'")
