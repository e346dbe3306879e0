"""A PostgreSQL of one's own, for tests that stop it."""

import os
from collections.abc import Iterator

import pytest

from api.platform.schema import migrate
from api.platform.storage.database import Database
from tests.conftest import REQUIRE_EVERYTHING
from tests.postgres import Postgres, PostgresMissingError, postgres_server


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    try:
        with postgres_server() as running:
            database = Database(running.address)
            migrate(database)
            database.close()
            yield running
    except PostgresMissingError as error:
        if os.environ.get(REQUIRE_EVERYTHING):
            raise
        pytest.skip(f"PostgreSQL cannot be started here: {error}")
