"""Which memories are numbered is no closed list of the database: each feature's own migration adds its name."""

from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('sequences', recreate='auto') as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_sequences_remembered'), type_='check')


def downgrade() -> None:
    names = "'catalogue', 'keys', 'places', 'tables'"
    op.execute(f'DELETE FROM sequences WHERE name NOT IN ({names})')  # noqa: S608 # nosec B608 # nosemgrep - the names above
    with op.batch_alter_table('sequences', recreate='auto') as batch_op:
        batch_op.create_check_constraint(batch_op.f('ck_sequences_remembered'), f'name IN ({names})')
