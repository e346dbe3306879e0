"""Addresses of partners' pages, and the lists that wait there for a yes."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('page_links',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('organization_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
    sa.Column('token_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_page_links_organization_id_organizations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_page_links')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_page_links_token_hash'))
    )
    with op.batch_alter_table('page_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_page_links_organization_id'), ['organization_id'], unique=False)
    op.create_table('waiting_files',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('link_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('sealed_content', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['link_id'], ['page_links.id'], name=op.f('fk_waiting_files_link_id_page_links')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_waiting_files')),
    sa.UniqueConstraint('link_id', name=op.f('uq_waiting_files_link_id'))
    )
    with op.batch_alter_table('waiting_files', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_waiting_files_created_at'), ['created_at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('waiting_files', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_waiting_files_created_at'))
    op.drop_table('waiting_files')
    with op.batch_alter_table('page_links', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_page_links_organization_id'))
    op.drop_table('page_links')
