"""A partner at the address of its page, as a browser without JavaScript sends what it does."""

import html
import re
from typing import Any

import httpx

from tests.service import Service, an_offer

NEW = {
    "title": "Samen soep maken",
    "kind": "activity",
    "where": "Lindestraat 1, 3073 xy Rotterdam",
    "when": "dinsdag en donderdag van 10 tot 12 uur",
    "description": "We koken samen soep voor de buurt.",
}


class Visitor:
    """Somebody who has the address."""

    def __init__(self, service: Service, path: str) -> None:
        self.service = service
        self.path = path

    async def get(self, rest: str = "", **headers: str) -> httpx.Response:
        """Look at a page."""
        return await self.service.client.get(f"{self.path}{rest}", headers=_named(headers))

    async def post(self, rest: str, fields: dict[str, str], **headers: str) -> httpx.Response:
        """Send a form."""
        return await self.service.client.post(f"{self.path}{rest}", data=fields, headers=_named(headers))

    async def send_list(self, content: bytes, name: str = "aanbod.csv", **headers: str) -> httpx.Response:
        """Send a list."""
        sent = {"list": (name, content)}
        return await self.service.client.post(f"{self.path}/list", files=sent, headers=_named(headers))

    async def seen(self, offer_id: str, step: str) -> str:
        """What a form was shown with."""
        page = await self.get(f"/offers/{offer_id}/{step}")
        found = re.search(rf'/{step}"[^>]*>\s*<input type="hidden" name="seen" value="(\w+)"', page.text)
        assert found, page.text
        return found[1]

    async def take(self, offer_id: str, step: str, **fields: str) -> httpx.Response:
        """Look, fill in and send."""
        seen = await self.seen(offer_id, step)
        return await self.post(f"/offers/{offer_id}/{step}", {"seen": seen, **fields})


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


async def visiting(service: Service, **wanted: Any) -> Visitor:
    """Somebody at a new address of the partner."""
    made = await service.partner.post(f"/organizations/{service.partner.organization_id}/page-links", wanted)
    assert made.status_code == 201, made.text
    return Visitor(service, made.json()["url"].removeprefix("http://vonk.test"))


async def offered(service: Service, **changes: Any) -> str:
    """The id of a new offer of the partner."""
    made = await service.partner.post("/offers", an_offer(**changes))
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def read(service: Service, offer_id: str) -> dict[str, Any]:
    """The offer as the API tells it to its partner."""
    told: dict[str, Any] = (await service.partner.get(f"/offers/{offer_id}")).json()
    return told


def words_of(answer: httpx.Response) -> str:
    """What a page says, without its marks."""
    main = answer.text.partition("<main>")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())
