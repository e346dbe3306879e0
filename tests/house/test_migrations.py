import re
from functools import cache
from tempfile import TemporaryDirectory

from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from api.features import FEATURES
from api.platform.jobs.queue import create_queue_tables
from api.platform.schema import MIGRATIONS, drift, migrate, require_current_schema
from api.platform.storage.database import Database

VERSIONS = sorted(file.name for file in (MIGRATIONS / "versions").glob("*.py"))


@cache
def tables_of_libraries() -> set[str]:
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/queue.db")
        create_queue_tables(database)
        tables = set(inspect(database.engine).get_table_names())
        database.close()
    return tables | {"alembic_version"}


def tables_in(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - tables_of_libraries()


def test_migrations_are_numbered_in_order_and_say_in_their_name_what_they_bring() -> None:
    assert [name[:4] for name in VERSIONS] == [f"{number:04}" for number in range(1, len(VERSIONS) + 1)]
    assert [name for name in VERSIONS if not re.fullmatch(r"\d{4}_[a-z0-9_]{4,}\.py", name)] == []


def test_each_migration_follows_the_one_before_and_there_is_one_head() -> None:
    steps = {step.revision: step.down_revision for step in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    numbers = [name[:4] for name in VERSIONS]
    assert steps == dict(zip(numbers, [None, *numbers[:-1]], strict=True))


def test_the_migrations_make_exactly_the_tables_of_the_code(empty_database: Database) -> None:
    migrate(empty_database)
    drift(empty_database)
    assert tables_in(empty_database) == set(FEATURES.metadata.tables)


def test_all_migrations_can_be_undone_and_done_again(empty_database: Database) -> None:
    migrate(empty_database)
    migrate(empty_database, "base")
    assert tables_in(empty_database) == set()
    migrate(empty_database)
    drift(empty_database)
    require_current_schema(empty_database)


def test_migrating_what_is_up_to_date_changes_nothing(empty_database: Database) -> None:
    migrate(empty_database)
    migrate(empty_database)
    require_current_schema(empty_database)
