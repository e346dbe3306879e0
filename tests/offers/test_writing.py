from typing import Any

import pytest
from sqlmodel import col, select

from api.catalogue.offers.tables import OfferChange
from api.catalogue.offers.vocabulary import OfferEvent
from tests.service import Service, an_offer

CONTACT = {"name": "Coördinator", "role": "beheerder", "email": "balie@focus.example", "phone": "+31 10 000 00 00"}


async def test_a_partner_adds_an_offer_and_everyone_with_a_key_reads_it(service: Service) -> None:
    made = await service.partner.post("/offers", an_offer())
    assert made.status_code == 201
    read = await service.coach.get(made.headers["Location"].removeprefix("/v1"))
    assert read.status_code == 200
    assert read.json()["title"] == "Timmeren in de buurtwerkplaats"
    assert read.json()["state"] == "published"


async def test_what_is_left_out_or_null_is_unknown_and_said_so(service: Service) -> None:
    bare: dict[str, Any] = {
        "kind": "course",
        "title": "Les",
        "location": {},
        "hoursPerWeek": {},
        "schedule": None,
        "interests": None,
    }
    told = (await service.partner.post("/offers", bare)).json()
    assert told["hoursPerWeek"] == {"minimum": None, "maximum": None}
    assert told["load"] == dict.fromkeys(("physical", "posture", "mental", "social", "stimuli"))
    assert told["schedule"] == {"dayParts": [], "startsOn": None, "endsOn": None}
    assert told["location"]["precision"] == "unknown"
    assert told["interests"] == []


async def test_whom_it_is_for_is_the_partners_word_or_else_the_texts(service: Service) -> None:
    offer = an_offer() | {"kind": "activity", "title": "Koffie voor Turkse vrouwen"}
    read = (await service.partner.post("/offers", offer)).json()
    assert read["audience"] == [{"group": "women", "source": "text", "found": "voor Turkse vrouwen"}]
    assert read["communities"] == [{"community": "TR", "source": "text", "found": "voor Turkse vrouwen"}]
    said = offer | {"audience": ["parents"], "communities": ["ar"], "location": {"attendance": "online"}}
    told = (await service.partner.post("/offers", said)).json()
    assert told["audience"] == [{"group": "parents", "source": "partner", "found": None}]
    assert told["communities"] == [{"community": "ar", "source": "partner", "found": None}]
    assert told["location"]["attendance"] == "online"
    path = f"/offers/{told['id']}"
    patched = await service.partner.patch(path, {"title": "Thee"})
    assert patched.json()["audience"] == told["audience"]
    assert patched.json()["location"]["attendance"] == "online"


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"audience": ["everyone"]}, "/audience/0"),
        ({"communities": ["Turks"]}, "/communities/0"),
        ({"location": {"attendance": "remote"}}, "/location/attendance"),
    ],
)
async def test_whom_nobody_knows_is_bad_input(service: Service, wrong: dict[str, Any], pointer: str) -> None:
    answer = await service.partner.post("/offers", an_offer() | wrong)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == pointer


def property_names(told: object) -> set[str]:
    if isinstance(told, list):
        return {name for each in told for name in property_names(each)}
    if not isinstance(told, dict):
        return set()
    return set(told) | {name for each in told.values() for name in property_names(each)}


async def test_every_property_is_camel_case_and_comes_back_as_it_was_sent(service: Service) -> None:
    whole = an_offer(
        externalId="alles",
        goals=["meeting", "skills"],
        location={"name": "De Focus", "address": None, "postcode": "3074AB", "latitude": None, "longitude": None},
        schedule={"dayParts": ["mon-morning", "sun-evening"], "startsOn": "2026-01-01", "endsOn": "2099-12-31"},
        hoursPerWeek={"minimum": 1.5, "maximum": 8},
        load={"physical": 0, "posture": 1, "mental": 2, "social": 3, "stimuli": None},
        requirements={
            "dutchLevel": "A2",
            "indication": "beschut-werk",
            "conductCertificate": True,
            "minimumAge": 18,
            "maximumAge": 67,
            "womenOnly": True,
        },
        accommodations={
            "wheelchair": True,
            "seated": False,
            "quiet": None,
            "guidance": "some",
            "languages": ["nl", "tr"],
        },
        costEuros=2.5,
        allowanceEurosPerDay=13,
        places={"total": 4, "available": 2},
        groupSize=3,
        ladderStep=4,
        paidWorkCheck={"paidBefore": False, "vacancyOpen": None},
        contact=CONTACT,
        status="published",
    )
    told = (await service.partner.post("/offers", whole)).json()
    assert not {name for name in property_names(told) if "_" in name}
    told["location"] = {name: told["location"][name] for name in ("name", "address", "postcode")} | {
        "latitude": None,
        "longitude": None,
    }
    assert {name: told[name] for name in whole} == whole


