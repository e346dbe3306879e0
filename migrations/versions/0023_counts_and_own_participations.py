"""What happens is counted, what clients do already is written down, and reports have addresses."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

MEASURES = ('starts', 'went-on', 'stays', 'moves', 'ends', 're-entries', 'after-3-months', 'after-6-months', 'after-12-months', 'answered', 'expired', 'own-participations')
DIMENSIONS = ('total', 'organization', 'kind', 'ladderStep', 'outcome', 'rungs', 'goesOn')
KINDS = ('caregiving', 'volunteering', 'course', 'help', 'other')


def word(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table('tallies',
    sa.Column('period', sqlmodel.sql.sqltypes.AutoString(length=7), nullable=False),
    sa.Column('measure', word(*MEASURES, name='measure'), nullable=False),
    sa.Column('dimension', word(*DIMENSIONS, name='dimension'), nullable=False),
    sa.Column('row', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('period', 'measure', 'dimension', 'row', name=op.f('pk_tallies'))
    )
    op.create_table('tally_marks',
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_tally_marks'))
    )
    op.create_table('participations',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('organization_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('client_reference', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('kind', word(*KINDS, name='kind'), nullable=False),
    sa.Column('hours_per_week', sa.Float(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('erase_on', sa.Date(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('updated_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_participations_organization_id_organizations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_participations'))
    )
    with op.batch_alter_table('participations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_participations_erase_on'), ['erase_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_participations_organization_id'), ['organization_id'], unique=False)
    op.create_table('report_links',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
    sa.Column('token_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_links')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_report_links_token_hash'))
    )


def downgrade() -> None:
    op.drop_table('report_links')
    with op.batch_alter_table('participations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_participations_organization_id'))
        batch_op.drop_index(batch_op.f('ix_participations_erase_on'))
    op.drop_table('participations')
    op.drop_table('tally_marks')
    op.drop_table('tallies')
