"""Handovers are asked about, rescheduled and corrected; appointments are called off; calendars subscribe to them."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

EVENTS_BEFORE = (
    'request', 'accept', 'decline', 'forward', 'introduce', 'start', 'check-in', 'pause', 'resume', 'complete',
    'withdraw', 'withdraw-consent', 'remind', 'expire', 'ask-check-in', 'end-consent',
)
EVENTS = (*EVENTS_BEFORE[:4], 'ask', 'answer', 'reschedule', 'take-back', *EVENTS_BEFORE[4:])
# Writing the table anew takes its triggers along on SQLite.
REFUSE_ON_SQLITE = """
CREATE TRIGGER handover_events_stay BEFORE UPDATE ON handover_events
BEGIN SELECT RAISE(ABORT, 'an event of a handover cannot be changed'); END
"""


def upgrade() -> None:
    with op.batch_alter_table('handovers', schema=None) as batch_op:
        batch_op.add_column(sa.Column('appointment_off_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('asked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    # What was to come when a handover ended or was paused did not take place.
    op.execute(
        "UPDATE handovers SET appointment_off_at = ended_at"
        " WHERE state IN ('declined', 'withdrawn', 'expired') AND appointment_at > ended_at"
    )
    op.execute(
        "UPDATE handovers SET appointment_off_at = updated_at WHERE state = 'paused' AND appointment_at > updated_at"
    )
    with op.batch_alter_table('reply_links', schema=None) as batch_op:
        batch_op.add_column(sa.Column('answer_event', sa.Integer(), nullable=True))
    op.create_table('calendar_links',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('organization_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_calendar_links_organization_id_organizations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_links'))
    )
    with op.batch_alter_table('calendar_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_links_organization_id'), ['organization_id'], unique=False)
    _allow(EVENTS_BEFORE, EVENTS)


def downgrade() -> None:
    op.execute("DELETE FROM handover_events WHERE type IN ('ask', 'answer', 'reschedule', 'take-back')")
    _allow(EVENTS, EVENTS_BEFORE)
    with op.batch_alter_table('calendar_links', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calendar_links_organization_id'))
    op.drop_table('calendar_links')
    with op.batch_alter_table('reply_links', schema=None) as batch_op:
        batch_op.drop_column('answer_event')
    with op.batch_alter_table('handovers', schema=None) as batch_op:
        batch_op.drop_column('asked_at')
        batch_op.drop_column('appointment_off_at')


def _allow(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Let an event be of these types."""
    with op.batch_alter_table('handover_events', schema=None) as batch_op:
        batch_op.alter_column('type', existing_type=_type(before), type_=_type(after), existing_nullable=False)
        if op.get_bind().dialect.name != 'sqlite':
            batch_op.drop_constraint(op.f('ck_handover_events_type'), type_='check')
            listed = ', '.join(f"'{each}'" for each in after)
            allowed = sa.text(f'type IN ({listed})')  # nosemgrep - the types above
            batch_op.create_check_constraint(op.f('ck_handover_events_type'), allowed)
    if op.get_bind().dialect.name == 'sqlite':
        op.execute(REFUSE_ON_SQLITE)


def _type(words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name='type', native_enum=False, create_constraint=True, length=32)