@pytest.mark.parametrize("missing", ["kind", "title", "location", "hoursPerWeek"])
async def test_four_properties_are_asked(service: Service, missing: str) -> None:
    offer = an_offer()
    del offer[missing]
    answer = await service.partner.post("/offers", offer)
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/{missing}"]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"hoursPerWeek": {"minimum": 5, "maximum": 2}}, "/hoursPerWeek"),
        ({"places": {"total": 2, "available": 3}}, "/places"),
        ({"schedule": {"startsOn": "2027-02-01", "endsOn": "2027-01-01"}}, "/schedule"),
        ({"requirements": {"minimumAge": 60, "maximumAge": 30}}, "/requirements"),
        ({"location": {"latitude": 51.9}}, "/location"),
        ({"location": {"postcode": "0123"}}, "/location/postcode"),
        ({"schedule": {"startsOn": "01-02-2027"}}, "/schedule/startsOn"),
        ({"schedule": {"startsOn": 20270201}}, "/schedule/startsOn"),
        ({"load": {"physical": 4}}, "/load/physical"),
        ({"load": {"physical": "1"}}, "/load/physical"),
        ({"load": {"physical": True}}, "/load/physical"),
        ({"costEuros": -1}, "/costEuros"),
        ({"ladderStep": 7}, "/ladderStep"),
        ({"status": "full"}, "/status"),
        ({"title": "x" * 201}, "/title"),
        ({"title": "nul\u0000"}, "/title"),
        ({"interests": ["x"] * 51}, "/interests"),
        ({"description": "BSN 111222333"}, "/description"),
        ({"contact": {"email": "geen adres"}}, "/contact/email"),
        ({"hours_per_week": {}}, "/hours_per_week"),
        ({"id": "mine"}, "/id"),
    ],
)
async def test_bad_input_names_the_value_and_nothing_is_stored(
    service: Service, change: dict[str, object], pointer: str
) -> None:
    answer = await service.partner.post("/offers", an_offer(**change))
    assert answer.status_code == 400
    assert pointer in {error["pointer"] for error in answer.json()["errors"]}
    assert (await service.coach.get("/offers")).json()["items"] == []


async def test_an_upsert_is_new_once_and_then_replaces(service: Service) -> None:
    path = f"/organizations/{service.partner.organization_id}/offers/balie-1"
    first = await service.partner.put(path, an_offer())
    second = await service.partner.put(path, an_offer(title="Andere titel"))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert second.json()["externalId"] == "balie-1"
    assert len((await service.coach.get("/offers")).json()["items"]) == 1


async def test_the_same_upsert_once_more_changes_nothing(service: Service) -> None:
    path = f"/organizations/{service.partner.organization_id}/offers/balie-1"
    first = await service.partner.put(path, an_offer())
    again = await service.partner.put(path, an_offer(), If_Match=first.headers["ETag"])
    assert (again.status_code, again.json()) == (200, first.json())
    with service.database.read() as session:
        assert len(session.exec(select(OfferChange)).all()) == 1


async def test_an_upsert_under_another_id_than_the_address_is_refused(service: Service) -> None:
    path = f"/organizations/{service.partner.organization_id}/offers/balie-1"
    assert (await service.partner.put(path, an_offer(externalId="balie-2"))).status_code == 409


async def test_an_external_id_belongs_to_one_offer_of_an_organization(service: Service) -> None:
    assert (await service.partner.post("/offers", an_offer(externalId="een"))).status_code == 201
    assert (await service.partner.post("/offers", an_offer(externalId="een"))).status_code == 409
    assert (await service.other_partner.post("/offers", an_offer(externalId="een"))).status_code == 201


async def test_moving_to_an_external_id_that_is_taken_is_a_conflict(service: Service) -> None:
    await service.partner.post("/offers", an_offer(externalId="een"))
    other = (await service.partner.post("/offers", an_offer(externalId="twee", location={"postcode": "3074AB"}))).json()
    assert (await service.partner.patch(f"/offers/{other['id']}", {"externalId": "een"})).status_code == 409


async def test_an_external_id_goes_when_null_takes_it_away_and_not_before(service: Service) -> None:
    made = (await service.partner.post("/offers", an_offer(externalId="een"))).json()
    path, upsert = f"/offers/{made['id']}", f"/organizations/{service.partner.organization_id}/offers/een"
    assert (await service.partner.patch(path, {"groupSize": 8})).json()["externalId"] == "een"
    assert (await service.partner.put(path, an_offer())).json()["externalId"] == "een"
    assert (await service.partner.patch(path, {"externalId": None})).json()["externalId"] is None
    other = await service.partner.put(upsert, an_offer())
    assert (other.status_code, other.json()["id"] != made["id"]) == (201, True)
    assert (await service.partner.put(f"/offers/{other.json()['id']}", an_offer(externalId=None))).json()[
        "externalId"
    ] is None


