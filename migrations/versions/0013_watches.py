"""Clients who wait: for what fits, or for a place."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nobody waited for what changed before.
    op.execute("INSERT INTO sequences (name, value) VALUES ('watches', 0)")
    op.execute("INSERT INTO sequences (name, value) SELECT 'watches-told', value FROM sequences WHERE name = 'catalogue'")
    op.create_table('watches',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('organization_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('client_reference', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('sealed_profile', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('offer_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=True),
    sa.Column('queued_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('asked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('answer_by', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('let_pass_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('expires_on', sa.Date(), nullable=False),
    sa.Column('erase_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['offer_id'], ['offers.id'], name=op.f('fk_watches_offer_id_offers')),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_watches_organization_id_organizations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_watches'))
    )
    for column in ('answer_by', 'erase_at', 'offer_id', 'organization_id'):
        op.create_index(op.f(f'ix_watches_{column}'), 'watches', [column], unique=False)
    op.create_table('watch_offers',
    sa.Column('watch_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('offer_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('fits', sa.Boolean(), nullable=False),
    sa.Column('told_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['offer_id'], ['offers.id'], name=op.f('fk_watch_offers_offer_id_offers')),
    sa.ForeignKeyConstraint(['watch_id'], ['watches.id'], name=op.f('fk_watch_offers_watch_id_watches')),
    sa.PrimaryKeyConstraint('watch_id', 'offer_id', name=op.f('pk_watch_offers'))
    )
    op.create_index(op.f('ix_watch_offers_offer_id'), 'watch_offers', ['offer_id'], unique=False)


def downgrade() -> None:
    op.drop_table('watch_offers')
    op.drop_table('watches')
    op.execute("DELETE FROM sequences WHERE name IN ('watches', 'watches-told')")
