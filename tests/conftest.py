"""What tests can ask for: an empty, migrated database of their own on SQLite and PostgreSQL, and a running service."""

import os
import shutil
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy import update

from api.features import FEATURES
from api.platform.schema import migrate
from api.platform.storage.database import Database
from api.platform.storage.freshness import Sequence
from tests.postgres import Postgres, PostgresMissingError, postgres_server
from tests.service import Service, running_service

DURABLE_WORK = ("operation_outputs", "workflow_output", "workflow_input", "workflow_status")
REQUIRE_EVERYTHING = "VONK_TEST_REQUIRE_EVERYTHING"

hypothesis_settings.register_profile("vonk", deadline=None, max_examples=60, derandomize=True, print_blob=False)
hypothesis_settings.load_profile("vonk")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def nodes_look_seldom() -> Iterator[None]:
    """Nodes in this process: what they do by themselves comes between no statements that a test counts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("api.platform.status.keeping_up.EVERY_SECONDS", 5.0)
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "vonk.db"
    database = Database(f"sqlite:///{file}")
    migrate(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return file


@contextmanager
def skipped_without_postgres() -> Iterator[None]:
    """Skip the test where no PostgreSQL can be started, unless everything has to run."""
    try:
        yield
    except PostgresMissingError as error:
        if os.environ.get(REQUIRE_EVERYTHING):
            raise
        pytest.skip(f"PostgreSQL cannot be started here: {error}")


@contextmanager
def migrated_postgres() -> Iterator[Postgres]:
    """A server of one's own with the tables in it."""
    with skipped_without_postgres(), postgres_server() as server:
        database = Database(server.address)
        migrate(database)
        database.close()
        yield server


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    with migrated_postgres() as server:
        yield server.address


@pytest.fixture(scope="session")
def postgres_database(postgres_address: str) -> Iterator[Database]:
    database = Database(postgres_address)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "vonk.db")
        return f"sqlite:///{tmp_path / 'vonk.db'}"
    empty(request.getfixturevalue("postgres_database"))
    address: str = request.getfixturevalue("postgres_address")
    return address


def empty(database: Database) -> None:
    """Bring a database back to how its migrations left it; of a few rows deleting is faster than truncating."""
    own = [table.name for table in reversed(FEATURES.metadata.sorted_tables) if table.name != Sequence.__tablename__]
    names = [*own, *(f"dbos.{name}" for name in DURABLE_WORK)]
    with database.engine.begin() as connection:
        # The logs that only grow are guarded by triggers, which a replica does not pull.
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        # What a killed server was still committing is waited for.
        connection.exec_driver_sql(f"LOCK TABLE {', '.join(names)} IN EXCLUSIVE MODE")
        connection.exec_driver_sql("; ".join(f"DELETE FROM {name}" for name in names))  # noqa: S608 - our own tables
        connection.execute(update(Sequence).values(value=0))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path_factory.mktemp('empty') / 'vonk.db'}")
        yield database
        database.close()
        return
    server: Database = request.getfixturevalue("postgres_database")
    name = f"empty_{uuid.uuid4().hex}"
    outside_transactions = server.engine.execution_options(isolation_level="AUTOCOMMIT")
    with outside_transactions.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        database = Database(server.engine.url.set(database=name).render_as_string(hide_password=False))
        yield database
        database.close()
        connection.exec_driver_sql(f"DROP DATABASE {name}")


@pytest.fixture
async def service(database_url: str) -> AsyncIterator[Service]:
    async with running_service(database_url) as running:
        yield running
