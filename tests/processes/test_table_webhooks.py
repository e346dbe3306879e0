"""A host's own system hears what happens at its table, in ids alone, and nobody else's system does."""

from collections.abc import Callable
from typing import Any

import httpx

from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.matching_tables.afternoon import WOOD, today
from tests.processes.server import serving
from tests.service import an_offer, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS
from tests.webhooks.receiver import Received, Receiver, receiving, wait_until

SETTINGS = {"VONK_WEBHOOKS_ALLOW_PRIVATE": "1", "VONK_WEBHOOKS_BACKOFF_SECONDS": "1,1,2,2,5,5"}
SEAT = "ZXQ-STOEL"
Send = Callable[..., dict[str, Any]]


def an_afternoon(host: Send, offer_id: str) -> str:
    """A table from its beginning to its end."""
    table_id: str = host("POST", "/tables", {"name": "Zxqtafel", "on": today().isoformat()})["id"]
    host("PUT", f"/tables/{table_id}/offers", {"offerIds": [offer_id]})
    host("PUT", f"/tables/{table_id}/clients/{SEAT}", WOOD)
    for decision in ("pin", "agree", "veto"):
        host("PUT", f"/tables/{table_id}/decisions/{SEAT}", {"type": decision, "offerId": offer_id})
    host("DELETE", f"/tables/{table_id}/decisions/{SEAT}")
    host("POST", f"/tables/{table_id}/board-links")
    host("DELETE", f"/tables/{table_id}/clients/{SEAT}")
    host("DELETE", f"/tables/{table_id}")
    return table_id


def happened(got: Received, secret: str) -> tuple[str, str]:
    event = got.verified(secret)
    return event["type"], event["data"].get("offerId", "")


def test_every_step_at_a_table_arrives_signed_at_its_own_host_alone(database_url: str) -> None:
    database, client = Database(database_url), httpx.AsyncClient()
    keys = {
        name: make_actor(client, database, role, name).key
        for name, role in (("Host", Role.HOST), ("Ander", Role.HOST), ("Partner", Role.PARTNER))
    }
    database.close()
    with serving(database_url, **SETTINGS) as (address, _), receiving() as own, receiving() as others:

        def send(who: str, method: str, path: str, body: Any = None) -> dict[str, Any]:
            headers = {"Authorization": f"Bearer {keys[who]}"}
            answer = httpx.request(
                method, f"{address}/v1{path}", json=body, headers=headers, timeout=ONLY_A_HANG_SECONDS
            )
            assert answer.is_success, answer.text
            told: dict[str, Any] = answer.json() if answer.content else {}
            return told

        def subscribe(who: str, receiver: Receiver) -> str:
            secret: str = send(who, "POST", "/webhook-endpoints", {"url": receiver.url, "types": ["table.*"]})["secret"]
            return secret

        secret, other_secret = subscribe("Host", own), subscribe("Ander", others)
        offer_id = send("Partner", "POST", "/offers", an_offer())["id"]
        table_id = an_afternoon(lambda *asked: send("Host", *asked), offer_id)
        others_table = an_afternoon(lambda *asked: send("Ander", *asked), offer_id)
        wait_until(lambda: len(set(own.ids)) == len(set(others.ids)) == len(STEPS))
    told = {got.headers["webhook-id"]: happened(got, secret) for got in own.received}
    assert sorted(told.values()) == sorted((f"table.{step}", offer_id if about else "") for step, about in STEPS)
    assert {got.verified(secret)["data"]["tableId"] for got in own.received} == {table_id}
    assert {got.verified(other_secret)["data"]["tableId"] for got in others.received} == {others_table}
    assert not any(word in got.body for got in own.received for word in (SEAT.encode(), b"Zxqtafel", b"hout"))


STEPS = (
    ("created", False),
    ("offers-set", False),
    ("seat-set", False),
    ("pinned", True),
    ("agreed", True),
    ("vetoed", True),
    ("undone", False),
    ("board-renewed", False),
    ("seat-removed", False),
    ("erased", False),
)