async def test_a_put_forgets_what_it_leaves_out_and_a_patch_does_not(service: Service) -> None:
    path = f"/offers/{(await service.partner.post('/offers', an_offer(costEuros=3, contact=CONTACT))).json()['id']}"
    patched = (await service.partner.patch(path, {"groupSize": 8, "hoursPerWeek": {"maximum": None}})).json()
    assert (patched["costEuros"], patched["groupSize"]) == (3, 8)
    assert patched["hoursPerWeek"] == {"minimum": 2, "maximum": None}
    assert patched["contact"] == CONTACT
    replaced = (await service.partner.put(path, an_offer())).json()
    assert (replaced["costEuros"], replaced["groupSize"], replaced["contact"]["email"]) == (None, None, None)


async def test_a_patch_that_makes_an_offer_wrong_changes_nothing(service: Service) -> None:
    made = (await service.partner.post("/offers", an_offer())).json()
    wrong = await service.partner.patch(f"/offers/{made['id']}", {"title": None, "load": {"social": 9}})
    assert wrong.status_code == 400
    assert {error["pointer"] for error in wrong.json()["errors"]} == {"/title", "/load/social"}
    assert (await service.partner.get(f"/offers/{made['id']}")).json() == made


async def test_a_stale_if_match_is_refused_for_every_write(service: Service) -> None:
    made = await service.partner.post("/offers", an_offer(externalId="een"))
    path, upsert = f"/offers/{made.json()['id']}", f"/organizations/{service.partner.organization_id}/offers/een"
    fresh = await service.partner.put(path, an_offer(title="Nieuw"), If_Match=made.headers["ETag"])
    assert fresh.status_code == 200
    stale = {"If_Match": made.headers["ETag"]}
    assert (await service.partner.put(path, an_offer(), **stale)).status_code == 412
    assert (await service.partner.patch(path, {"title": "Nee"}, **stale)).status_code == 412
    assert (await service.partner.delete(path, **stale)).status_code == 412
    assert (await service.partner.put(upsert, an_offer(), **stale)).status_code == 412
    assert (await service.partner.get(path)).json() == fresh.json()


async def test_an_upsert_of_what_is_not_there_does_not_match_any_tag(service: Service) -> None:
    path = f"/organizations/{service.partner.organization_id}/offers/nieuw"
    assert (await service.partner.put(path, an_offer(), If_Match="*")).status_code == 412


async def test_a_withdrawn_offer_is_gone_but_its_history_stays_and_an_upsert_brings_it_back(service: Service) -> None:
    upsert = f"/organizations/{service.partner.organization_id}/offers/een"
    made = (await service.partner.put(upsert, an_offer())).json()
    assert (await service.partner.delete(f"/offers/{made['id']}")).status_code == 204
    assert (await service.partner.get(f"/offers/{made['id']}")).status_code == 404
    assert (await service.partner.delete(f"/offers/{made['id']}")).status_code == 404
    assert (await service.partner.put(upsert, an_offer())).json()["id"] == made["id"]
    with service.database.read() as session:
        changes = session.exec(select(OfferChange).order_by(col(OfferChange.sequence))).all()
    assert [change.event for change in changes] == [OfferEvent.CREATED, OfferEvent.WITHDRAWN, OfferEvent.UPDATED]
    assert [change.sequence for change in changes] == [1, 2, 3]


async def test_history_holds_no_contact(service: Service) -> None:
    await service.partner.post("/offers", an_offer(contact=CONTACT))
    with service.database.read() as session:
        (change,) = session.exec(select(OfferChange)).all()
    assert "balie@focus.example" not in str(change.snapshot)


async def test_sheltered_work_always_asks_an_indication(service: Service) -> None:
    made = (await service.partner.post("/offers", an_offer(kind="sheltered-work"))).json()
    assert made["requirements"]["indication"] == "arbeidsmatige-activering"


async def test_an_admin_says_for_which_organization(service: Service) -> None:
    assert (await service.admin.post("/offers", an_offer())).status_code == 400
    made = await service.admin.post("/offers", an_offer(organizationId=service.partner.organization_id))
    assert made.json()["organizationId"] == service.partner.organization_id
    missing = await service.admin.post("/offers", an_offer(organizationId="0193c0de-0000-7000-8000-000000000000"))
    assert missing.status_code == 404
