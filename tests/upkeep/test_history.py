from typing import Any

from tests.service import Actor, Service, an_offer, running_service


async def history(reader: Actor, offer_id: str, query: str = "") -> list[dict[str, Any]]:
    answer = await reader.get(f"/offers/{offer_id}/history{query}")
    assert answer.status_code == 200
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def offer_of(service: Service, **changes: Any) -> str:
    return str((await service.partner.post("/offers", an_offer(**changes))).json()["id"])


async def test_history_tells_what_it_was_and_what_changed(service: Service) -> None:
    offer_id = await offer_of(service, places={"total": 4, "available": 3})
    await service.partner.patch(f"/offers/{offer_id}", {"title": "Zagen", "places": {"available": 2}})
    first, second = await history(service.coach, offer_id)
    assert (first["event"], first["changed"], first["offer"]["title"]) == (
        "created",
        [],
        "Timmeren in de buurtwerkplaats",
    )
    assert (second["event"], second["changed"]) == ("updated", ["places.available", "title"])
    assert second["offer"]["places"] == {"total": 4, "available": 2}
    assert {first["changedBy"], second["changedBy"]} == {None}
    assert all(item["changedBy"] for item in await history(service.admin, offer_id))
    assert "contact" not in (await history(service.partner, offer_id))[0]["offer"]


async def test_others_see_what_was_public_and_the_own_organization_sees_all(service: Service) -> None:
    offer_id = await offer_of(service, status="draft", title="Nog niet klaar")
    for change in ({"title": "Klaar"}, {"status": "published"}, {"status": "paused"}, {"status": "published"}):
        await service.partner.patch(f"/offers/{offer_id}", change)
    own = await history(service.partner, offer_id)
    assert [item["offer"]["state"] for item in own] == ["draft", "draft", "published", "paused", "published"]
    seen = await history(service.coach, offer_id)
    assert [item["offer"] and item["offer"]["state"] for item in seen] == ["published", None, "published"]
    assert [item["changed"] for item in seen] == [[], [], []]
    assert "Nog niet klaar" not in str(seen)


async def test_what_was_withdrawn_keeps_its_history_for_its_own_organization(service: Service) -> None:
    offer_id = await offer_of(service)
    await service.partner.delete(f"/offers/{offer_id}")
    for reader in (service.partner, service.admin):
        assert [item["event"] for item in await history(reader, offer_id)] == ["created", "withdrawn"]
    for reader in (service.coach, service.other_partner):
        assert (await reader.get(f"/offers/{offer_id}/history")).status_code == 404


async def test_history_comes_in_pages_that_fit_together(service: Service) -> None:
    offer_id = await offer_of(service)
    for number in range(4):
        await service.partner.patch(f"/offers/{offer_id}", {"title": f"Titel {number}"})
    paged: list[dict[str, Any]] = []
    path: str | None = f"/v1/offers/{offer_id}/history?limit=2"
    while path:
        answer = await service.client.get(path, headers={"Authorization": f"Bearer {service.coach.key}"})
        paged += answer.json()["items"]
        path = answer.links["next"]["url"] if "next" in answer.links else None
    assert paged == await history(service.coach, offer_id)
    assert [item["changed"] for item in paged] == [[], ["title"], ["title"], ["title"], ["title"]]


async def test_still_holds_counts_once_a_day(database_url: str) -> None:
    async with running_service(database_url, key_days=400) as service:
        offer_id = await offer_of(service)
        assert (await service.partner.post(f"/offers/{offer_id}/assurances", None)).status_code == 200
    async with running_service(database_url, clock_offset_days=200, key_days=400) as later:
        partner = Actor(later.client, service.partner.key, service.partner.organization_id)
        path = f"/offers/{offer_id}"
        assert (await partner.get(path)).json()["state"] == "stale"
        first, second = [await partner.post(f"{path}/assurances", None) for _ in range(2)]
        assert (first.status_code, second.status_code) == (201, 200)
        assert first.json() == second.json() == (await partner.get(path)).json()
        assert first.json()["state"] == "published"
        assert [item["event"] for item in await history(later.coach, offer_id)] == ["created", "assured"]
        assert (await history(later.coach, offer_id))[1]["changed"] == ["assuredOn"]
        assert (await later.other_partner.post(f"{path}/assurances", None)).status_code == 404
        assert (await later.admin.post(f"{path}/assurances", {})).status_code == 200
