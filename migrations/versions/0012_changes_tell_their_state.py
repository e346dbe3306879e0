"""Each change of an offer tells its state before and after, so that who may read about it is known for ever."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

STATES = ('draft', 'published', 'paused', 'withdrawn', 'in-review', 'full', 'upcoming', 'ended', 'stale')
REVIEWED_KINDS = ('placement', 'work-experience')
ROWS_AT_A_TIME = 1000

CHANGES = sa.table(
    'offer_changes',
    sa.column('sequence', sa.Integer),
    sa.column('offer_id', sa.String),
    sa.column('event', sa.String),
    sa.column('snapshot', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')),
    sa.column('state_before', sa.String),
    sa.column('state', sa.String),
)


def upgrade() -> None:
    listed = ', '.join(f"'{state}'" for state in STATES)
    # Written out: so a check comes with its column on both databases, without copying the table.
    for name in ('state_before', 'state'):
        op.execute(
            f"ALTER TABLE offer_changes ADD COLUMN {name} VARCHAR(32) DEFAULT 'draft' NOT NULL"
            f" CONSTRAINT ck_offer_changes_{name} CHECK ({name} IN ({listed}))"
        )
    _fill(op.get_bind())


def downgrade() -> None:
    # A later step may have written the table anew; then each check stands by itself, and SQLite drops no column in it.
    with op.batch_alter_table('offer_changes', schema=None) as batch_op:
        for name in ('state', 'state_before'):
            batch_op.drop_constraint(op.f(f'ck_offer_changes_{name}'), type_='check')
            batch_op.drop_column(name)


def _fill(bind: sa.Connection) -> None:
    """Tell the states of what happened before they were kept, offer by offer, as far as it can be seen from there."""
    rows = bind.execute(
        sa.select(CHANGES.c.sequence, CHANGES.c.offer_id, CHANGES.c.event, CHANGES.c.snapshot)
        .order_by(CHANGES.c.offer_id, CHANGES.c.sequence)
    )
    found: list[dict[str, Any]] = []
    offer_id, before, answers, is_decided = None, 'draft', None, False
    for sequence, offer, event, snapshot in rows:
        if offer != offer_id:
            offer_id, before, answers, is_decided = offer, 'draft', None, False
        # A reviewer's decision holds until the partner answers otherwise.
        check = snapshot.get('paidWorkCheck') or {}
        is_decided = event == 'reviewed' or (is_decided and check == answers)
        state, answers = _state_of(snapshot, check, is_decided), check
        found.append({'number': sequence, 'was': before, 'is': state})
        before = state
    update = (
        sa.update(CHANGES)
        .where(CHANGES.c.sequence == sa.bindparam('number'))
        .values(state_before=sa.bindparam('was'), state=sa.bindparam('is'))
    )
    for start in range(0, len(found), ROWS_AT_A_TIME):
        bind.execute(update, found[start : start + ROWS_AT_A_TIME])


def _state_of(snapshot: dict[str, Any], check: dict[str, Any], is_decided: bool) -> str:
    is_asked = snapshot['kind'] in REVIEWED_KINDS and bool(check.get('paidBefore') or check.get('vacancyOpen'))
    is_in_review = snapshot['status'] == 'published' and is_asked and not is_decided
    return 'in-review' if is_in_review else str(snapshot['status'])
