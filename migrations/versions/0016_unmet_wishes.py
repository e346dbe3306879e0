"""What clients ask for in vain: sketches while a week lasts, and counts once it is over."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('wish_weeks',
    sa.Column('week', sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
    sa.Column('sealed_key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('week', name=op.f('pk_wish_weeks'))
    )
    op.create_table('wish_sketches',
    sa.Column('week', sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
    sa.Column('neighbourhood', sqlmodel.sql.sqltypes.AutoString(length=4), nullable=False),
    sa.Column('concept', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('bits', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['week'], ['wish_weeks.week'], name=op.f('fk_wish_sketches_week_wish_weeks')),
    sa.PrimaryKeyConstraint('week', 'neighbourhood', 'concept', name=op.f('pk_wish_sketches'))
    )
    op.create_table('unmet_wishes',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('week', sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
    sa.Column('neighbourhood', sqlmodel.sql.sqltypes.AutoString(length=4), nullable=False),
    sa.Column('concept', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('clients', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unmet_wishes')),
    sa.UniqueConstraint('week', 'neighbourhood', 'concept', name=op.f('uq_unmet_wishes_week_neighbourhood_concept'))
    )
    for column in ('neighbourhood', 'week'):
        op.create_index(op.f(f'ix_unmet_wishes_{column}'), 'unmet_wishes', [column], unique=False)


def downgrade() -> None:
    op.drop_table('unmet_wishes')
    op.drop_table('wish_sketches')
    op.drop_table('wish_weeks')
