from datetime import timedelta
from typing import Any

import pytest

from api.catalogue.places.tables import Place
from tests.service import CLOCK, Service, an_offer, running_service

CONTACT = {"name": "Coördinator", "role": None, "email": "balie@focus.example", "phone": None}
TODAY = CLOCK.today()


async def titles(service: Service, query: str = "") -> set[str]:
    answer = await service.coach.get(f"/offers{query}")
    assert answer.status_code == 200
    return {item["title"] for item in answer.json()["items"]}


async def test_only_the_organization_itself_sees_its_contact(service: Service) -> None:
    made = (await service.partner.post("/offers", an_offer(contact=CONTACT))).json()
    assert made["contact"] == CONTACT
    for reader in (service.coach, service.other_partner, service.admin):
        assert "contact" not in (await reader.get(f"/offers/{made['id']}")).json()
    assert "contact" not in (await service.partner.get("/offers")).json()["items"][0]


@pytest.mark.parametrize(
    ("change", "state", "is_listed"),
    [
        ({}, "published", True),
        ({"status": "draft"}, "draft", False),
        ({"status": "paused"}, "paused", False),
        ({"places": {"total": 3, "available": 0}}, "full", True),
        ({"schedule": {"startsOn": (TODAY + timedelta(days=9)).isoformat()}}, "upcoming", True),
        ({"schedule": {"endsOn": (TODAY - timedelta(days=1)).isoformat()}}, "ended", False),
        ({"schedule": {"endsOn": TODAY.isoformat()}}, "published", True),
        ({"kind": "placement", "paidWorkCheck": {"vacancyOpen": True}}, "in-review", False),
        ({"kind": "work-experience", "paidWorkCheck": {"paidBefore": True}}, "in-review", False),
        ({"kind": "placement", "paidWorkCheck": {"paidBefore": None, "vacancyOpen": False}}, "published", True),
        ({"kind": "activity", "paidWorkCheck": {"paidBefore": True}}, "published", True),
    ],
)
async def test_the_state_follows_from_status_dates_places_and_review(
    service: Service, change: dict[str, Any], state: str, *, is_listed: bool
) -> None:
    made = (await service.partner.post("/offers", an_offer(**change))).json()
    assert made["state"] == state
    assert (await titles(service) != set()) == is_listed


async def test_an_offer_that_nobody_looked_at_for_long_is_stale(database_url: str) -> None:
    async with running_service(database_url) as service:
        made = (await service.partner.post("/offers", an_offer())).json()
    async with running_service(database_url, clock_offset_days=200, key_days=400) as later:
        assert (await later.coach.get(f"/offers/{made['id']}")).json()["state"] == "stale"


async def test_the_same_upsert_on_a_later_day_says_that_the_offer_still_holds(database_url: str) -> None:
    async with running_service(database_url, key_days=400) as service:
        path = f"/organizations/{service.partner.organization_id}/offers/een"
        made = (await service.partner.put(path, an_offer())).json()
    async with running_service(database_url, clock_offset_days=200, key_days=400) as later:
        again = (await later.admin.put(path, an_offer())).json()
    assert again["assuredOn"] > made["assuredOn"]
    assert (again["state"], again["updatedAt"]) == ("published", made["updatedAt"])


async def test_what_is_not_published_is_there_for_its_own_organization_only(service: Service) -> None:
    made = (await service.partner.post("/offers", an_offer(status="draft"))).json()
    path = f"/offers/{made['id']}"
    assert (await service.partner.get(path)).status_code == 200
    assert (await service.admin.get(path)).status_code == 200
    assert (await service.coach.get(path)).status_code == 404
    assert (await service.other_partner.get(path)).status_code == 404


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
async def test_nobody_writes_the_offer_of_another_organization(service: Service, method: str) -> None:
    path = f"/offers/{(await service.partner.post('/offers', an_offer())).json()['id']}"
    body = {"json": an_offer()} if method != "delete" else {}
    assert (await getattr(service.other_partner, method)(path, **body)).status_code == 404
    assert (await getattr(service.coach, method)(path, **body)).status_code == 403


async def test_nobody_adds_offers_for_another_organization(service: Service) -> None:
    theirs = service.partner.organization_id
    refused = await service.other_partner.put(f"/organizations/{theirs}/offers/een", an_offer())
    assert refused.status_code == 404
    assert (await service.other_partner.post("/offers", an_offer(organizationId=theirs))).status_code == 403


async def test_the_catalogue_needs_a_key_unless_it_is_public(database_url: str) -> None:
    async with running_service(database_url) as service:
        assert (await service.anonymous.get("/v1/offers")).status_code == 401
    async with running_service(database_url, public_catalogue=True) as service:
        made = (await service.partner.post("/offers", an_offer(contact=CONTACT))).json()
        listed = await service.anonymous.get("/v1/offers")
        assert [item["id"] for item in listed.json()["items"]] == [made["id"]]
        assert "contact" not in listed.json()["items"][0]
        assert (await service.anonymous.get(f"/v1/offers/{made['id']}")).status_code == 200


