"""Residents ask for themselves: a handover without a sender and a reference, and how often an address asked."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('handovers', schema=None) as batch_op:
        batch_op.alter_column('sender_organization_id', existing_type=sqlmodel.sql.sqltypes.AutoString(length=36), nullable=True)
        batch_op.alter_column('client_reference', existing_type=sqlmodel.sql.sqltypes.AutoString(length=100), nullable=True)
        batch_op.add_column(sa.Column('form_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_handovers_form_id'), ['form_id'])
    op.create_table('asked_from_addresses',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('address_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('day', 'address_hash', name=op.f('pk_asked_from_addresses'))
    )


def downgrade() -> None:
    op.drop_table('asked_from_addresses')
    # There was no place for a handover without a sender.
    of_residents = "SELECT id FROM handovers WHERE sender_organization_id IS NULL"
    for table in ('handover_events', 'handover_custodies', 'handover_deadlines', 'reply_links'):
        op.execute(f"DELETE FROM {table} WHERE handover_id IN ({of_residents})")  # noqa: S608 # nosec B608 # nosemgrep - the words above
    op.execute("DELETE FROM handovers WHERE sender_organization_id IS NULL")
    with op.batch_alter_table('handovers', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_handovers_form_id'), type_='unique')
        batch_op.drop_column('form_id')
        batch_op.alter_column('client_reference', existing_type=sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False)
        batch_op.alter_column('sender_organization_id', existing_type=sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False)
