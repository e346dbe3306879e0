"""Handovers, what happened to them and what is to come; kept answers know what they are about."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

# What happened, happened; only erasing is possible.
REFUSE_ON_SQLITE = """
CREATE TRIGGER handover_events_stay BEFORE UPDATE ON handover_events
BEGIN SELECT RAISE(ABORT, 'an event of a handover cannot be changed'); END
"""
REFUSE_ON_POSTGRESQL = """
CREATE FUNCTION refuse_to_change_an_event() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'an event of a handover cannot be changed'; END $$
"""


def upgrade() -> None:
    op.create_table('handover_policies',
    sa.Column('organization_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('answer_working_days', sa.Integer(), nullable=True),
    sa.Column('reminder_working_days', sa.Integer(), nullable=True),
    sa.Column('check_in_weeks', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=Text()), 'postgresql'), nullable=True),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_handover_policies_organization_id_organizations')),
    sa.PrimaryKeyConstraint('organization_id', name=op.f('pk_handover_policies'))
    )
    op.create_table('handovers',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('sender_organization_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('receiver_organization_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('offer_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('client_reference', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('state', sa.Enum('requested', 'forwarded', 'accepted', 'introduced', 'started', 'paused', 'completed', 'declined', 'withdrawn', 'expired', name='state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('state_before_pause', sa.Enum('requested', 'forwarded', 'accepted', 'introduced', 'started', 'paused', 'completed', 'declined', 'withdrawn', 'expired', name='state_before_pause', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('hops', sa.Integer(), nullable=False),
    sa.Column('events', sa.Integer(), nullable=False),
    sa.Column('has_place', sa.Boolean(), nullable=False),
    sa.Column('on_the_spot', sa.Boolean(), nullable=False),
    sa.Column('accompanied', sa.Boolean(), nullable=False),
    sa.Column('preferred_day_parts', sa.Integer(), nullable=False),
    sa.Column('sealed_message', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('sealed_introduction', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('consent_given_on', sa.Date(), nullable=False),
    sa.Column('consent_expires_on', sa.Date(), nullable=False),
    sa.Column('consent_shares', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=Text()), 'postgresql'), nullable=False),
    sa.Column('consent_recipients', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=Text()), 'postgresql'), nullable=False),
    sa.Column('consent_withdrawn_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('appointment_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('appointment_place', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
    sa.Column('appointment_with', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
    sa.Column('contact_before', sa.Date(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('created_by', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('updated_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['offer_id'], ['offers.id'], name=op.f('fk_handovers_offer_id_offers')),
    sa.ForeignKeyConstraint(['receiver_organization_id'], ['organizations.id'], name=op.f('fk_handovers_receiver_organization_id_organizations')),
    sa.ForeignKeyConstraint(['sender_organization_id'], ['organizations.id'], name=op.f('fk_handovers_sender_organization_id_organizations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handovers'))
    )
    with op.batch_alter_table('handovers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_handovers_client_reference'), ['client_reference'], unique=False)
        batch_op.create_index(batch_op.f('ix_handovers_ended_at'), ['ended_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_handovers_offer_id'), ['offer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_handovers_receiver_organization_id'), ['receiver_organization_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_handovers_sender_organization_id'), ['sender_organization_id'], unique=False)

    op.create_table('handover_custodies',
    sa.Column('handover_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('hop', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('organization_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['handover_id'], ['handovers.id'], name=op.f('fk_handover_custodies_handover_id_handovers')),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_handover_custodies_organization_id_organizations')),
    sa.PrimaryKeyConstraint('handover_id', 'hop', name=op.f('pk_handover_custodies'))
    )
    with op.batch_alter_table('handover_custodies', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_handover_custodies_organization_id'), ['organization_id'], unique=False)

    op.create_table('handover_deadlines',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('handover_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('kind', sa.Enum('reminder', 'expiry', 'check-in', 'consent-end', name='kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('due_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('handled_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['handover_id'], ['handovers.id'], name=op.f('fk_handover_deadlines_handover_id_handovers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handover_deadlines'))
    )
    with op.batch_alter_table('handover_deadlines', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_handover_deadlines_due_at'), ['due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_handover_deadlines_handover_id'), ['handover_id'], unique=False)

    op.create_table('handover_events',
    sa.Column('handover_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('type', sa.Enum('request', 'accept', 'decline', 'forward', 'introduce', 'start', 'check-in', 'pause', 'resume', 'complete', 'withdraw', 'withdraw-consent', 'remind', 'expire', 'ask-check-in', 'end-consent', name='type', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('side', sa.Enum('sender', 'receiver', 'clock', name='side', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('state', sa.Enum('requested', 'forwarded', 'accepted', 'introduced', 'started', 'paused', 'completed', 'declined', 'withdrawn', 'expired', name='state', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('details', sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True, astext_type=Text()), 'postgresql'), nullable=False),
    sa.Column('happened_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('organization_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=True),
    sa.Column('caller_id', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=True),
    sa.ForeignKeyConstraint(['handover_id'], ['handovers.id'], name=op.f('fk_handover_events_handover_id_handovers')),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_handover_events_organization_id_organizations')),
    sa.PrimaryKeyConstraint('handover_id', 'number', name=op.f('pk_handover_events'))
    )
    op.create_table('reply_links',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('handover_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('organization_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('answered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['handover_id'], ['handovers.id'], name=op.f('fk_reply_links_handover_id_handovers')),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_reply_links_organization_id_organizations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reply_links'))
    )
    with op.batch_alter_table('reply_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reply_links_handover_id'), ['handover_id'], unique=False)

    # What was kept so far does not know what it is about, so it could not be erased with it.
    op.execute("DELETE FROM kept_answers")
    with op.batch_alter_table('kept_answers', schema=None) as batch_op:
        batch_op.add_column(sa.Column('about', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=True))
        batch_op.create_index(batch_op.f('ix_kept_answers_about'), ['about'], unique=False)

    if op.get_bind().dialect.name == "sqlite":
        op.execute(REFUSE_ON_SQLITE)
    else:
        op.execute(REFUSE_ON_POSTGRESQL)
        op.execute(
            "CREATE TRIGGER handover_events_stay BEFORE UPDATE ON handover_events"
            " FOR EACH ROW EXECUTE FUNCTION refuse_to_change_an_event()"
        )


def downgrade() -> None:
    with op.batch_alter_table('kept_answers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_kept_answers_about'))
        batch_op.drop_column('about')

    with op.batch_alter_table('reply_links', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reply_links_handover_id'))

    op.drop_table('reply_links')
    op.drop_table('handover_events')
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_to_change_an_event")
    with op.batch_alter_table('handover_deadlines', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_handover_deadlines_handover_id'))
        batch_op.drop_index(batch_op.f('ix_handover_deadlines_due_at'))

    op.drop_table('handover_deadlines')
    with op.batch_alter_table('handover_custodies', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_handover_custodies_organization_id'))

    op.drop_table('handover_custodies')
    with op.batch_alter_table('handovers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_handovers_sender_organization_id'))
        batch_op.drop_index(batch_op.f('ix_handovers_receiver_organization_id'))
        batch_op.drop_index(batch_op.f('ix_handovers_offer_id'))
        batch_op.drop_index(batch_op.f('ix_handovers_ended_at'))
        batch_op.drop_index(batch_op.f('ix_handovers_client_reference'))

    op.drop_table('handovers')
    op.drop_table('handover_policies')
