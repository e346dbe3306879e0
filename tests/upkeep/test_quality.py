from typing import Any

import pytest

from api.catalogue.upkeep.quality.view import WORDS
from api.catalogue.upkeep.quality.vocabulary import WEIGHT_OF, CriterionCode
from tests.service import Service, an_offer, running_service

FULL: dict[str, Any] = {
    "schedule": {"dayParts": ["mon-morning"]},
    "load": {"physical": 2, "posture": 1, "mental": 0, "social": 1, "stimuli": 1},
    "requirements": {"dutchLevel": "A1"},
    "accommodations": {"wheelchair": False, "languages": ["nl"]},
    "places": {"total": 4, "available": 0},
    "costEuros": 0,
    "groupSize": 6,
    "contact": {"email": "balie@focus.example"},
}


async def quality(service: Service, language: str = "nl", **changes: Any) -> dict[str, Any]:
    made = await service.partner.post("/offers", an_offer(**changes))
    assert made.status_code == 201, made.text
    answer = await service.partner.get(f"/offers/{made.json()['id']}/quality", Accept_Language=language)
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def lacking(told: dict[str, Any]) -> dict[str, str]:
    return {each["code"]: each["text"] for each in told["criteria"] if each["text"]}


async def test_a_full_offer_lacks_nothing_and_a_known_no_is_as_good_as_a_yes(service: Service) -> None:
    told = await quality(service, **FULL)
    assert (told["score"], told["fixFirst"], lacking(told)) == (1, [], {})
    assert told["understood"][0] == {
        "concept": "houtbewerking",
        "label": "houtbewerking",
        "found": "Timmeren",
        "where": "title",
        "isCertain": True,
    }


async def test_an_offer_that_only_says_how_to_sign_up_is_told_so_first(service: Service) -> None:
    told = await quality(
        service, title="Wijkactiviteit", interests=[], description="Aanmelden kan bij de balie of via de website."
    )
    assert [each["code"] for each in told["fixFirst"]] == ["activity", "day-parts", "title"]
    assert told["fixFirst"][0]["text"] == (
        "Zeg erbij wat je er doet: nu staat er alleen hoe je je aanmeldt of waar het is."
    )
    assert not any(each["isCertain"] for each in told["understood"])


@pytest.mark.parametrize(
    ("change", "code", "text"),
    [
        ({"title": "Kom erbij", "interests": [], "description": None}, "activity",
         "Schrijf in een paar zinnen wat je er doet."),
        ({"location": {"postcode": "9999ZZ"}}, "location",
         "De postcode 9999ZZ kennen wij niet. Kijk of die klopt, of geef de plek op de kaart."),
        ({"location": {"name": "Huis"}}, "location", "Zet de postcode erbij. Dan vinden mensen uit de buurt je."),
        ({"location": {"attendance": "online"}}, "location", None),
        ({"load": {**FULL["load"], "stimuli": None}}, "load",
         "Zeg hoe zwaar het is (drukte en geluid). Wie weinig aankan, weet dan of het past."),
        ({"interests": ["timmeren", "xyzzy", "qwrtp"]}, "interests",
         "Deze woorden kennen wij niet: ‘xyzzy’ en ‘qwrtp’. Kies er een woord bij dat mensen vaak gebruiken."),
        ({"interests": []}, "interests", None),
        ({"contact": {"name": "Coördinator"}}, "contact",
         "Zet er een e-mailadres of telefoonnummer bij. Alleen jouw organisatie ziet het."),
        ({"title": "Woensdag in de Focus"}, "title", "Maak de titel duidelijker. Zeg erin wat je er doet."),
        ({"hoursPerWeek": {}}, "hours", "Zeg vanaf hoeveel uur per week je mee kunt doen."),
    ],
)  # fmt: skip
async def test_what_lacks_is_told_in_words(
    service: Service, change: dict[str, Any], code: str, text: str | None
) -> None:
    told = await quality(service, **FULL | change)
    assert lacking(told).get(code) == text
    assert (told["score"] < 1) == (text is not None)


async def test_what_nobody_looked_at_for_long_is_asked_about(database_url: str) -> None:
    async with running_service(database_url, key_days=400) as service:
        made = (await service.partner.post("/offers", an_offer(**FULL))).json()
    async with running_service(database_url, clock_offset_days=200, key_days=400) as later:
        told = (await later.admin.get(f"/offers/{made['id']}/quality")).json()
        assert [each["code"] for each in told["fixFirst"]] == ["assurance"]


async def test_saying_more_never_lowers_the_score(service: Service) -> None:
    scores = []
    told: dict[str, Any] = {}
    for name in (None, *FULL):
        told |= {name: FULL[name]} if name else {}
        scores.append((await quality(service, "en", **told))["score"])
    assert scores == sorted(scores)
    assert scores[0] < scores[-1] == 1


async def test_quality_is_for_the_partner_itself(service: Service) -> None:
    offer_id = (await service.partner.post("/offers", an_offer())).json()["id"]
    assert (await service.other_partner.get(f"/offers/{offer_id}/quality")).status_code == 404
    assert (await service.coach.get(f"/offers/{offer_id}/quality")).status_code == 403


def test_every_criterion_has_a_weight_and_words_in_both_languages() -> None:
    assert set(WEIGHT_OF) == set(CriterionCode)
    assert all(code in words for code in CriterionCode for words in WORDS.values())
