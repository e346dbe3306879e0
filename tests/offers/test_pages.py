"""The page about an offer that a printed card leads to."""

import json
from typing import Any

import pytest

from api.catalogue.offers.cards import address_on_card
from tests.service import Service, an_offer, running_service

CONTACT = {"name": "Zxqnaam", "role": "beheerder", "email": "zxq@post.example", "phone": "010 000 77 41"}
TOLD: dict[str, Any] = {
    "location": {"name": "De Focus", "address": "Kerkstraat 1", "postcode": "3074AB"},
    "schedule": {"dayParts": ["mon-morning", "thu-afternoon"]},
    "requirements": {"dutchLevel": "A2", "conductCertificate": True, "minimumAge": 18},
    "accommodations": {"wheelchair": True, "guidance": "some", "languages": ["nl", "tr"]},
    "costEuros": 2.5,
    "places": {"total": 3, "available": 1},
    "groupSize": 6,
    "audience": ["older-people", "caregivers"],
    "contact": CONTACT,
}


def card_of(service: Service, offer_id: str, *, of: str | None = None) -> str:
    """The address on the card of an offer, with the signature for that or for another one."""
    address = address_on_card("", of or offer_id, service.node.secrets, public_catalogue=False)
    return address.replace(of or offer_id, offer_id)


async def offered(service: Service, **changes: Any) -> str:
    made = await service.partner.post("/offers", an_offer(**TOLD | changes))
    assert made.status_code == 201, made.text
    offer_id: str = made.json()["id"]
    return offer_id


async def test_a_card_tells_about_its_offer_without_a_key(service: Service) -> None:
    page = await service.anonymous.get(card_of(service, await offered(service)))
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    for text in (
        "Timmeren in de buurtwerkplaats",
        "Meedoen bij Huis van de Wijk de Focus",
        "De Focus\nKerkstraat 1\n3074AB",
        "maandagochtend en donderdagmiddag",
        "2 tot 6 uur per week",
        "2,50 euro",
        "nog 1 plek",
        "Nederlands en Turks",
        "met een rolstoel",
        "verklaring omtrent gedrag",
        "niveau A2",
        "vanaf 18 jaar",
        "oudere mensen en mantelzorgers",
    ):
        assert text in page.text
    assert [told for told in CONTACT.values() if told in page.text and told != "beheerder"] == []
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script" not in policy
    assert page.text.count("<script") == page.text.count('<script type="application/ld+json">') == 1


async def structured(service: Service, **changes: Any) -> dict[str, Any]:
    page = await service.anonymous.get(card_of(service, await offered(service, **changes)))
    told: dict[str, Any] = json.loads(page.text.partition('<script type="application/ld+json">')[2].partition("</")[0])
    return told


async def test_search_engines_read_it_as_an_event(service: Service) -> None:
    told = await structured(service, title="</script><b>'Hout' & \"draad\"", requirements={"minimumAge": 18})
    assert told["@type"] == "Event"
    assert told["name"] == "</script><b>'Hout' & \"draad\""
    assert told["organizer"]["name"] == "Huis van de Wijk de Focus"
    assert told["location"]["address"]["postalCode"] == "3074AB"
    assert told["eventSchedule"]["byDay"] == ["https://schema.org/Monday", "https://schema.org/Thursday"]
    assert told["offers"] == {"@type": "Offer", "price": 2.5, "priceCurrency": "EUR"}
    assert (told["typicalAgeRange"], told["remainingAttendeeCapacity"]) == ("18-", 1)
    assert [each for each in CONTACT.values() if each in json.dumps(told)] == []


async def test_search_engines_read_a_course_as_one(service: Service) -> None:
    told = await structured(service, kind="course", location={}, schedule={}, costEuros=0, requirements={}, places={})
    assert told["@type"] == "Course"
    assert told["provider"]["name"] == "Huis van de Wijk de Focus"
    assert told["isAccessibleForFree"] is True
    assert told["hasCourseInstance"] == {
        "@type": "CourseInstance",
        "courseMode": "onsite",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "inLanguage": ["nl", "tr"],
    }


async def test_what_a_partner_left_out_is_to_be_asked(service: Service) -> None:
    offer_id = await offered(service, location={}, schedule={}, costEuros=0, places={}, accommodations={})
    page = (await service.anonymous.get(card_of(service, offer_id), headers={"Accept-Language": "en"})).text
    assert page.count("Not known, please ask") == 2
    assert "free" in page
    assert '<html lang="en">' in page


@pytest.mark.parametrize(
    ("change", "notice"),
    [
        ({"schedule": {"endsOn": "2020-01-01"}}, "Dit is voorbij."),
        ({"places": {"available": 0}}, "alle plekken bezet"),
        ({"schedule": {"startsOn": "2099-03-01"}}, "Dit begint op 1 maart 2099."),
        ({"schedule": {"endsOn": "2099-03-01"}}, "Dit loopt tot en met 1 maart 2099."),
    ],
)
async def test_who_cannot_simply_join_reads_that_first(service: Service, change: dict[str, Any], notice: str) -> None:
    assert notice in (await service.anonymous.get(card_of(service, await offered(service, **change)))).text


@pytest.mark.parametrize(
    "change",
    [{"status": "draft"}, {"status": "paused"}, {"kind": "placement", "paidWorkCheck": {"vacancyOpen": True}}],
)
async def test_what_is_not_published_is_not_there(service: Service, change: dict[str, Any]) -> None:
    page = await service.anonymous.get(card_of(service, await offered(service, **change)))
    assert page.status_code == 404
    assert "Dit aanbod is er nu niet" in page.text
    assert "Timmeren" not in page.text


async def test_without_its_own_card_an_offer_of_a_closed_catalogue_is_not_there(service: Service) -> None:
    offer_id, other = await offered(service), await offered(service)
    for address in (f"/offers/{offer_id}", f"/offers/{offer_id}?card=x", card_of(service, offer_id, of=other)):
        assert (await service.anonymous.get(address)).status_code == 404
    assert (await service.anonymous.get("/offers/nothing?card=é")).status_code == 404
    await service.partner.delete(f"/offers/{offer_id}")
    assert (await service.anonymous.get(card_of(service, offer_id))).status_code == 404


async def test_in_a_public_catalogue_everyone_may_look(database_url: str) -> None:
    async with running_service(database_url, public_catalogue=True) as service:
        offer_id = await offered(service)
        address = address_on_card("", offer_id, service.node.secrets, public_catalogue=True)
        assert address == f"/offers/{offer_id}"
        assert (await service.anonymous.get(address)).status_code == 200
