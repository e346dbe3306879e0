"""Who did what, and whose data was processed: two logs that only ever grow."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

LOGS = {'audit_events': 'happened_at', 'processing_records': 'ended_at'}
KEPT_AT_LEAST_DAYS = 90


def upgrade() -> None:
    op.create_table('audit_events',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=False),
    sa.Column('happened_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('trace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('actor_id', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('role', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=True),
    sa.Column('organization_id', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=True),
    sa.Column('operation', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('objects', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('result', sa.Enum('done', 'refused', name='audit_result', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('origin', sqlmodel.sql.sqltypes.AutoString(length=45), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_events'))
    )
    op.create_index(op.f('ix_audit_events_happened_at'), 'audit_events', ['happened_at'], unique=False)
    op.create_index(op.f('ix_audit_events_trace_id'), 'audit_events', ['trace_id'], unique=False)
    op.create_table('data_subjects',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('reference_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_data_subjects')),
    sa.UniqueConstraint('reference_hash', name=op.f('uq_data_subjects_reference_hash'))
    )
    op.create_table('processing_records',
    sa.Column('span_id', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('trace_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('parent_span_id', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=True),
    sa.Column('asked_by', sqlmodel.sql.sqltypes.AutoString(length=36), nullable=True),
    sa.Column('activity', sqlmodel.sql.sqltypes.AutoString(length=50), nullable=False),
    sa.Column('operation', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('started_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('subject_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
    sa.PrimaryKeyConstraint('span_id', name=op.f('pk_processing_records'))
    )
    for column in ('ended_at', 'subject_id', 'trace_id'):
        op.create_index(op.f(f'ix_processing_records_{column}'), 'processing_records', [column], unique=False)
    op.create_table('processing_unsent',
    sa.Column('span_id', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.PrimaryKeyConstraint('span_id', name=op.f('pk_processing_unsent'))
    )
    if op.get_bind().dialect.name == 'sqlite':
        guard_sqlite()
    else:
        guard_postgresql()


def guard_sqlite() -> None:
    for table, moment in LOGS.items():
        # nosemgrep - the logs above
        op.execute(f"""
            CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table}
            BEGIN SELECT RAISE(ABORT, 'this log only grows'); END
        """)
        # nosemgrep - the logs above
        op.execute(f"""
            CREATE TRIGGER {table}_kept BEFORE DELETE ON {table}
            WHEN OLD.{moment} > datetime('now', '-{KEPT_AT_LEAST_DAYS} days')
            BEGIN SELECT RAISE(ABORT, 'this is too young to be forgotten'); END
        """)


def guard_postgresql() -> None:
    op.execute("""
        CREATE FUNCTION vonk_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'this log only grows, and keeps what is young'; END $$
    """)
    for table, moment in LOGS.items():
        # nosemgrep - the logs above
        op.execute(f"""
            CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table}
            FOR EACH ROW EXECUTE FUNCTION vonk_refuse()
        """)
        # nosemgrep - the logs above
        op.execute(f"""
            CREATE TRIGGER {table}_kept BEFORE DELETE ON {table}
            FOR EACH ROW WHEN (OLD.{moment} > now() - interval '{KEPT_AT_LEAST_DAYS} days')
            EXECUTE FUNCTION vonk_refuse()
        """)
        # nosemgrep - the logs above
        op.execute(f"""
            CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION vonk_refuse()
        """)


def downgrade() -> None:
    for table in ('processing_unsent', 'processing_records', 'data_subjects', 'audit_events'):
        op.drop_table(table)
    if op.get_bind().dialect.name != 'sqlite':
        op.execute('DROP FUNCTION vonk_refuse()')
