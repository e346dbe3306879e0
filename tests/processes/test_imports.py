"""A node that is killed in the middle of an import, and the same file on another one."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import httpx
from sqlmodel import func, select

from api.catalogue.offers.tables import Offer, OfferChange
from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.processes.server import kill, serving
from tests.service import an_offer, make_actor
from tests.webhooks.receiver import wait_until

ROWS = 3000


def test_an_import_that_died_with_its_node_ends_the_same_when_it_is_sent_again(database_url: str) -> None:
    with closing(Database(database_url)) as database:
        kill_in_the_middle(database, database_url)


def kill_in_the_middle(database: Database, database_url: str) -> None:
    partner = make_actor(httpx.AsyncClient(), database, Role.PARTNER, "De Focus")
    lines = (json.dumps(an_offer(externalId=f"rij-{row}", title=f"Groep {row}")) for row in range(ROWS))
    content = "\n".join(lines).encode()
    headers = {"Authorization": f"Bearer {partner.key}", "Content-Type": "application/x-ndjson"}

    def send(address: str) -> httpx.Response:
        return httpx.post(f"{address}/v1/offer-imports", content=content, headers=headers, timeout=300)

    def count(kind: type[Offer | OfferChange]) -> int:
        with database.read() as session:
            return session.exec(select(func.count()).select_from(kind)).one()

    with (
        serving(database_url, VONK_RUN_JOBS="0") as (dying, server),
        serving(database_url, VONK_RUN_JOBS="0") as (living, _),
        ThreadPoolExecutor() as pool,
    ):
        pool.submit(send, dying)
        wait_until(lambda: count(Offer) > 0)
        kill(server)
        before = count(Offer)
        assert before < ROWS
        told = send(living).json()
    assert (told["created"], told["unchanged"], told["failed"]) == (ROWS - before, before, 0)
    assert count(Offer) == count(OfferChange) == ROWS
