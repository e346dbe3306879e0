from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import httpx

from api.platform.clock import Clock
from tests.service import Actor, Service, an_offer

WOOD = {"interests": ["iets met hout"]}
WOOD_OR_COOKING = {"interests": ["iets met hout", "koken"]}
COOKING = {"interests": ["koken"]}
COOKING_OFFER = {
    "title": "Koken voor de buurt",
    "description": "Samen koken we een maaltijd.",
    "interests": ["koken"],
}


def today() -> date:
    return Clock().today()


@dataclass(frozen=True, slots=True)
class Afternoon:
    """A table at which three people would like wood, with one place each for wood and cooking."""

    host: Actor
    id: str
    wood: str
    cooking: str

    @property
    def path(self) -> str:
        return f"/tables/{self.id}"

    async def seat(self, label: str, client: dict[str, Any]) -> httpx.Response:
        return await self.host.put(f"{self.path}/clients/{label}", client)

    async def propose(self) -> dict[str, Any]:
        answer = await self.host.post(f"{self.path}/proposals", None)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def pairs(self) -> dict[str, str | None]:
        return {each["seat"]: each["offerId"] for each in (await self.propose())["clients"]}

    async def decide(self, label: str, decision: str, offer_id: str) -> httpx.Response:
        return await self.host.put(f"{self.path}/decisions/{label}", {"type": decision, "offerId": offer_id})

    async def read(self) -> dict[str, Any]:
        told: dict[str, Any] = (await self.host.get(self.path)).json()
        return told


async def make_table(actor: Actor, *, days: int = 0) -> dict[str, Any]:
    wanted = {"name": "Matchingtafel de Focus", "on": (today() + timedelta(days=days)).isoformat()}
    answer = await actor.post("/tables", wanted)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def an_afternoon(service: Service, *, seats: bool = True) -> Afternoon:
    wood = (await service.partner.post("/offers", an_offer(places={"available": 1}))).json()["id"]
    cooking = (await service.partner.post("/offers", an_offer(**COOKING_OFFER, places={"available": 1}))).json()["id"]
    table = Afternoon(service.host, (await make_table(service.host))["id"], wood, cooking)
    await service.host.put(f"{table.path}/offers", {"offerIds": [wood, cooking]})
    if seats:
        for label, client in (("K1", WOOD_OR_COOKING), ("K2", WOOD_OR_COOKING | {"goals": ["meeting"]})):
            made = await table.seat(label, client)
            assert made.status_code == 201, made.text
    return table
