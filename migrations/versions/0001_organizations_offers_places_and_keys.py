"""Organizations, offers, places and keys."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('kept_answers',
    sa.Column('caller_id', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=255), nullable=False),
    sa.Column('request_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('status', sa.Integer(), nullable=True),
    sa.Column('headers', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=Text()), 'postgresql'), nullable=True),
    sa.Column('body', sa.LargeBinary(), nullable=True),
    sa.PrimaryKeyConstraint('caller_id', 'key', name=op.f('pk_kept_answers'))
    )
    with op.batch_alter_table('kept_answers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kept_answers_created_at'), ['created_at'], unique=False)

    op.create_table('organizations',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('description', sqlmodel.sql.sqltypes.AutoString(length=5000), nullable=True),
    sa.Column('website', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('updated_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organizations'))
    )
    with op.batch_alter_table('organizations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organizations_name'), ['name'], unique=False)

    op.create_table('places',
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(length=6), nullable=False),
    sa.Column('latitude', sa.Float(), nullable=False),
    sa.Column('longitude', sa.Float(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_places'))
    )
    op.create_table('sequences',
    sa.Column('name', sa.Enum('catalogue', 'keys', 'places', name='remembered', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('value', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_sequences'))
    )
    op.create_table('api_keys',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('role', sa.Enum('admin', 'coach', 'host', 'partner', 'analyst', name='role', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('organization_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=True),
    sa.Column('key_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('revoked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_api_keys_organization_id_organizations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_api_keys')),
    sa.UniqueConstraint('key_hash', name=op.f('uq_api_keys_key_hash'))
    )
    with op.batch_alter_table('api_keys', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_api_keys_organization_id'), ['organization_id'], unique=False)

    op.create_table('offers',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('organization_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('external_id', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=True),
    sa.Column('kind', sa.Enum('activity', 'placement', 'course', 'work-experience', 'sheltered-work', name='kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('description', sqlmodel.sql.sqltypes.AutoString(length=5000), nullable=True),
    sa.Column('interests', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=Text()), 'postgresql'), nullable=False),
    sa.Column('goals', sa.Integer(), nullable=False),
    sa.Column('search_text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('location_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
    sa.Column('location_address', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
    sa.Column('postcode', sqlmodel.sql.sqltypes.AutoString(length=6), nullable=True),
    sa.Column('given_latitude', sa.Float(), nullable=True),
    sa.Column('given_longitude', sa.Float(), nullable=True),
    sa.Column('latitude', sa.Float(), nullable=True),
    sa.Column('longitude', sa.Float(), nullable=True),
    sa.Column('precision', sa.Enum('address', 'pc6', 'pc4', 'place', 'unknown', name='precision', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('day_parts', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('minimum_hours_per_week', sa.Float(), nullable=True),
    sa.Column('maximum_hours_per_week', sa.Float(), nullable=True),
    sa.Column('load_physical', sa.Integer(), nullable=True),
    sa.Column('load_posture', sa.Integer(), nullable=True),
    sa.Column('load_mental', sa.Integer(), nullable=True),
    sa.Column('load_social', sa.Integer(), nullable=True),
    sa.Column('load_stimuli', sa.Integer(), nullable=True),
    sa.Column('dutch_level', sa.Enum('A0', 'A1', 'A2', 'B1', 'B2', 'C1', 'C2', name='dutch_level', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('indication', sa.Enum('arbeidsmatige-activering', 'beschut-werk', 'wmo-dagbesteding', name='indication', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('conduct_certificate', sa.Boolean(), nullable=True),
    sa.Column('minimum_age', sa.Integer(), nullable=True),
    sa.Column('maximum_age', sa.Integer(), nullable=True),
    sa.Column('women_only', sa.Boolean(), nullable=True),
    sa.Column('wheelchair', sa.Boolean(), nullable=True),
    sa.Column('seated', sa.Boolean(), nullable=True),
    sa.Column('quiet', sa.Boolean(), nullable=True),
    sa.Column('guidance', sa.Enum('none', 'some', 'intensive', name='guidance', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('languages', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=Text()), 'postgresql'), nullable=False),
    sa.Column('cost_euros', sa.Float(), nullable=True),
    sa.Column('allowance_euros_per_day', sa.Float(), nullable=True),
    sa.Column('total_places', sa.Integer(), nullable=True),
    sa.Column('available_places', sa.Integer(), nullable=True),
    sa.Column('group_size', sa.Integer(), nullable=True),
    sa.Column('ladder_step', sa.Integer(), nullable=True),
    sa.Column('paid_before', sa.Boolean(), nullable=True),
    sa.Column('vacancy_open', sa.Boolean(), nullable=True),
    sa.Column('review_decision', sa.Enum('publish', 'refuse', name='review_decision', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('review_reason', sqlmodel.sql.sqltypes.AutoString(length=5000), nullable=True),
    sa.Column('reviewed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('contact_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
    sa.Column('contact_role', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
    sa.Column('contact_email', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=True),
    sa.Column('contact_phone', sqlmodel.sql.sqltypes.AutoString(length=30), nullable=True),
    sa.Column('status', sa.Enum('draft', 'published', 'paused', 'withdrawn', name='status', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('assured_on', sa.Date(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('updated_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint('available_places >= 0 AND (total_places IS NULL OR available_places <= total_places)', name=op.f('ck_offers_places')),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_offers_organization_id_organizations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_offers')),
    sa.UniqueConstraint('organization_id', 'external_id', name=op.f('uq_offers_organization_id_external_id'))
    )
    with op.batch_alter_table('offers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_offers_organization_id'), ['organization_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_offers_postcode'), ['postcode'], unique=False)
        batch_op.create_index(batch_op.f('ix_offers_updated_at'), ['updated_at'], unique=False)

    op.create_table('offer_changes',
    sa.Column('sequence', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('offer_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('event', sa.Enum('created', 'updated', 'assured', 'withdrawn', 'reviewed', 'located', name='event', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('changed_by', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=True),
    sa.Column('snapshot', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=Text()), 'postgresql'), nullable=False),
    sa.ForeignKeyConstraint(['offer_id'], ['offers.id'], name=op.f('fk_offer_changes_offer_id_offers')),
    sa.PrimaryKeyConstraint('sequence', name=op.f('pk_offer_changes'))
    )
    with op.batch_alter_table('offer_changes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_offer_changes_offer_id'), ['offer_id'], unique=False)

    # A node remembers these three, and asks for their numbers before it answers (api/freshness.py).
    op.bulk_insert(
        sa.table("sequences", sa.column("name"), sa.column("value")),
        [{"name": name, "value": 0} for name in ("catalogue", "keys", "places")],
    )


def downgrade() -> None:
    with op.batch_alter_table('offer_changes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_offer_changes_offer_id'))

    op.drop_table('offer_changes')
    with op.batch_alter_table('offers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_offers_updated_at'))
        batch_op.drop_index(batch_op.f('ix_offers_postcode'))
        batch_op.drop_index(batch_op.f('ix_offers_organization_id'))

    op.drop_table('offers')
    with op.batch_alter_table('api_keys', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_api_keys_organization_id'))

    op.drop_table('api_keys')
    op.drop_table('sequences')
    op.drop_table('places')
    with op.batch_alter_table('organizations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organizations_name'))

    op.drop_table('organizations')
    with op.batch_alter_table('kept_answers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_kept_answers_created_at'))

    op.drop_table('kept_answers')
