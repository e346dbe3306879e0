"""A catalogue that holds in practice: what partners' systems really send, night after night."""

from typing import Any

import pytest

from tests.handovers.arranging import a_request, done, happen, places_of, requested
from tests.service import Actor, Service, an_offer

OWN = "balie-1"
PAID = {"paidBefore": True, "vacancyOpen": False}


async def upsert(service: Service, actor: Actor | None = None, **changes: Any) -> dict[str, Any]:
    partner = actor or service.partner
    answer = await partner.put(f"/organizations/{partner.organization_id}/offers/{OWN}", an_offer(**changes))
    assert answer.status_code in {200, 201}, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def take_a_place(service: Service, offer_id: str, reference: str = "K-1") -> str:
    handover_id = str((await requested(service, offer_id, clientReference=reference))["id"])
    await done(service.partner, handover_id, "accept")
    return handover_id


async def test_what_a_handover_holds_is_not_given_out_again_by_a_nightly_update(service: Service) -> None:
    offer_id = (await upsert(service, places={"total": 1, "available": 1}))["id"]
    handover_id = await take_a_place(service, offer_id)
    for _ in range(2):
        assert (await upsert(service, places={"total": 1, "available": 1}))["places"] == {"total": 1, "available": 0}
    await happen(service.coach, handover_id, "withdraw")
    assert await places_of(service, offer_id) == 1


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ({"total": 3, "available": 2}, 1),  # Repeated: one of the two is taken.
        ({"total": 3, "available": 1}, 1),  # New: the partner gave one away itself.
        ({"total": 3, "available": 3}, 2),  # New, but one of the three is held.
        ({"total": 1, "available": 1}, 0),  # Fewer in all than before, and one is held.
        ({"total": 5, "available": 4}, 4),
        ({"available": 2}, 1),
    ],
)
async def test_a_new_number_counts_but_never_more_than_is_not_held(
    service: Service, said: dict[str, int], counted: int
) -> None:
    offer_id = (await upsert(service, places={"total": 3, "available": 2}))["id"]
    await take_a_place(service, offer_id)
    assert (await upsert(service, places=said))["places"]["available"] == counted


async def test_a_patch_of_something_else_leaves_the_count_alone(service: Service) -> None:
    offer_id = (await upsert(service, places={"total": 2, "available": 2}))["id"]
    await take_a_place(service, offer_id)
    for patch in ({"title": "Zagen"}, {"places": {"total": 4}}, {"places": {"available": 2}}):
        assert (await service.partner.patch(f"/offers/{offer_id}", patch)).status_code == 200
        assert await places_of(service, offer_id) == 1


async def refuse(service: Service, offer_id: str) -> None:
    decided = await service.admin.post(f"/offers/{offer_id}/reviews", {"decision": "refuse", "reason": "Betaald werk."})
    assert decided.status_code == 201


@pytest.mark.parametrize(
    "again",
    [
        {"paidWorkCheck": PAID},
        {},
        {"paidWorkCheck": None},
        {"paidWorkCheck": {"paidBefore": True}},
        {"kind": "activity"},
        {"kind": "activity", "paidWorkCheck": PAID},
        {"title": "Balie"},
        {"status": "draft"},
    ],
)
async def test_a_refusal_stands_whatever_the_next_update_says(service: Service, again: dict[str, Any]) -> None:
    offer_id = (await upsert(service, kind="placement", paidWorkCheck=PAID))["id"]
    await refuse(service, offer_id)
    for _ in range(2):
        assert (await upsert(service, **({"kind": "placement"} | again)))["state"] == "withdrawn"
    assert (await service.coach.get(f"/offers/{offer_id}")).status_code == 404
    assert (await service.admin.get("/reviews")).json()["items"] == []


async def test_another_answer_is_looked_at_again_even_when_it_denies_everything(service: Service) -> None:
    offer_id = (await upsert(service, kind="placement", paidWorkCheck=PAID))["id"]
    await refuse(service, offer_id)
    answered = await upsert(service, kind="placement", paidWorkCheck={"paidBefore": False, "vacancyOpen": False})
    assert answered["state"] == "in-review"
    assert [each["id"] for each in (await service.admin.get("/reviews")).json()["items"]] == [offer_id]
    await refuse(service, offer_id)
    published = await service.admin.post(f"/offers/{offer_id}/reviews", {"decision": "publish", "reason": "Het mag."})
    assert (published.status_code, published.json()["state"]) == (201, "published")


