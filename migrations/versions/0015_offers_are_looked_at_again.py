"""An organization chooses how often it looks at its offers; what stays silent is asked about, and paused in time."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

EVENTS_BEFORE = ('created', 'updated', 'assured', 'withdrawn', 'reviewed', 'located')
EVENTS = (*EVENTS_BEFORE, 'lapsed')


def upgrade() -> None:
    _allow(EVENTS_BEFORE, EVENTS)
    op.create_table('review_rhythms',
    sa.Column('organization_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('every_days', sa.Integer(), nullable=True),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_review_rhythms_organization_id_organizations')),
    sa.PrimaryKeyConstraint('organization_id', name=op.f('pk_review_rhythms'))
    )
    op.create_table('offer_reminders',
    sa.Column('offer_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('silent_since', sa.Date(), nullable=False),
    sa.Column('reminded_on', sa.Date(), nullable=False),
    sa.Column('notice_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['offer_id'], ['offers.id'], name=op.f('fk_offer_reminders_offer_id_offers')),
    sa.PrimaryKeyConstraint('offer_id', name=op.f('pk_offer_reminders'))
    )


def downgrade() -> None:
    op.drop_table('offer_reminders')
    op.drop_table('review_rhythms')
    # The older Vonk knows no other word for it: the partner, or the service, changed the offer.
    op.execute("UPDATE offer_changes SET event = 'updated' WHERE event = 'lapsed'")
    _allow(EVENTS, EVENTS_BEFORE)


def _allow(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Let an event be of these types."""
    with op.batch_alter_table('offer_changes', schema=None) as batch_op:
        batch_op.alter_column('event', existing_type=_type(before), type_=_type(after), existing_nullable=False)
        if op.get_bind().dialect.name != 'sqlite':
            batch_op.drop_constraint(op.f('ck_offer_changes_event'), type_='check')
            listed = ', '.join(f"'{each}'" for each in after)
            allowed = sa.text(f'event IN ({listed})')  # nosemgrep - the events above
            batch_op.create_check_constraint(op.f('ck_offer_changes_event'), allowed)


def _type(words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name='event', native_enum=False, create_constraint=True, length=32)
