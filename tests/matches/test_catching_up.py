"""A node that takes in many offers goes on answering meanwhile."""

import asyncio

from api.matches.live_catalogue import LiveCatalogue
from tests.service import Service, an_offer


async def test_who_asks_otherwise_comes_between_two_offers_that_are_taken_in(service: Service) -> None:
    for number in range(5):
        await service.partner.post("/offers", an_offer(title=f"Aanbod {number}"))
    live, seen = LiveCatalogue.of(service.node), set[int]()

    async def look() -> None:
        while True:
            seen.add(len(live.catalogue))
            await asyncio.sleep(0)

    looking = asyncio.create_task(look())
    await live.catch_up(await service.node.freshness.numbers())
    looking.cancel()
    assert {1, 2, 3, 4} <= seen
    assert len(live.catalogue) == 5
