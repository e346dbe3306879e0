"""A database that is gone, locked or full: 503, when to come back, one line in the log, and on again by itself."""

import logging
import signal
import sqlite3
import time
from contextlib import closing

import httpx
import pytest
from sqlalchemy import event

from api.platform.storage.database import BUSY_TIMEOUT_SECONDS
from tests.postgres import Postgres
from tests.service import Service, an_offer, running_service

QUESTION = {"client": {"interests": ["hout"]}}
LONGEST_SECONDS = 15
MOST_PAGES = 20


async def every_way_in(service: Service, offer: str) -> dict[str, httpx.Response]:
    """An answer of a route, of one that writes, of the direct one, of pages, and of what watches over a node."""
    return {
        "read": await service.coach.get(f"/offers/{offer}"),
        "write": await service.partner.post("/offers", an_offer()),
        "write once": await service.partner.post("/offers", an_offer(), Idempotency_Key="k"),
        "match": await service.coach.post("/matches", QUESTION),
        "an unknown key": await service.client.get("/v1/offers", headers={"Authorization": "Bearer vonk_nobody"}),
        "page": await service.client.get(f"/offers/{offer}"),
        "reply page": await service.client.get("/reply/" + "A" * 64),
        "board": await service.client.get(f"/tables/{offer}/board?key=x"),
        "ready": await service.client.get("/readyz"),
    }


def ours(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [each for each in caplog.records if each.name != "vonk.requests" or each.levelno > logging.INFO]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["stopped", "killed"])
async def test_while_postgresql_is_gone_every_way_in_is_503_and_then_all_is_back(
    server: Postgres, how: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with running_service(server.address, public_catalogue=True) as service:
        offer = (await service.partner.post("/offers", an_offer())).json()["id"]
        server.stop(how)
        try:
            caplog.clear()
            began = time.monotonic()
            gone = await every_way_in(service, offer)
            spent = time.monotonic() - began
        finally:
            server.start()
        # A token of a link that nobody signed is refused without a look at the database.
        looked = {name: answer for name, answer in gone.items() if name != "reply page"}
        assert {name: answer.status_code for name, answer in looked.items()} == dict.fromkeys(looked, 503)
        assert all(int(answer.headers["Retry-After"]) > 0 for answer in looked.values())
        assert spent < LONGEST_SECONDS
        told = ours(caplog)
        assert (len(told) <= len(gone), [each for each in told if each.exc_info]) == (True, []), told
        back = await every_way_in(service, offer)
        assert {name: answer.status_code for name, answer in back.items() if answer.status_code >= 500} == {}
        assert back["ready"].status_code == 200


async def test_a_row_that_another_transaction_holds_is_503_in_time(
    server: Postgres, caplog: pytest.LogCaptureFixture
) -> None:
    async with running_service(server.address) as service:
        offer = (await service.partner.post("/offers", an_offer())).json()["id"]
        with service.database.engine.begin() as holding:
            holding.exec_driver_sql("SELECT * FROM sequences FOR UPDATE")
            began = time.monotonic()
            held = await service.partner.patch(f"/offers/{offer}", {"title": "Zagen"})
            assert (held.status_code, held.headers["Retry-After"]) == (503, "5")
            assert time.monotonic() - began < LONGEST_SECONDS
        assert [each.exc_info for each in ours(caplog)] == [None]
        assert (await service.partner.patch(f"/offers/{offer}", {"title": "Zagen"})).status_code == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_locked_file_is_503_in_time_and_reading_goes_on(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect(str(service.database.engine.url.database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        locked = await service.partner.post("/offers", an_offer())
        spent = time.monotonic() - began
        assert (locked.status_code, locked.headers["Retry-After"]) == (503, "5")
        assert BUSY_TIMEOUT_SECONDS / 2 < spent < LONGEST_SECONDS
        assert (await service.coach.post("/matches", QUESTION)).status_code == 200
        other.execute("ROLLBACK")
    assert [each.exc_info for each in ours(caplog)] == [None]
    assert (await service.partner.post("/offers", an_offer())).status_code == 201


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_full_file_is_503_and_reading_goes_on(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    def fill(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # SQLite takes the pages that are there.

    event.listen(service.database.engine, "checkout", fill)
    statuses = set()
    for _ in range(MOST_PAGES):
        answer = await service.partner.post("/offers", an_offer(description="vol " * 1200))
        statuses.add(answer.status_code)
    assert statuses <= {201, 503}
    assert 503 in statuses
    assert {each.exc_info for each in ours(caplog)} == {None}
    assert (await service.coach.get("/offers")).status_code == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_file_that_cannot_be_read_is_503_and_then_all_is_back(service: Service) -> None:
    service.database.close()  # What is open stays readable, whatever happens to the name.
    with service.database.engine.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE offers RENAME TO elsewhere")
        connection.commit()
    assert (await service.partner.post("/offers", an_offer())).status_code == 503
    with service.database.engine.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO offers")
        connection.commit()
    assert (await service.partner.post("/offers", an_offer())).status_code == 201
