"""People decide whether two offers are one activity in two guises."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('lineage_decisions',
    sa.Column('one_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('other_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('decision', sa.Enum('confirm', 'reject', name='decision', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('decided_by', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.ForeignKeyConstraint(['one_id'], ['offers.id'], name=op.f('fk_lineage_decisions_one_id_offers')),
    sa.ForeignKeyConstraint(['other_id'], ['offers.id'], name=op.f('fk_lineage_decisions_other_id_offers')),
    sa.PrimaryKeyConstraint('one_id', 'other_id', name=op.f('pk_lineage_decisions'))
    )
    with op.batch_alter_table('lineage_decisions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_lineage_decisions_other_id'), ['other_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('lineage_decisions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_lineage_decisions_other_id'))
    op.drop_table('lineage_decisions')
