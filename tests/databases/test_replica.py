"""A real streaming replica: which answers may be some seconds old, and that the primary answers when it cannot."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import psycopg
import pytest

from api.operating.doctor import examine
from api.platform.settings import SettingsError
from api.platform.status.readiness import GOOD
from tests.conftest import skipped_without_postgres
from tests.handovers.arranging import a_request
from tests.postgres import Postgres, replica_of
from tests.reports.counted import LAST_HALF, begin_before, measure_in, start
from tests.service import Service, an_offer, make_node, running_service
from tests.waiting import ONLY_A_HANG_SECONDS

A_NEW_ONE = an_offer(title="Schaken", description="Wij schaken.", interests=["schaken"])
# Other tests leave offers of the same kind in this database.
QUESTION = {"client": {"interests": ["schaken"]}, "limit": 50}
NEVER_TOO_OLD = 3600


@pytest.fixture(scope="module")
def replica(server: Postgres) -> Iterator[Postgres]:
    with skipped_without_postgres(), replica_of(server) as running:
        yield running


@asynccontextmanager
async def beside(server: Postgres, replica: Postgres, **chosen: Any) -> AsyncIterator[Service]:
    """The service on the primary, once it knows that the replica keeps up."""
    settings: dict[str, Any] = {"replica_url": replica.address, "replica_most_behind_seconds": NEVER_TOO_OLD} | chosen
    async with running_service(server.address, public_catalogue=True, **settings) as service:
        await until(lambda: stands(service, GOOD))
        yield service


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(ONLY_A_HANG_SECONDS):
        while not await is_so():  # noqa: ASYNC110 - another machine gives no sign
            await asyncio.sleep(0.02)


async def stands(service: Service, told: str) -> bool:
    """Whether the node is ready, and says this of its replica."""
    answer = await service.client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")
    return told in answer.json()["checks"]["replica"]


def doctor_says(service: Service) -> str:
    return "\n".join(each.text for each in examine(service.node) if not each.is_good)


async def seen_by_a_stranger(service: Service, offer: str) -> set[int]:
    paths = (f"/v1/offers/{offer}", f"/hsds/services/{offer}")
    seen = {(await service.anonymous.get(path)).status_code for path in paths}
    assert seen <= {200, 404}
    return seen


async def is_seen(service: Service, offer: str) -> bool:
    return await seen_by_a_stranger(service, offer) == {200}


@contextmanager
def replay_paused(replica: Postgres) -> Iterator[None]:
    """The replica as if it were far away: it gets the log, and takes nothing of it in."""
    with psycopg.connect(replica.address.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("SELECT pg_wal_replay_pause()")
        try:
            # It stops between two records, and there may be none until something is written.
            while connection.execute("SELECT pg_get_wal_replay_pause_state()").fetchone() != ("paused",):
                pass
            yield
        finally:
            connection.execute("SELECT pg_wal_replay_resume()")


async def test_strangers_and_reports_may_see_what_was_and_nobody_else(server: Postgres, replica: Postgres) -> None:
    async with beside(server, replica) as service:
        begin_before(service)
        link = (await service.admin.post("/report-links", {})).json()
        old = (await service.partner.post("/offers", an_offer())).json()["id"]
        await until(lambda: is_seen(service, old))
        with replay_paused(replica):
            with service.database.write() as session:
                start(session, LAST_HALF.months[0].name, str(service.partner.organization_id), 40)
            assert await counted(service) == (None, False)
            new = (await service.partner.post("/offers", A_NEW_ONE)).json()["id"]
            assert await seen_by_a_stranger(service, new) == {404}
            assert old in (await service.anonymous.get("/v1/offers")).text
            assert new not in (await service.anonymous.get("/v1/offers")).text
            await hold_to_now(service, new)
            # What was revoked opens nothing, whoever would answer.
            page = link["url"].removeprefix("https://vonk.example")
            assert (await service.anonymous.get(page)).status_code == 200
            await service.admin.delete(f"/report-links/{link['id']}")
            assert (await service.anonymous.get(page)).status_code == 404
        await until(lambda: is_seen(service, new))
        assert await counted(service) == (40, True)


async def counted(service: Service) -> tuple[int | None, bool]:
    """What an analyst reads, and whether that is more than nothing."""
    answer = await service.analyst.get(f"/reports/participation?period={LAST_HALF.name}")
    count = measure_in(answer.json(), "starts")["count"]
    return count, bool(count)


async def hold_to_now(service: Service, new: str) -> None:
    """Assert that whoever brings a key sees this offer, matches it, hands over to it and reads back what it wrote."""
    for actor in (service.partner, service.coach, service.host, service.analyst, service.admin):
        assert (await actor.get(f"/offers/{new}")).status_code == 200
        assert new in (await actor.get("/offers")).text
        headers = {"Authorization": f"Bearer {actor.key}"}
        assert (await service.client.get(f"/hsds/services/{new}", headers=headers)).status_code == 200
    matched = (await service.coach.post("/matches", QUESTION)).json()
    assert new in {match["offer"]["id"] for match in matched["matches"]}
    handover = await service.coach.post("/handovers", a_request(new))
    assert handover.status_code == 201, handover.text
    assert (await service.coach.get(f"/handovers/{handover.json()['id']}")).status_code == 200
    table = (await service.host.post("/tables", {"name": "Tafel", "on": "2199-01-01"})).json()["id"]
    assert (await service.host.get(f"/tables/{table}")).status_code == 200
    changed = await service.partner.patch(f"/offers/{new}", {"description": "Wij schaken tot het donker is."})
    assert (await service.partner.get(f"/offers/{new}")).headers["ETag"] == changed.headers["ETag"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["stopped", "killed"])
async def test_when_the_replica_is_gone_the_primary_answers_at_once(
    server: Postgres, replica: Postgres, how: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with beside(server, replica) as service:
        old = (await service.partner.post("/offers", an_offer())).json()["id"]
        await until(lambda: is_seen(service, old))
        replica.stop(how)
        try:
            new = (await service.partner.post("/offers", A_NEW_ONE)).json()["id"]
            assert await seen_by_a_stranger(service, new) == {200}
            await until(lambda: stands(service, "does not answer, so the primary does"))
            assert "The replica does not answer, so the primary answers" in doctor_says(service)
            assert "the replica does not answer: " in caplog.text
            assert str(replica.folder) not in (await service.client.get("/readyz")).text
        finally:
            replica.start()
        await until(lambda: stands(service, GOOD))
        assert "replica" not in doctor_says(service)


async def test_when_the_replica_is_far_behind_the_primary_answers(server: Postgres, replica: Postgres) -> None:
    async with beside(server, replica, replica_most_behind_seconds=2.0) as service:
        with replay_paused(replica):
            new = (await service.partner.post("/offers", A_NEW_ONE)).json()["id"]
            await until(lambda: stands(service, "too far behind"))
            assert await seen_by_a_stranger(service, new) == {200}
            assert "The replica is too far behind" in doctor_says(service)
        await until(lambda: stands(service, GOOD))
        assert "replica" not in doctor_says(service)


async def test_while_the_primary_is_gone_a_stranger_still_reads(server: Postgres, replica: Postgres) -> None:
    async with beside(server, replica) as service:
        old = (await service.partner.post("/offers", an_offer())).json()["id"]
        await until(lambda: is_seen(service, old))
        server.stop(signal.SIGINT)
        try:
            assert await seen_by_a_stranger(service, old) == {200}
            assert (await service.coach.get(f"/offers/{old}")).status_code == 503
            assert (await service.client.get("/readyz")).status_code == 503
        finally:
            server.start()
        await until(lambda: stands(service, GOOD))


async def test_what_is_no_replica_of_this_database_is_not_read(server: Postgres, replica: Postgres) -> None:
    for address in (server.address, replica.address.replace("/postgres?", "/template1?")):
        async with running_service(server.address, public_catalogue=True, replica_url=address) as service:
            await until(lambda service=service: stands(service, "no replica of this database"))  # type: ignore[misc]
            new = (await service.partner.post("/offers", A_NEW_ONE)).json()["id"]
            assert await seen_by_a_stranger(service, new) == {200}
            assert "no replica of this database" in doctor_says(service)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_embedded_database_has_no_replica(database_url: str) -> None:
    with pytest.raises(SettingsError, match="VONK_REPLICA_URL takes a replica of PostgreSQL"):
        make_node(database_url=database_url, replica_url="postgresql://vonk@db.example/vonk")
