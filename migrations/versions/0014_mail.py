"""Organizations are mailed: their address with its consent, and what was written to them."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

LANGUAGE = sa.Enum('nl', 'en', name='contact_language', native_enum=False, create_constraint=True, length=32)
STATE = sa.Enum(
    'pending', 'sending', 'sent', 'bounced', 'failed', 'dropped',
    name='mail_state', native_enum=False, create_constraint=True, length=32,
)
FAILURE = sa.Enum(
    'connection', 'timeout', 'encryption', 'login', 'server', 'sender-refused', 'recipient-refused',
    'message-refused', 'mail-is-off',
    name='mail_failure', native_enum=False, create_constraint=True, length=32,
)


def upgrade() -> None:
    with op.batch_alter_table('organizations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('contact_email', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=True))
        batch_op.add_column(sa.Column('contact_email_consent_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('contact_language', LANGUAGE, nullable=False, server_default='nl'))
    with op.batch_alter_table('organizations', schema=None) as batch_op:
        batch_op.alter_column('contact_language', existing_type=LANGUAGE, server_default=None)
    op.create_table('mails',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('organization_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('about_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('event_number', sa.Integer(), nullable=False),
    sa.Column('state', STATE, nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('next_attempt_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('last_attempt_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('last_status', sa.Integer(), nullable=True),
    sa.Column('last_failure', FAILURE, nullable=True),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_mails_organization_id_organizations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mails')),
    sa.UniqueConstraint('about_id', 'event_number', 'organization_id', name=op.f('uq_mails_about_id_event_number_organization_id'))
    )
    with op.batch_alter_table('mails', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mails_created_at'), ['created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mails_organization_id'), ['organization_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('mails', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mails_organization_id'))
        batch_op.drop_index(batch_op.f('ix_mails_created_at'))
    op.drop_table('mails')
    with op.batch_alter_table('organizations', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_organizations_contact_language'), type_='check')
        batch_op.drop_column('contact_language')
        batch_op.drop_column('contact_email_consent_on')
        batch_op.drop_column('contact_email')
