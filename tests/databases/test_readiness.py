"""What a node says when it cannot take requests, with the database really stopped, moved back or held."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.matches.live_catalogue import LiveCatalogue
from api.matches.snapshot import SnapshotFile
from api.platform.jobs.runner import Jobs
from api.platform.status import readiness
from api.platform.status.readiness import GOOD, UNSEEN
from api.platform.storage.database import Database
from tests.databases.nodes import two_nodes
from tests.postgres import Postgres
from tests.service import Service, an_offer, running_service
from tests.waiting import ONLY_A_HANG_SECONDS
from tests.webhooks.receiver import wait_until


async def ask(service: Service) -> tuple[int, dict[str, str]]:
    answer = await service.client.get("/readyz")
    told = answer.json()
    assert told["status"] == ("ready" if answer.is_success else "unavailable")
    assert ("Retry-After" in answer.headers) is not answer.is_success
    return answer.status_code, told["checks"]


async def test_a_node_that_is_ready_says_what_was_looked_at(service: Service) -> None:
    assert await ask(service) == (200, dict.fromkeys(("work", "database", "schema", "memory"), GOOD))
    answer = await service.client.get("/readyz")
    assert answer.json()["process"] == os.getpid()
    # As a person reads it who has a terminal and curl.
    assert answer.text.count("\n") > len(answer.json()["checks"])


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["stopped", "killed"])
async def test_a_database_that_is_gone_is_told_and_then_all_is_back(
    server: Postgres, how: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with running_service(server.address) as service:
        server.stop(how)
        try:
            status, checks = await ask(service)
        finally:
            server.start()
        assert (status, checks["schema"], checks["memory"]) == (503, UNSEEN, UNSEEN)
        assert "does not answer" in checks["database"]
        # Where it is and what it said is for the operator's log, and not for whoever asks.
        assert server.address.partition("host=")[2] not in str(checks)
        assert "not ready, database" in caplog.text
        assert (await ask(service))[0] == 200


async def test_a_schema_that_is_behind_or_ahead_is_told_with_what_to_do(service: Service) -> None:
    for revision, told in (("0001", "run ‘vonk migrate’"), ("9999", "install a newer Vonk")):
        with at_revision(service.database, revision):
            status, checks = await ask(service)
        assert (status, checks["database"], checks["memory"]) == (503, GOOD, UNSEEN)
        assert (revision in checks["schema"], told in checks["schema"]) == (True, True)
    assert (await ask(service))[0] == 200


@contextmanager
def at_revision(database: Database, revision: str) -> Iterator[None]:
    """The database as if its tables were of another version; back again afterwards."""
    with database.engine.begin() as connection:
        before = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")  # noqa: S608 - of this file
    try:
        yield
    finally:
        with database.engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{before}'")  # noqa: S608 - likewise


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_memory_that_is_behind_is_told_and_catches_up(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with two_nodes(database_url) as (writing, lagging):
        assert (await writing.partner.post("/offers", an_offer())).status_code == 201
        monkeypatch.setattr(readiness, "LAGS_AFTER_SECONDS", 1.0)
        with lagging.database.engine.begin() as holding:
            holding.exec_driver_sql("LOCK TABLE offers IN ACCESS EXCLUSIVE MODE")
            status, checks = await ask(lagging)
        assert (status, checks["schema"]) == (503, GOOD)
        assert "behind" in checks["memory"]
        async with asyncio.timeout(ONLY_A_HANG_SECONDS):
            while (await ask(lagging))[0] != 200:  # It goes on reading where it was.
                pass


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_node_that_lost_every_connection_is_ready_with_new_ones(service: Service) -> None:
    await ask(service)
    with service.database.engine.connect() as last:
        last.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
            "AND datname = current_database() AND usename = current_user"
        )
    assert (await ask(service))[0] == 200


async def test_a_clockwork_that_stopped_is_told(database_url: str) -> None:
    async with running_service(database_url, run_jobs=True) as service:
        assert (await ask(service))[0] == 200
        jobs = service.node.find(Jobs)
        assert jobs is not None
        jobs.stop()
        wait_until(lambda: not jobs.is_going)
        status, checks = await ask(service)
        assert (status, checks["database"]) == (503, GOOD)
        assert "start it again" in checks["work"]


async def test_a_look_never_puts_an_older_catalogue_in_place(database_url: str, tmp_path: Path) -> None:
    async with running_service(database_url, data_dir=str(tmp_path)) as service:
        await service.partner.post("/offers", an_offer())
        file = SnapshotFile(service.node.settings, service.node.secrets, worth_keeping=1)
        LiveCatalogue.of(service.node).start(file)
        assert file.load(service.database) is not None
        live = service.node.part(LiveCatalogue)
        known = live.catalogue
        assert (await ask(service))[0] == 200
        assert live.catalogue is known
