"""Matching tables, and the number by which boards follow them."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

REMEMBERED = ('catalogue', 'keys', 'places')
SEQUENCES = sa.table('sequences', sa.column('name'), sa.column('value'))


def upgrade() -> None:
    remember(*REMEMBERED, 'tables')
    op.bulk_insert(SEQUENCES, [{'name': 'tables', 'value': 0}])
    op.create_table('matching_tables',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('organization_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('meets_on', sa.Date(), nullable=False),
    sa.Column('sealed_board_key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('erase_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('updated_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_matching_tables_organization_id_organizations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_matching_tables'))
    )
    with op.batch_alter_table('matching_tables', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_matching_tables_erase_at'), ['erase_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_matching_tables_organization_id'), ['organization_id'], unique=False)

    op.create_table('table_decisions',
    sa.Column('table_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('seat', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('offer_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('type', sa.Enum('pin', 'veto', 'agree', name='decision_type', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('handover_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=True),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['offer_id'], ['offers.id'], name=op.f('fk_table_decisions_offer_id_offers')),
    sa.ForeignKeyConstraint(['table_id'], ['matching_tables.id'], name=op.f('fk_table_decisions_table_id_matching_tables')),
    sa.PrimaryKeyConstraint('table_id', 'seat', 'offer_id', name=op.f('pk_table_decisions'))
    )
    op.create_table('table_events',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('table_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('type', sa.Enum('seat-set', 'seat-removed', 'offers-set', 'pinned', 'vetoed', 'agreed', 'undone', 'handed-over', 'board-renewed', name='table_event_type', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('seat', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=True),
    sa.Column('offer_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=True),
    sa.Column('happened_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['table_id'], ['matching_tables.id'], name=op.f('fk_table_events_table_id_matching_tables')),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_table_events'))
    )
    with op.batch_alter_table('table_events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_table_events_table_id'), ['table_id'], unique=False)

    op.create_table('table_offers',
    sa.Column('table_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('offer_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.ForeignKeyConstraint(['offer_id'], ['offers.id'], name=op.f('fk_table_offers_offer_id_offers')),
    sa.ForeignKeyConstraint(['table_id'], ['matching_tables.id'], name=op.f('fk_table_offers_table_id_matching_tables')),
    sa.PrimaryKeyConstraint('table_id', 'offer_id', name=op.f('pk_table_offers'))
    )
    op.create_table('table_seats',
    sa.Column('table_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('seat', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('sealed_profile', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('updated_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['table_id'], ['matching_tables.id'], name=op.f('fk_table_seats_table_id_matching_tables')),
    sa.PrimaryKeyConstraint('table_id', 'seat', name=op.f('pk_table_seats'))
    )


def downgrade() -> None:
    op.drop_table('table_seats')
    op.drop_table('table_offers')
    with op.batch_alter_table('table_events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_table_events_table_id'))

    op.drop_table('table_events')
    op.drop_table('table_decisions')
    with op.batch_alter_table('matching_tables', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_matching_tables_organization_id'))
        batch_op.drop_index(batch_op.f('ix_matching_tables_erase_at'))

    op.drop_table('matching_tables')
    op.execute(SEQUENCES.delete().where(SEQUENCES.c.name == 'tables'))
    remember(*REMEMBERED)


def remember(*names: str) -> None:
    listed = ', '.join(f"'{name}'" for name in names)
    with op.batch_alter_table('sequences', recreate='auto') as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_sequences_remembered'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_sequences_remembered'), f'name IN ({listed})')
