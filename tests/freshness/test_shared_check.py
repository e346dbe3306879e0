"""Requests share a read, but never one that began before they arrived."""

import asyncio

import psycopg
import pytest

from api.catalogue.offers.vocabulary import CATALOGUE
from api.platform.storage.database import Database
from api.platform.storage.freshness import Freshness, Numbers, SharedCheck, bump
from tests.service import Service

CUT_EVERYONE_OFF = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"""


class SlowCounter:
    """A database that is read slowly: each read tells how many had begun before it."""

    def __init__(self) -> None:
        self.begun = 0
        self.may_end = asyncio.Event()

    async def read(self) -> Numbers:
        self.begun += 1
        mine = self.begun
        await self.may_end.wait()
        return {"catalogue": mine}


async def test_requests_that_wait_share_one_read_that_began_after_they_came() -> None:
    counter = SlowCounter()
    check = SharedCheck(counter.read)
    first = asyncio.create_task(check.numbers())
    await asyncio.sleep(0)
    later = [asyncio.create_task(check.numbers()) for _ in range(5)]
    await asyncio.sleep(0)
    counter.may_end.set()
    assert (await first)["catalogue"] == 1
    assert {(await each)["catalogue"] for each in later} == {2}
    assert counter.begun == 2


async def test_a_read_that_fails_fails_only_for_those_who_shared_it() -> None:
    is_gone = iter([True, False])

    async def read() -> Numbers:
        if next(is_gone):
            raise RuntimeError
        return {"catalogue": 7}

    check = SharedCheck(read)
    with pytest.raises(RuntimeError):
        await check.numbers()
    assert await check.numbers() == {"catalogue": 7}


async def test_a_caller_that_leaves_does_not_take_the_read_along() -> None:
    counter = SlowCounter()
    check = SharedCheck(counter.read)
    leaving = asyncio.create_task(check.numbers())
    await asyncio.sleep(0)
    waiting = asyncio.create_task(check.numbers())
    await asyncio.sleep(0)
    leaving.cancel()
    counter.may_end.set()
    assert (await waiting)["catalogue"] == 2


async def test_every_bump_is_seen_by_the_next_read(database: Database) -> None:
    freshness = Freshness(database.engine)
    for expected in range(1, 4):
        with database.write() as session:
            bump(session, CATALOGUE)
        assert (await freshness.numbers())["catalogue"] == expected
    await freshness.close()


async def test_a_write_that_is_undone_bumps_nothing(database: Database) -> None:
    freshness = Freshness(database.engine)

    def bump_and_fail() -> None:
        with database.write() as session:
            bump(session, CATALOGUE)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        bump_and_fail()
    assert (await freshness.numbers())["catalogue"] == 0
    await freshness.close()


async def test_a_lost_connection_is_opened_again(service: Service) -> None:
    assert (await service.coach.get("/organizations")).status_code == 200
    if not service.database.is_sqlite:
        with psycopg.connect(
            service.database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False),
            autocommit=True,
        ) as connection:
            connection.execute(CUT_EVERYONE_OFF)
    assert (await service.coach.get("/organizations")).status_code == 200
