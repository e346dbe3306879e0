"""What tests of watches do again and again: let somebody wait, and hear what was told."""

from typing import Any

from sqlmodel import select

from api.matches.watches.jobs import look
from api.platform.node import Node
from api.platform.webhooks.tables import WebhookDelivery, WebhookEndpoint, WebhookEvent
from tests.service import Actor, Service

WOOD = {"interests": ["iets met hout"]}
SAILING = {"interests": ["zeilen"]}


async def watch(actor: Actor, reference: str = "K-1", **wanted: Any) -> dict[str, Any]:
    """A client who waits, for wood when nothing else is said."""
    body = {"clientReference": reference, "client": WOOD} | wanted
    made = await actor.post("/watches", body)
    assert made.status_code == 201, made.text
    answer: dict[str, Any] = made.json()
    return answer


async def listen(actor: Actor) -> None:
    """Let an organization hear what its watches find; nothing is sent, for no work is run here."""
    made = await actor.post("/webhook-endpoints", {"url": "https://93.184.215.14/vonk", "types": ["watch.matched"]})
    assert made.status_code == 201


def told(service: Service) -> list[tuple[str, str]]:
    """Which watch was told of which offer, in order."""
    query = select(WebhookEvent).where(WebhookEvent.type == "watch.matched").order_by(WebhookEvent.id)
    with service.database.read() as session:
        return [(each.data["watchId"], each.data["offerId"]) for each in session.exec(query)]


def told_to(service: Service) -> set[str | None]:
    """The organizations whose endpoints hear anything."""
    query = select(WebhookEndpoint.organization_id).join(WebhookDelivery)
    with service.database.read() as session:
        return set(session.exec(query))


def look_around(service: Service, node: Node | None = None) -> list[tuple[str, str]]:
    """What is told by one look."""
    before = told(service)
    look(node or service.node)
    return told(service)[len(before) :]
