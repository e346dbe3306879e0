import asyncio
import random
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import httpx
from sqlmodel import col, select

from api.catalogue.offers.tables import OfferChange
from tests.service import Actor, Service, an_offer, running_service

IN_REVIEW = {"kind": "placement", "paidWorkCheck": {"vacancyOpen": True}}


async def page(reader: Actor, since: str | None = None, limit: int = 50) -> tuple[list[dict[str, Any]], str]:
    asked = f"/changes?limit={limit}" + (f"&since={since}" if since else "")
    answer = await reader.get(asked)
    assert answer.status_code == 200
    told = answer.json()
    assert f"since={told['nextCursor']}" in answer.headers["Link"]
    return told["items"], told["nextCursor"]


async def offer_of(service: Service, **changes: Any) -> str:
    made = await service.partner.post("/offers", an_offer(**changes))
    assert made.status_code == 201
    return str(made.json()["id"])


async def taken(send: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """Send until the database has time for it, as who is told to come back does."""
    while (answer := await send()).status_code == 503:
        continue
    return answer


def log_of(service: Service) -> list[tuple[str, str]]:
    with service.database.read() as session:
        rows = session.exec(select(OfferChange).order_by(col(OfferChange.sequence))).all()
    return [(row.offer_id, row.event.value) for row in rows]


def told(items: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(item["offerId"], item["event"]) for item in items]


async def test_an_offer_is_told_from_its_beginning_until_it_is_gone(service: Service) -> None:
    offer_id = await offer_of(service)
    await service.partner.patch(f"/offers/{offer_id}", {"title": "Timmeren op vrijdag"})
    items, cursor = await page(service.coach)
    assert told(items) == [(offer_id, "created"), (offer_id, "updated")]
    assert [item["offer"]["title"] for item in items] == ["Timmeren op vrijdag"] * 2, "as it is now"
    await service.partner.delete(f"/offers/{offer_id}")
    (gone,), _ = await page(service.coach, cursor)
    assert (gone["event"], gone["isGone"], gone["offer"]) == ("withdrawn", True, None)
    assert gone["organizationId"] == service.partner.organization_id
    # What was taken away is not told any more by what came before it either.
    everything, _ = await page(service.coach)
    assert [item["offer"] for item in everything] == [None] * 3


async def test_what_was_never_public_is_told_to_its_own_organization_alone(service: Service) -> None:
    for change in ({"status": "draft"}, IN_REVIEW, {"status": "paused"}):
        await offer_of(service, **change)
    assert len((await page(service.partner))[0]) == len((await page(service.admin))[0]) == 3
    for stranger in (service.coach, service.other_partner, service.analyst):
        assert (await page(stranger))[0] == []


async def test_what_hides_is_gone_for_others_and_comes_back(service: Service) -> None:
    offer_id = await offer_of(service)
    for status in ("paused", "draft", "published"):
        await service.partner.patch(f"/offers/{offer_id}", {"status": status})
    seen, _ = await page(service.coach)
    assert [item["isGone"] for item in seen] == [False, True, False], "paused to draft is nobody else's"
    own, _ = await page(service.partner)
    assert [item["isGone"] for item in own] == [False] * 4
    assert "contact" not in own[-1]["offer"]


async def test_the_end_has_a_cursor_to_ask_on_with(service: Service) -> None:
    empty, start = await page(service.coach)
    assert empty == []
    again, same = await page(service.coach, start)
    assert (again, same) == ([], start)
    offer_id = await offer_of(service)
    items, cursor = await page(service.coach, start)
    assert told(items) == [(offer_id, "created")]
    assert items[-1]["cursor"] == cursor
    # What others may not hear of moves the end on all the same, so that it is not looked through again and again.
    await offer_of(service, status="draft")
    nothing, further = await page(service.coach, cursor)
    assert nothing == []
    assert further != cursor


async def test_since_takes_a_moment_too(service: Service) -> None:
    first = await offer_of(service)
    moment = (await page(service.coach))[0][0]["changedAt"]
    second = await offer_of(service)
    assert told((await page(service.coach, moment))[0]) == [(first, "created"), (second, "created")]
    assert (await page(service.coach, "2199-01-01T00:00:00Z"))[0] == []


async def test_what_is_no_cursor_of_this_list_is_refused(service: Service) -> None:
    await offer_of(service)
    ahead = (await page(service.coach))[1]
    await offer_of(service)
    other = (await service.coach.get("/offers?limit=1")).json()["nextCursor"]
    for since in (other, "niets", "2026-13-01T00:00:00Z", "é" * 28):
        refused = await service.coach.get(f"/changes?since={since}")
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "/since")
    assert (await service.coach.get(f"/changes?since={ahead}")).status_code == 200
    with service.database.write() as session:
        session.delete(session.exec(select(OfferChange).order_by(col(OfferChange.sequence).desc())).first())
        session.delete(session.exec(select(OfferChange)).first())
    # As after an old copy was put back: going on would skip what is to come under these numbers.
    assert (await service.coach.get(f"/changes?since={ahead}")).status_code == 400


async def test_a_public_catalogue_tells_everyone_and_a_closed_one_asks_for_a_key(database_url: str) -> None:
    async with running_service(database_url, public_catalogue=True) as service:
        await offer_of(service)
        assert len((await service.anonymous.get("/v1/changes")).json()["items"]) == 1


async def test_however_writes_and_reads_mingle_each_reader_hears_each_change_once_and_in_order(
    service: Service,
) -> None:
    chance = random.Random(7)  # noqa: S311 - chance that repeats
    offers = [await offer_of(service) for _ in range(3)]
    heard: dict[int, list[tuple[str, str]]] = {1: [], 2: [], 5: [], 500: []}
    cursors: dict[int, str | None] = dict.fromkeys(heard)
    for turn in range(40):
        if chance.random() < 0.5:
            body = {"title": f"Titel {turn}", "status": chance.choice(["published", "published", "paused"])}
            assert (await service.partner.patch(f"/offers/{chance.choice(offers)}", body)).status_code == 200
        else:
            limit = chance.choice(list(heard))
            items, cursors[limit] = await page(service.admin, cursors[limit], limit)
            heard[limit] += told(items)
    for limit in heard:
        items = [{}]
        while items:
            items, cursors[limit] = await page(service.admin, cursors[limit], limit)
            heard[limit] += told(items)
    assert {limit: told_to for limit, told_to in heard.items() if told_to != log_of(service)} == {}


async def test_who_asks_while_many_write_at_once_misses_nothing_and_hears_nothing_twice(service: Service) -> None:
    async def write(number: int) -> None:
        made = await taken(lambda: service.partner.post("/offers", an_offer(title=f"Aanbod {number}")))
        place = f"/offers/{made.json()['id']}"
        for count in range(3):
            wanted = {"title": f"Aanbod {number}, {count}"}
            await taken(partial(service.partner.patch, place, wanted))
        await taken(lambda: service.partner.delete(place))

    heard: list[tuple[str, str]] = []
    writing = asyncio.gather(*(write(number) for number in range(8)))
    cursor: str | None = None
    is_last = False
    while not is_last:
        # Looked at before the read: after the last write one more read hears the rest.
        is_last = writing.done()
        items, cursor = await page(service.admin, cursor, 500)
        heard += told(items)
    await writing
    assert len(heard) == 8 * 5
    assert heard == log_of(service)
