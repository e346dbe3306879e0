"""A server that is killed while it tells who waits leaves nobody out, and tells nobody twice."""

from collections import Counter

import httpx
from sqlmodel import func, select

from api.platform.security.roles import Role
from api.platform.storage.database import Database
from api.platform.webhooks.tables import WebhookEvent
from tests.processes.server import kill, serving
from tests.service import an_offer, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS
from tests.watches.waiting import WOOD
from tests.webhooks.receiver import receiving, wait_until

SETTINGS = {"VONK_WEBHOOKS_ALLOW_PRIVATE": "1", "VONK_WEBHOOKS_BACKOFF_SECONDS": "1,1,2,2,5,5"}
WATCHES, OFFERS = 4, 15


def count_told(database: Database) -> int:
    with database.read() as session:
        query = select(func.count()).select_from(WebhookEvent).where(WebhookEvent.type == "watch.matched")
        return session.exec(query).one()


def test_who_waits_hears_of_each_offer_once_though_the_server_dies_while_it_tells(database_url: str) -> None:
    database, client = Database(database_url), httpx.AsyncClient()
    partner = make_actor(client, database, Role.PARTNER, "De Focus")
    coach = make_actor(client, database, Role.COACH, "Coaches")

    def send(address: str, key: str, path: str, body: object) -> str:
        headers = {"Authorization": f"Bearer {key}"}
        answer = httpx.post(f"{address}/v1{path}", json=body, headers=headers, timeout=ONLY_A_HANG_SECONDS)
        assert answer.status_code == 201, answer.text
        made: str = answer.json()["id"]
        return made

    with receiving() as heard:
        with serving(database_url, **SETTINGS) as (address, server):
            send(address, coach.key, "/webhook-endpoints", {"url": heard.url, "types": ["watch.*"]})
            watches = [
                send(address, coach.key, "/watches", {"clientReference": f"K-{number}", "client": WOOD})
                for number in range(WATCHES)
            ]
            offers = [send(address, partner.key, "/offers", an_offer()) for _ in range(OFFERS)]
            wait_until(lambda: count_told(database) > 0)
            kill(server)
        with serving(database_url, **SETTINGS) as (address, _), serving(database_url, **SETTINGS):
            offers.append(send(address, partner.key, "/offers", an_offer()))
            wait_until(lambda: len(set(heard.ids)) == WATCHES * len(offers))
    with database.read() as session:
        query = select(WebhookEvent).where(WebhookEvent.type == "watch.matched")
        told = Counter((each.data["watchId"], each.data["offerId"]) for each in session.exec(query))
    database.close()
    assert told == Counter({(watch_id, offer_id): 1 for watch_id in watches for offer_id in offers})
