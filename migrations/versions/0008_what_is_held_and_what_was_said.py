"""Places that handovers hold are counted apart from what the partner said; a refusal can be looked at again."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

OFFERS = sa.table('offers', sa.column('id'), sa.column('available_places'), sa.column('said_available_places'),
                  sa.column('held_places'), sa.column('search_text'))
HANDOVERS = sa.table('handovers', sa.column('offer_id'), sa.column('has_place'))
SOFT_HYPHEN = '\u00ad'


def upgrade() -> None:
    with op.batch_alter_table('offers') as batch_op:
        batch_op.add_column(sa.Column('said_available_places', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('held_places', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('review_again', sa.Boolean(), nullable=False, server_default=sa.false()))
    held = (
        sa.select(sa.func.count()).select_from(HANDOVERS)
        .where(HANDOVERS.c.offer_id == OFFERS.c.id, HANDOVERS.c.has_place.is_(sa.true())).scalar_subquery()
    )
    op.execute(OFFERS.update().values(held_places=held))
    op.execute(OFFERS.update().where(OFFERS.c.available_places.is_not(None))
               .values(said_available_places=OFFERS.c.available_places + OFFERS.c.held_places))
    op.execute(OFFERS.update().values(search_text=sa.func.replace(OFFERS.c.search_text, SOFT_HYPHEN, '')))
    with op.batch_alter_table('offers') as batch_op:
        batch_op.alter_column('held_places', server_default=None)
        batch_op.alter_column('review_again', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('offers') as batch_op:
        batch_op.drop_column('review_again')
        batch_op.drop_column('held_places')
        batch_op.drop_column('said_available_places')
