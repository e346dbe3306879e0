"""A cursor goes on in the list that it came from, and in no other."""

from typing import Any

import pytest

from tests.handovers.arranging import brought_to
from tests.service import Actor, Service, an_offer

OTHER_LISTS = (
    "/offers",
    "/offers?kind=course",
    "/offers?kind=activity&q=hout",
    "/offers?updatedSince=2026-01-01T00:00:00Z",
    "/organizations",
    "/reviews",
    "/webhook-endpoints",
)


async def first_page(actor: Actor, path: str) -> dict[str, Any]:
    answer = await actor.get(f"{path}{'&' if '?' in path else '?'}limit=1")
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


async def pointers(actor: Actor, path: str) -> tuple[int, list[str]]:
    answer = await actor.get(path)
    return answer.status_code, [each["pointer"] for each in answer.json().get("errors", ())]


@pytest.fixture
async def offered(service: Service) -> Service:
    for number in range(3):
        made = await service.partner.post("/offers", an_offer(title=f"Hout {number}"))
        assert made.status_code == 201
    return service


@pytest.mark.parametrize("other", OTHER_LISTS)
async def test_a_cursor_of_another_list_or_of_other_filters_is_named(offered: Service, other: str) -> None:
    cursor = (await first_page(offered.admin, "/offers?kind=activity"))["nextCursor"]
    joined = f"{other}{'&' if '?' in other else '?'}cursor={cursor}"
    assert await pointers(offered.admin, joined) == (400, ["/cursor"])


@pytest.mark.parametrize(
    "asked", ["kind=activity&q=hout&limit=1", "q=hout&limit=2&kind=activity", "q=ho%75t&kind=activity"]
)
async def test_the_same_filters_however_written_and_however_many_at_a_time_go_on(offered: Service, asked: str) -> None:
    told = await first_page(offered.admin, "/offers?kind=activity&q=hout")
    rest = (await offered.admin.get(f"/offers?{asked}&cursor={told['nextCursor']}")).json()
    assert [each["title"] for each in told["items"] + rest["items"]][:2] == ["Hout 0", "Hout 1"]


async def test_pages_are_followed_to_the_end_by_their_links(offered: Service) -> None:
    seen, path = [], "/offers?q=h%6Fut&limit=1"
    while path:
        answer = await offered.admin.get(path)
        seen += [each["title"] for each in answer.json()["items"]]
        path = answer.links["next"]["url"].removeprefix("/v1") if "next" in answer.links else ""
    assert seen == ["Hout 0", "Hout 1", "Hout 2"]


async def test_a_cursor_of_what_happened_to_one_handover_is_not_anothers(service: Service) -> None:
    one, other = [await brought_to(service, "accepted") for _ in range(2)]
    cursor = (await first_page(service.coach, f"/handovers/{one}/events"))["nextCursor"]
    assert await pointers(service.coach, f"/handovers/{one}/events?cursor={cursor}") == (200, [])
    assert await pointers(service.coach, f"/handovers/{other}/events?cursor={cursor}") == (400, ["/cursor"])


async def test_a_cursor_of_one_clients_handovers_is_not_anothers_nor_of_the_list_of_all(service: Service) -> None:
    for _ in range(2):
        await brought_to(service, "requested")

    async def search(reference: str, **asked: Any) -> tuple[int, dict[str, Any]]:
        answer = await service.coach.post("/handovers/searches", {"clientReference": reference} | asked)
        return answer.status_code, answer.json()

    _, first = await search("K-2831", limit=1)
    cursor = first["nextCursor"]
    status, second = await search("K-2831", cursor=cursor)
    assert (status, len(second["items"]), second["nextCursor"]) == (200, 1, None)
    status, refused = await search("K-2832", cursor=cursor)
    assert (status, refused["errors"][0]["pointer"]) == (400, "/cursor")
    assert await pointers(service.coach, f"/handovers?cursor={cursor}") == (400, ["/cursor"])


async def test_a_cursor_is_short_whatever_was_asked(offered: Service) -> None:
    told = await first_page(offered.admin, "/offers?q=hout&updatedSince=2020-01-01T00:00:00Z")
    assert len(told["nextCursor"]) == 28
