"""Handovers for tests: an offer, a request, and the road to every state."""

from datetime import timedelta
from typing import Any

import httpx

from tests.service import CLOCK, Actor, Service, an_offer

TODAY = CLOCK.today()
APPOINTMENT = {
    "at": f"{TODAY + timedelta(days=6)}T09:30:00Z",
    "place": "De Focus, aan de balie",
    "with": "de beheerder",
}
DETAILS: dict[str, dict[str, Any]] = {
    "accept": {"appointment": APPOINTMENT},
    "decline": {"reason": "not-suitable"},
    "check-in": {"goes": "well"},
    "complete": {"outcome": "stays"},
    "ask": {"text": "Kan het ook op een andere dag?"},
    "answer": {"text": "Ja, op donderdag."},
    "reschedule": {"appointment": APPOINTMENT | {"at": f"{TODAY + timedelta(days=8)}T13:00:00Z"}},
}
ROADS: dict[str, list[tuple[str, str]]] = {
    "requested": [],
    "accepted": [("receiver", "accept")],
    "introduced": [("receiver", "accept"), ("sender", "introduce")],
    "started": [("receiver", "accept"), ("sender", "introduce"), ("receiver", "start")],
    "paused": [("receiver", "accept"), ("receiver", "pause")],
    "completed": [("receiver", "accept"), ("receiver", "introduce"), ("receiver", "start"), ("receiver", "complete")],
    "declined": [("receiver", "decline")],
    "withdrawn": [("sender", "withdraw")],
}


def a_consent(**changes: Any) -> dict[str, Any]:
    """Consent that holds today."""
    return {
        "givenOn": str(TODAY - timedelta(days=2)),
        "expiresOn": "2099-12-31",
        "shares": ["firstName", "phone"],
    } | changes


def a_request(offer_id: str, **changes: Any) -> dict[str, Any]:
    """A request on the wire, with these changes."""
    return {
        "offerId": offer_id,
        "clientReference": "K-2831",
        "message": "Houdt van hout.",
        "preferredDayParts": ["mon-morning"],
        "accompanied": True,
        "consent": a_consent(),
        "introduction": {"firstName": "Bertus", "phone": "06 12345678"},
    } | changes


async def offered(service: Service, **changes: Any) -> str:
    """The id of a new offer of the partner."""
    made = await service.partner.post("/offers", an_offer(**changes))
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def requested(service: Service, offer_id: str, **changes: Any) -> dict[str, Any]:
    """A new handover by the coach."""
    made = await service.coach.post("/handovers", a_request(offer_id, **changes))
    assert made.status_code == 201, made.text
    told: dict[str, Any] = made.json()
    return told


async def happen(actor: Actor, handover_id: str, event: str, **details: Any) -> httpx.Response:
    """Say that something happened, with what belongs to it."""
    body = {"type": event, **DETAILS.get(event, {})} | details
    return await actor.post(f"/handovers/{handover_id}/events", body)


async def done(actor: Actor, handover_id: str, event: str, **details: Any) -> dict[str, Any]:
    """The same, which has to go well."""
    answer = await happen(actor, handover_id, event, **details)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def brought_to(service: Service, state: str) -> str:
    """The id of a handover in this state."""
    handover_id = str((await requested(service, await offered(service)))["id"])
    for side, event in ROADS[state]:
        await done(service.coach if side == "sender" else service.partner, handover_id, event)
    return handover_id


async def seen_by(actor: Actor, handover_id: str) -> dict[str, Any]:
    """The handover as this actor reads it."""
    answer = await actor.get(f"/handovers/{handover_id}")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def places_of(service: Service, offer_id: str) -> int | None:
    """How many places the offer has left."""
    told: dict[str, Any] = (await service.partner.get(f"/offers/{offer_id}")).json()
    left: int | None = told["places"]["available"]
    return left
