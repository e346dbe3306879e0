"""A resident with a phone: opens the page behind a card, fills in the form, and keeps his own address."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from sqlalchemy import text

from api.catalogue.offers.cards import address_on_card
from api.features import FEATURES
from tests.handovers.arranging import TODAY, offered
from tests.service import Service, running_service

TOLD: dict[str, Any] = {
    "first_name": "Zxqnaam",
    "phone": "06 00 00 77 41",
    "email": "",
    "day_part": ["mon-morning", "thu-afternoon"],
    "message": "Zxqbericht: ik kook graag.",
    "until": str(TODAY.replace(year=TODAY.year + 1)),
    "agree": "yes",
}
MARKERS = ["Zxqnaam", "06 00 00 77 41", "Zxqbericht", "Zxqvraag", "Zxqantwoord"]


@asynccontextmanager
async def open_to_residents(database_url: str, **settings: Any) -> AsyncIterator[Service]:
    """The service where residents may ask for themselves."""
    async with running_service(database_url, **{"self_referral": True} | settings) as service:
        yield service


def card_of(service: Service, offer_id: str) -> str:
    """The address on the card of an offer."""
    return address_on_card("", offer_id, service.node.secrets, public_catalogue=False)


async def opened(service: Service, card: str) -> dict[str, Any]:
    """What a resident sends who fills in the page as it is now."""
    page = await service.client.get(card)
    assert page.status_code == 200, page.text
    (form,) = re.findall(r'name="form" value="([^"]+)"', page.text)
    return TOLD | {"form": form}


async def ask(service: Service, offer_id: str, *, at: str | None = None, **changes: Any) -> httpx.Response:
    """Fill in the page of this offer and send it, from this address."""
    card = card_of(service, offer_id)
    filled_in = await opened(service, card) | changes
    return await send(service, card, filled_in, at=at)


async def send(service: Service, card: str, filled_in: dict[str, Any], *, at: str | None = None) -> httpx.Response:
    """Send what was filled in, from this address."""
    if at is None:
        return await service.client.post(card, data=filled_in)
    elsewhere = httpx.ASGITransport(app=service.app, client=(at, 1))
    async with httpx.AsyncClient(transport=elsewhere, base_url="http://vonk.test") as client:
        return await client.post(card, data=filled_in)


async def asked(service: Service, **changes: Any) -> tuple[str, str]:
    """The id of a new handover of a resident, and the path of his own page."""
    offer_id = await offered(service, **changes)
    before = {each["id"] for each in await received(service)}
    answer = await ask(service, offer_id)
    assert answer.status_code == 303, answer.text
    (made,) = [each["id"] for each in await received(service) if each["id"] not in before]
    return made, answer.headers["location"]


async def received(service: Service) -> list[dict[str, Any]]:
    """What the partner received."""
    told: list[dict[str, Any]] = (await service.partner.get("/handovers?limit=500")).json()["items"]
    return told


async def read_own(service: Service, path: str) -> str:
    """What the resident reads on his own page."""
    page = await service.client.get(path)
    assert page.status_code == 200, page.text
    return page.text


async def everything_in(service: Service) -> str:
    """Every row of every table as text."""
    with service.database.read() as session:
        rows = [session.execute(text(f"SELECT * FROM {table.name}")).all() for table in FEATURES.metadata.sorted_tables]  # noqa: S608 - our own tables
    return str(rows)
