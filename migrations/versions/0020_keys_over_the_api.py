"""Keys are told apart by how they begin, say when they were last used, and take each other's place."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('api_keys', schema=None) as batch_op:
        batch_op.add_column(sa.Column('prefix', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True))
        batch_op.add_column(sa.Column('last_used_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('replaces_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('api_keys', schema=None) as batch_op:
        batch_op.drop_column('replaces_id')
        batch_op.drop_column('last_used_on')
        batch_op.drop_column('prefix')
