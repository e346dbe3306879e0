"""What is about one client is found without reading all of its organization, and deadlines without what was handled."""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None

CLIENTS = {'handovers': 'sender_organization_id', 'watches': 'organization_id', 'participations': 'organization_id'}


def upgrade() -> None:
    for table, organization in CLIENTS.items():
        op.create_index(op.f(f'ix_{table}_client'), table, ['client_reference', organization])
    op.drop_index(op.f('ix_handovers_client_reference'), table_name='handovers')
    waiting = sa.text('handled_at IS NULL')
    op.create_index(
        op.f('ix_handover_deadlines_waiting'), 'handover_deadlines', ['due_at'], sqlite_where=waiting, postgresql_where=waiting
    )
    op.drop_index(op.f('ix_handover_deadlines_due_at'), table_name='handover_deadlines')


def downgrade() -> None:
    op.create_index(op.f('ix_handover_deadlines_due_at'), 'handover_deadlines', ['due_at'])
    op.drop_index(op.f('ix_handover_deadlines_waiting'), table_name='handover_deadlines')
    op.create_index(op.f('ix_handovers_client_reference'), 'handovers', ['client_reference'])
    for table in CLIENTS:
        op.drop_index(op.f(f'ix_{table}_client'), table_name=table)