async def test_leaving_the_answer_out_does_not_publish_what_waits_for_a_reviewer(service: Service) -> None:
    await upsert(service, kind="placement", paidWorkCheck=PAID)
    assert (await upsert(service, kind="placement"))["state"] == "in-review"


@pytest.mark.parametrize("moved", [{"postcode": "3074AB"}, {"address": "Elders 1"}])
async def test_coordinates_of_the_old_address_go_when_the_address_changes(
    service: Service, moved: dict[str, str]
) -> None:
    here = {"postcode": "3073XY", "address": "Hier 1", "latitude": 51.897, "longitude": 4.512}
    offer_id = (await service.partner.post("/offers", an_offer(location=here))).json()["id"]
    changed = (await service.partner.patch(f"/offers/{offer_id}", {"location": moved})).json()["location"]
    assert changed["precision"] != "address"
    both = moved | {"latitude": 51.9, "longitude": 4.5}
    kept = (await service.partner.patch(f"/offers/{offer_id}", {"location": both})).json()["location"]
    assert (kept["latitude"], kept["precision"]) == (51.9, "address")
    same = (await service.partner.patch(f"/offers/{offer_id}", {"location": {"name": "De Focus"}})).json()["location"]
    assert same["latitude"] == 51.9


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [(4.512, 51.897, "verwisseld"), (48.85, 2.35, "buiten het gebied"), (0, 0, "buiten het gebied")],
)
async def test_coordinates_that_cannot_be_right_are_told(
    service: Service, latitude: float, longitude: float, words: str
) -> None:
    place = {"latitude": latitude, "longitude": longitude}
    for answer, pointer in (
        (await service.partner.post("/offers", an_offer(location=place)), "/location/latitude"),
        (
            await service.coach.post("/matches", {"client": {"interests": [], "location": place}}),
            "/client/location/latitude",
        ),
    ):
        assert answer.status_code == 400
        assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]
        assert words in answer.json()["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("told", "meant"),
    [("Arabisch", "ar"), ("Turks", "tr"), ("Tigrinya", "ti"), ("Oekraïens", "uk"), ("Polish", "pl"), ("xx", None)],
)
async def test_a_language_is_a_tag_of_a_language_that_exists(service: Service, told: str, meant: str | None) -> None:
    for answer in (
        await service.partner.post("/offers", an_offer(accommodations={"languages": ["nl", told]})),
        await service.coach.post("/matches", {"client": {"interests": [], "languages": ["nl", told]}}),
    ):
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["pointer"].endswith("/languages/1")
        assert meant is None or f"‘{meant}’" in answer.json()["errors"][0]["detail"]


async def test_an_id_of_a_withdrawn_offer_says_how_it_comes_back(service: Service) -> None:
    offer_id = (await service.partner.post("/offers", an_offer(externalId=OWN))).json()["id"]
    await service.partner.delete(f"/offers/{offer_id}")
    again = await service.partner.post("/offers", an_offer(externalId=OWN))
    assert (again.status_code, again.json()["offerId"]) == (409, offer_id)
    assert "PUT" in again.json()["detail"]
    assert (await upsert(service))["id"] == offer_id


@pytest.mark.parametrize("title", ["Vogel\u00adhuisjes", "Vogel\u200bhuisjes", "VOGELHUISJES", "Vógelhuisjes"])
async def test_a_search_folds_text_as_every_search_does(service: Service, title: str) -> None:
    offer_id = (await service.partner.post("/offers", an_offer(title=title))).json()["id"]
    found = (await service.coach.get("/offers?q=vogelhuisjes")).json()["items"]
    assert [each["id"] for each in found] == [offer_id]


async def test_a_request_for_a_full_offer_is_told_so(service: Service) -> None:
    offer_id = (await upsert(service, places={"total": 1, "available": 1}))["id"]
    await take_a_place(service, offer_id)
    await upsert(service, places={"total": 1, "available": 1})
    answer = await service.coach.post("/handovers", a_request(offer_id, clientReference="K-2"))
    assert answer.status_code == 409
