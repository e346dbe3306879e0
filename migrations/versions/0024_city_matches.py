"""Everyone of an organization is matched at once, by whichever node takes the work."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('city_matches',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('organization_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'running', 'done', 'failed', name='state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('language', sa.Enum('nl', 'en', name='language', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('clients', sa.Integer(), nullable=False),
    sa.Column('ranked', sa.Integer(), nullable=False),
    sa.Column('figures', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), 'postgresql'), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('started_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('finished_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('erase_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_city_matches_organization_id_organizations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_city_matches'))
    )
    for column in ('erase_at', 'organization_id'):
        op.create_index(op.f(f'ix_city_matches_{column}'), 'city_matches', [column], unique=False)
    op.create_table('city_match_clients',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('city_match_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('client_reference', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('sealed_profile', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('sealed_placement', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['city_match_id'], ['city_matches.id'], name=op.f('fk_city_match_clients_city_match_id_city_matches')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_city_match_clients')),
    sa.UniqueConstraint('city_match_id', 'number', name=op.f('uq_city_match_clients_city_match_id_number'))
    )
    op.create_index(op.f('ix_city_match_clients_client_reference'), 'city_match_clients', ['client_reference'], unique=False)


def downgrade() -> None:
    op.drop_table('city_match_clients')
    op.drop_table('city_matches')