async def test_filters_narrow_the_list(service: Service) -> None:
    with service.database.write() as session:
        session.add(Place(code="3074", latitude=51.897, longitude=4.512))
    wood = an_offer(title="Hout", goals=["skills"], schedule={"dayParts": ["mon-morning"]})
    soup = an_offer(
        title="Soep",
        description="Éten met de búúrt",
        interests=[],
        kind="placement",
        goals=["meeting"],
        schedule={"dayParts": ["tue-evening"]},
        places={"available": 0},
        location={"latitude": 52.09, "longitude": 5.12},
    )
    any_time = an_offer(title="Altijd", description=None, interests=["100% anders"])
    await service.partner.post("/offers", wood)
    await service.partner.post("/offers", soup)
    await service.other_partner.post("/offers", any_time)
    assert await titles(service, "?q=eten%20buurt") == {"Soep"}
    assert await titles(service, "?q=100%25") == {"Altijd"}
    assert await titles(service, "?q=_") == set()
    assert await titles(service, "?kind=placement") == {"Soep"}
    assert await titles(service, "?goal=skills") == {"Hout"}
    assert await titles(service, f"?organizationId={service.other_partner.organization_id}") == {"Altijd"}
    assert await titles(service, "?dayPart=mon-morning") == {"Hout", "Altijd"}
    assert await titles(service, "?hasPlaces=true") == {"Hout", "Altijd"}
    assert await titles(service, "?hasPlaces=false") == {"Soep"}
    assert await titles(service, "?postcode=3074AB&radiusKm=10") == {"Hout", "Altijd"}
    assert await titles(service, "?postcode=3074") == {"Hout", "Altijd"}
    assert (await service.coach.get("/offers?postcode=9999ZZ")).status_code == 404
    assert await titles(service, "?updatedSince=2020-01-01T00:00:00Z") == {"Hout", "Soep", "Altijd"}
    assert await titles(service, "?updatedSince=2090-01-01T00:00:00%2B02:00") == set()


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("?postcode=3074AB&radiusKm=0", "/radiusKm"),
        ("?radiusKm=5", "/radiusKm"),
        ("?postcode=nergens", "/postcode"),
        ("?updatedSince=0.5", "/updatedSince"),
        ("?kind=party", "/kind"),
        ("?hasPlaces=misschien", "/hasPlaces"),
        ("?updatedSince=gisteren", "/updatedSince"),
        ("?limit=501", "/limit"),
        ("?cursor=nergens", "/cursor"),
        ("?colour=red", "/colour"),
    ],
)
async def test_a_bad_filter_is_named(service: Service, query: str, pointer: str) -> None:
    answer = await service.coach.get(f"/offers{query}")
    assert answer.status_code == 400
    assert pointer in {error["pointer"] for error in answer.json()["errors"]}


async def test_a_bound_is_told_as_people_write_it(service: Service) -> None:
    answer = await service.coach.get("/offers?postcode=3074AB&radiusKm=0")
    assert [error["detail"] for error in answer.json()["errors"]] == ["Meer dan 0."]


async def test_a_reviewer_publishes_or_refuses_with_a_reason(service: Service) -> None:
    suspect = an_offer(kind="placement", paidWorkCheck={"paidBefore": True})
    first = (await service.partner.post("/offers", suspect)).json()
    second = (await service.partner.post("/offers", suspect)).json()
    assert [item["id"] for item in (await service.admin.get("/reviews")).json()["items"]] == [first["id"], second["id"]]
    publish = {"decision": "publish", "reason": "Het is ander werk dan de oude baan."}
    assert (await service.admin.post(f"/offers/{first['id']}/reviews", publish)).json()["state"] == "published"
    assert (await service.admin.post(f"/offers/{first['id']}/reviews", publish)).status_code == 409
    refuse = {"decision": "refuse", "reason": "Dit was een betaalde baan."}
    assert (await service.admin.post(f"/offers/{second['id']}/reviews", refuse)).json()["state"] == "withdrawn"
    assert [item["id"] for item in (await service.coach.get("/offers")).json()["items"]] == [first["id"]]
    assert (await service.partner.post(f"/offers/{first['id']}/reviews", publish)).status_code == 403


async def test_other_answers_about_paid_work_ask_for_a_new_review(service: Service) -> None:
    suspect = an_offer(kind="placement", paidWorkCheck={"paidBefore": True})
    made = (await service.partner.post("/offers", suspect)).json()
    await service.admin.post(f"/offers/{made['id']}/reviews", {"decision": "publish", "reason": "Ander werk."})
    path = f"/offers/{made['id']}"
    assert (await service.partner.patch(path, {"title": "Nieuwe titel"})).json()["state"] == "published"
    changed = await service.partner.patch(path, {"paidWorkCheck": {"vacancyOpen": True}})
    assert changed.json()["state"] == "in-review"
