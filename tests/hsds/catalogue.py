"""A catalogue with odd offers: what says nothing, what says everything, and what nobody may see."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import httpx

from tests.service import Service, an_offer, running_service

WHOLE: Final[dict[str, Any]] = {
    "externalId": "balie-1",
    "kind": "course",
    "title": "Nederlands oefenen aan de balie",
    "description": "Samen praten.\n\nMet koffie & 'thee' – <gratis>.",
    "interests": ["taal", "koffie schenken", "iets dat niemand kent"],
    "goals": ["meeting", "skills"],
    "location": {
        "name": "Huis van de Wijk de Focus",
        "address": "Slinge 250, Rotterdam",
        "postcode": "3085EX",
        "latitude": 51.8751,
        "longitude": 4.4931,
    },
    "schedule": {
        "dayParts": ["mon-morning", "thu-morning", "thu-evening", "sun-afternoon"],
        "startsOn": "2026-01-05",
        "endsOn": "2199-06-30",
    },
    "hoursPerWeek": {"minimum": 1.5, "maximum": 8},
    "load": {"physical": 0, "posture": 1, "mental": 2, "social": 3, "stimuli": 0},
    "requirements": {
        "dutchLevel": "A2",
        "indication": "wmo-dagbesteding",
        "conductCertificate": False,
        "minimumAge": 18,
        "maximumAge": 67,
        "womenOnly": True,
    },
    "accommodations": {
        "wheelchair": True,
        "seated": True,
        "quiet": False,
        "guidance": "some",
        "languages": ["nl", "tr", "pap", "pt-BR"],
    },
    "costEuros": 2.5,
    "allowanceEurosPerDay": 4,
    "places": {"total": 4, "available": 2},
    "groupSize": 3,
    "ladderStep": 4,
    "paidWorkCheck": {"paidBefore": False, "vacancyOpen": False},
    "audience": ["women", "newcomers"],
    "communities": ["SR", "tr"],
    "contact": {"name": "Fatima de Wit", "role": "beheerder", "email": "fatima@focus.example", "phone": "0101234567"},
    "status": "published",
}
BARE: Final[dict[str, Any]] = {"kind": "activity", "title": "🎨", "location": {}, "hoursPerWeek": {}}
ODD: Final[tuple[dict[str, Any], ...]] = (
    BARE,
    WHOLE,
    an_offer(costEuros=0, interests=["Hout", "hout"], places={"total": 3, "available": 0}),
    an_offer(location={"name": "Thuis", "attendance": "online"}, schedule={"startsOn": "2199-01-01"}),
    an_offer(location={"postcode": "3073", "attendance": "at-home"}, accommodations={"languages": ["mul"]}),
    an_offer(kind="sheltered-work", title="a" * 200, description="é\t\n" * 1000, location={"address": "Ergens 1"}),
)
HIDDEN: Final[tuple[dict[str, Any], ...]] = (
    an_offer(status="draft"),
    an_offer(status="paused"),
    an_offer(kind="placement", paidWorkCheck={"vacancyOpen": True}),
    an_offer(schedule={"endsOn": "2020-01-01"}),
)


@asynccontextmanager
async def public_catalogue(database_url: str, **settings: Any) -> AsyncIterator[Service]:
    """The service with a catalogue that everyone may read."""
    async with running_service(database_url, public_catalogue=True, **settings) as service:
        yield service


async def post_odd_offers(service: Service) -> list[dict[str, Any]]:
    """Post what is shown and what is not; those that are shown are told, as /v1 answers."""
    shown = [await post(service, offer) for offer in ODD]
    for offer in HIDDEN:
        await post(service, offer)
    gone = await post(service, an_offer())
    assert (await service.partner.delete(f"/offers/{gone['id']}")).status_code == 204
    return shown


async def post(service: Service, offer: dict[str, Any]) -> dict[str, Any]:
    """Post an offer of the partner."""
    made = await service.partner.post("/offers", offer)
    assert made.status_code == 201, made.text
    told: dict[str, Any] = made.json()
    return told


async def read(service: Service, path: str, **query: Any) -> Any:
    """What /hsds answers to somebody without a key."""
    answer = await look(service, path, **query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def look(service: Service, path: str, **query: Any) -> httpx.Response:
    """How /hsds answers to somebody without a key."""
    return await service.anonymous.get(f"/hsds{path}", params=query)
