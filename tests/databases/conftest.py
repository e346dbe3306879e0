"""A PostgreSQL of one's own, for tests that stop it."""

from collections.abc import Iterator

import pytest

from tests.conftest import migrated_postgres
from tests.postgres import Postgres


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with migrated_postgres() as running:
        yield running
