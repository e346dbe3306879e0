"""For whom an offer is: read as facts, never excluding, ranking and cautioning by what is known of the client."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from matching import Answer, Catalogue, Question, Texts, rank, whom_of
from matching.facts import ClientProfile, OfferFacts, Point, Travel
from matching.vocabulary import Attendance, Audience, DutchLevel, OfferKind


def asked(client: ClientProfile, *offers: OfferFacts) -> Answer:
    catalogue = Catalogue()
    for offer in offers:
        catalogue.put(offer)
    return rank(catalogue, Question(client=client, on=date(2026, 11, 30), near_misses=0))


def an_offer(title: str, description: str = "", **facts: Any) -> OfferFacts:
    return replace(OfferFacts(title, "o", OfferKind.ACTIVITY, title, description=description), **facts)


def codes(answer: Answer, title: str) -> set[str]:
    match = next(each for each in answer.matches if each.offer_id == title)
    return {each.code for each in (*match.reasons, *match.cautions)}


@pytest.mark.parametrize(
    ("title", "description", "audience", "communities"),
    [
        ("Koffie voor Turkse vrouwen", "", {"women"}, {"TR"}),
        ("Woongroep Surinaamse ouderen", "", {"older-people"}, {"SR"}),
        ("Antilliaanse huiskamer", "", set(), {"CW"}),
        ("Jongerencentrum De Boei", "", {"young-people"}, set()),
        ("Koffie", "Inloop voor dak- en thuislozen.", {"homeless"}, set()),
        ("Autismecafé", "", {"mental-health"}, set()),
        ("Sport voor 55+", "", {"older-people"}, set()),
        ("Hoorcafé", "", {"deaf"}, set()),
        ("Voetbal", "Mannen en vrouwen spelen samen.", set(), set()),
        ("Naaien voor vrouwen en mannen", "", set(), set()),
        ("Koken", "Iedereen is welkom. Ook voor jongeren.", set(), set()),
        ("Turks leren", "We zorgen voor kinderen.", set(), set()),
        ("Gesprek", "Voor volwassen kinderen.", set(), set()),
    ],
)
def test_groups_and_communities_are_read(
    title: str, description: str, audience: set[str], communities: set[str]
) -> None:
    read = whom_of(Texts(title, description=description))
    assert {group.value for group in read.audience} == audience
    assert set(read.communities) == communities


def test_who_joins_a_placement_is_none_of_those_whom_it_helps() -> None:
    assert not whom_of(Texts("Maatje voor ouderen", kind=OfferKind.PLACEMENT)).audience


@pytest.mark.parametrize(
    ("text", "ages"),
    [("van 8-18 jaar", (8, 18)), ("10 t/m 14 jaar", (10, 14)), ("1,5 jaar lang", None), ("60+", (60, 120))],
)
def test_ages_are_read(text: str, ages: tuple[int, int] | None) -> None:
    assert whom_of(Texts("Club", description=text)).ages == ages


def test_it_never_excludes_and_always_asks() -> None:
    answer = asked(
        ClientProfile(interests=("zwemmen",), age=44), an_offer("Zwemmen voor kinderen"), an_offer("Zwemmen")
    )
    assert answer.feasible == 2
    assert [match.offer_id for match in answer.matches] == ["Zwemmen", "Zwemmen voor kinderen"]
    assert "for-others" in codes(answer, "Zwemmen voor kinderen")
    assert "for-others" not in codes(answer, "Zwemmen")


def test_among_ones_own_comes_first_and_is_told() -> None:
    client = ClientProfile(interests=("naaien",), women_only_welcome=True)
    answer = asked(client, an_offer("Naaien"), an_offer("Naaien voor vrouwen"), an_offer("Naaien voor mannen"))
    assert "among-own" in codes(answer, "Naaien voor vrouwen")
    assert "for-others" in codes(answer, "Naaien voor mannen")
    assert answer.matches[-1].offer_id == "Naaien voor mannen"


def test_men_and_women_together_are_for_who_is_welcome_among_women_too() -> None:
    client = ClientProfile(interests=("tuinieren",), women_only_welcome=True)
    answer = asked(
        client, an_offer("Tuinieren", "Je werkt samen met mannen en vrouwen."), an_offer("Tuinieren met lunch")
    )
    told = {match.offer_id: match.score for match in answer.matches}
    assert told["Tuinieren"] == told["Tuinieren met lunch"]
    assert "for-others" not in codes(answer, "Tuinieren")


def test_a_community_is_known_by_languages_and_own_words() -> None:
    offer = an_offer("Antilliaanse huiskamer", "Domino en koffie.")
    assert "own-community" in codes(asked(ClientProfile(interests=("domino",), languages=("pap",)), offer), offer.id)
    assert "own-community" in codes(asked(ClientProfile(interests=("domino met Antillianen",)), offer), offer.id)
    assert "for-a-community" in codes(asked(ClientProfile(interests=("domino",), languages=("nl",)), offer), offer.id)


def test_what_the_partner_says_wins_over_the_text() -> None:
    offer = an_offer("Koken voor vrouwen", audience=frozenset({Audience.CAREGIVERS}))
    answer = asked(ClientProfile(interests=("koken", "ik ben mantelzorger"), women_only_welcome=False), offer)
    assert "among-own" in codes(answer, offer.id)


def test_who_knows_least_dutch_hears_of_the_own_language() -> None:
    offer = an_offer("Koken", languages=("ar", "tr"))
    client = ClientProfile(interests=("koken",), languages=("ar",), dutch_level=DutchLevel.A1)
    assert "own-language" in codes(asked(client, offer), offer.id)


@pytest.mark.parametrize("attendance", [Attendance.ONLINE, Attendance.BY_PHONE, Attendance.AT_HOME])
def test_only_what_is_on_site_is_judged_by_travel(attendance: Attendance) -> None:
    far = an_offer("Koken", point=Point(53.2, 6.5), attendance=attendance)
    client = ClientProfile(interests=("koken",), point=Point(51.9, 4.5), travel=Travel(max_minutes=10))
    answer = asked(client, far)
    assert answer.feasible == 1
    assert answer.matches[0].components["distance"] == 1
    assert answer.matches[0].travel is None
    assert "position-unknown" not in codes(answer, "Koken")
    assert asked(client, replace(far, attendance=Attendance.ON_SITE)).feasible == 0
