"""What tests can ask for: an empty, migrated database of their own on SQLite and PostgreSQL, and a running service."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings as hypothesis_settings

from api.database import Database
from api.schema import migrate
from tests.postgres import USER, PostgresMissingError, temporary_postgres
from tests.service import Service, running_service

TEMPLATE = "vonk_template"
REQUIRE_EVERYTHING = "VONK_TEST_REQUIRE_EVERYTHING"

hypothesis_settings.register_profile("vonk", deadline=None, max_examples=60, derandomize=True, print_blob=False)
hypothesis_settings.load_profile("vonk")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "vonk.db"
    database = Database(f"sqlite:///{file}")
    migrate(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return file


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    try:
        with temporary_postgres() as address:
            database = Database(address.format(name="postgres"))
            with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql(f"CREATE DATABASE {TEMPLATE}")
            database.close()
            template = Database(address.format(name=TEMPLATE))
            migrate(template)
            template.close()
            yield address
    except PostgresMissingError as error:
        if os.environ.get(REQUIRE_EVERYTHING):
            raise
        pytest.skip(f"PostgreSQL cannot be started here: {error}")


class Postgres:
    """Makes databases on the temporary server."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._made = 0
        host = address.partition("host=")[2]
        self._connection = psycopg.connect(host=host, user=USER, dbname="postgres", autocommit=True)

    def new_database(self) -> str:
        """The address of a fresh copy of the migrated template."""
        self._made += 1
        name = f"vonk_{self._made}"
        self._connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")  # type: ignore[arg-type]
        return self._address.format(name=name)

    def drop_database(self, address: str) -> None:
        """Remove a copy, whoever is still connected."""
        name = address.partition("@/")[2].partition("?")[0]
        self._connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]

    def close(self) -> None:
        """Leave the server."""
        self._connection.close()


@pytest.fixture(scope="session")
def postgres(postgres_address: str) -> Iterator[Postgres]:
    server = Postgres(postgres_address)
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        shutil.copy(template, tmp_path / "vonk.db")
        yield f"sqlite:///{tmp_path / 'vonk.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.new_database()
    yield url
    server.drop_database(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
async def service(database_url: str) -> AsyncIterator[Service]:
    async with running_service(database_url) as running:
        yield running
