"""Two nodes that look at the same moment, while clients begin and cease to wait and offers change."""

import asyncio
from collections import Counter

from api.matches.watches.jobs import look
from tests.databases.nodes import two_nodes
from tests.service import Service, an_offer
from tests.watches.waiting import WOOD, listen, told

ROUNDS = 8


async def busy(service: Service, name: str) -> tuple[list[str], list[dict[str, object]]]:
    """New offers and new watches, one after the other; what was made."""
    offers, watches = [], []
    for number in range(ROUNDS):
        offers.append((await service.partner.post("/offers", an_offer())).json()["id"])
        made = await service.coach.post("/watches", {"clientReference": f"K-{name}-{number}", "client": WOOD})
        assert made.status_code == 201, made.text
        watches.append(made.json())
    return offers, watches


async def looking(service: Service, done: asyncio.Event) -> None:
    while not done.is_set():
        await asyncio.to_thread(look, service.node)


async def test_each_watch_hears_once_of_every_offer_that_it_did_not_know(database_url: str) -> None:
    async with two_nodes(database_url) as (first, second):
        await listen(first.coach)
        done = asyncio.Event()
        lookers = [asyncio.create_task(looking(each, done)) for each in (first, second)]
        made = await asyncio.gather(busy(first, "een"), busy(second, "twee"))
        done.set()
        await asyncio.gather(*lookers)
        await asyncio.to_thread(look, first.node)
        heard = Counter(told(first))
    offers = {offer_id for some, _ in made for offer_id in some}
    watches = [each for _, some in made for each in some]
    for watch in watches:
        known = set(watch["matches"]["offerIds"])  # type: ignore[index]
        assert watch["matches"]["count"] == len(known) or len(known) == 10  # type: ignore[index]
        news = [offer_id for watch_id, offer_id in heard.elements() if watch_id == watch["id"]]
        assert len(news) == len(set(news))
        assert len(news) + watch["matches"]["count"] == len(offers)  # type: ignore[index]
        assert known.isdisjoint(news)
        assert set(news) <= offers
