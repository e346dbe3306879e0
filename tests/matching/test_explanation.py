import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import matching
from matching import Match, distance_km
from matching.facts import LoadCapacity, Needs, Travel
from matching.vocabulary import (
    DayPart,
    DutchLevel,
    FoundIn,
    Guidance,
    Language,
    LoadAxis,
    OfferKind,
    Precision,
    TravelMode,
)
from tests.matching.builders import HOME, NEARBY, TODAY, a_client, an_offer, an_unspoken_offer, ask

TEXTS = tomllib.loads((Path(matching.__file__).parent / "telling" / "sentences.toml").read_text(encoding="utf-8"))
SAID = [(language, section) for language in Language for section in ("reasons", "cautions", "would-help")]


def match_of(*, offer: dict[str, Any] | None = None, language: Language = Language.DUTCH, **client: Any) -> Match:
    (match,) = ask(an_offer(**(offer or {})), client=a_client(**client), language=language).matches
    return match


def reasons(match: Match) -> dict[str, str]:
    return {sentence.code: sentence.text for sentence in match.reasons}


def cautions(match: Match) -> dict[str, str]:
    return {sentence.code: sentence.text for sentence in match.cautions}


def test_every_sentence_is_there_in_both_languages_with_the_same_fields() -> None:
    dutch, english = ({section: TEXTS[language][section] for section in TEXTS["nl"]} for language in Language)
    for section, texts in dutch.items():
        assert texts.keys() == english[section].keys()
        for code, text in texts.items():
            assert fields(text) == fields(english[section][code])


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize(("language", "section"), SAID)
def test_sentences_are_short_and_speak_of_no_duty(language: Language, section: str) -> None:
    for text in TEXTS[language][section].values():
        assert len(text.split()) <= 18
        assert text.endswith(".")
        assert not re.search(r"\b(moet|moeten|verplicht|plicht|sanctie|straf|must|duty|oblig|sanction)", text.lower())


def test_the_wish_is_the_first_reason_and_quotes_the_client() -> None:
    match = match_of()
    assert match.reasons[0].code == "interest"
    assert match.reasons[0].text == "Sluit aan bij ‘iets met hout’: het gaat hier om houtbewerking."
    (found,) = match.interests
    assert (found.asked, found.concept, found.strength) == ("iets met hout", "houtbewerking", 1.0)
    assert found.where in {FoundIn.TITLE, FoundIn.INTERESTS}


def test_the_same_is_said_in_english() -> None:
    match = match_of(language=Language.ENGLISH)
    assert match.reasons[0].text == "Fits with ‘iets met hout’: this is about woodworking."
    assert reasons(match)["day-parts"] == "It can be done when you have time: Monday morning."


def test_what_only_the_description_shows_is_quoted_from_it() -> None:
    match = match_of(
        offer={"title": "De werkplaats", "interests": (), "description": "Een lezing over schaken."},
        interests=("schaken",),
    )
    assert match.reasons[0].code == "interest-hint"
    assert match.interests[0].where is FoundIn.DESCRIPTION


@pytest.mark.parametrize(
    ("description", "said"),
    [
        ("Een lezing over schaken.", "Er staat ‘schaken’ bij. Vraag of dat past bij ‘schaken’ en ‘schaakclub’."),
        (
            "We schaken samen.",
            "Sluit aan bij ‘schaken’ en ‘schaakclub’: er staat ‘schaken’ bij. Dat hoort bij schaken.",
        ),
    ],
)
def test_what_is_said_of_two_wishes_is_said_once(description: str, said: str) -> None:
    match = match_of(
        offer={"title": "De werkplaats", "interests": (), "description": description},
        interests=("schaken", "schaakclub"),
    )
    assert [each.text for each in match.reasons if each.code.startswith("interest")] == [said]


def test_what_makes_it_easy_to_say_yes_is_told() -> None:
    told = reasons(match_of(ladder_goal=4))
    assert told["goals"] == "Past bij wat je wilt: ergens goed in worden."
    assert told["load-fits"] == "Past bij wat je aankunt."
    assert told["small-start"] == "Je kunt klein beginnen, vanaf 2 uur per week."
    assert told["day-parts"] == "Het kan op een moment dat jij kunt: maandagochtend."
    assert told["guidance"] == "Er is begeleiding."
    assert told["small-group"] == "Het is een kleine groep: 5 mensen."
    assert told["close-by"] == "Dichtbij: ongeveer 4 minuten fietsen."
    assert "next-step" in told


def test_a_language_besides_dutch_is_told_to_who_speaks_little_dutch() -> None:
    offer = {"languages": ("nl", "tr", "ar")}
    told = reasons(match_of(offer=offer, dutch_level=DutchLevel.A2, languages=("tr", "ar", "nl")))
    assert told["own-language"] == "Er wordt ook Turks en Arabisch gesproken."
    assert "own-language" not in reasons(match_of(offer=offer, dutch_level=DutchLevel.C1, languages=("tr", "nl")))


@pytest.mark.parametrize("facility", ["wheelchair", "seated", "quiet"])
def test_a_needed_facility_is_a_reason_or_a_question(facility: str) -> None:
    needed: dict[str, Any] = {facility: True}
    needs = Needs(**needed)
    assert facility in reasons(match_of(needs=needs))
    assert f"{facility}-unknown" in cautions(match_of(offer={facility: None}, needs=needs))
    assert f"{facility}-unknown" not in cautions(match_of(offer={facility: None}))


def test_every_unknown_that_matters_to_this_client_is_a_caution() -> None:
    client = a_client(
        dutch_level=DutchLevel.A1,
        conduct_certificate_possible=False,
        needs=Needs(wheelchair=True, seated=True, quiet=True, guidance=Guidance.SOME),
    )
    (match,) = ask(an_unspoken_offer(), client=client).matches
    assert set(cautions(match)) == {
        "load-unknown",
        "hours-unknown",
        "day-parts-unknown",
        "places-unknown",
        "position-unknown",
        "dutch-level-unknown",
        "conduct-certificate-unknown",
        "women-only-unknown",
        "cost-unknown",
        "wheelchair-unknown",
        "seated-unknown",
        "quiet-unknown",
        "group-size-unknown",
        "guidance-unknown",
    }


def test_an_unknown_that_does_not_matter_to_this_client_is_no_caution() -> None:
    client = matching_nothing()
    (match,) = ask(an_unspoken_offer(), client=client).matches
    assert set(cautions(match)) == {"hours-unknown", "places-unknown"}


def matching_nothing() -> Any:
    return a_client(
        load_capacity=LoadCapacity(),
        day_parts=frozenset[DayPart](),
        point=None,
        travel=Travel(),
        women_only_welcome=True,
        needs=Needs(),
        max_cost_euros=None,
        max_group_size=None,
    )


def test_an_unknown_load_is_named_by_its_axes() -> None:
    load = {**dict.fromkeys(LoadAxis, 1), LoadAxis.PHYSICAL: None, LoadAxis.STIMULI: None}
    match = match_of(offer={"load": load})
    assert match.unknown == ("physical", "stimuli")
    assert "lichamelijk en drukte en geluid" in cautions(match)["load-unknown"]
    assert "load-fits" not in reasons(match)


def test_headroom_is_capacity_minus_demand_and_none_where_either_is_unknown() -> None:
    load = {**dict.fromkeys(LoadAxis, 1), LoadAxis.STIMULI: None}
    levels: dict[LoadAxis, int | None] = {**dict.fromkeys(LoadAxis, 3), LoadAxis.MENTAL: None}
    match = match_of(offer={"load": load}, load_capacity=LoadCapacity(hours_per_week=8, levels=levels))
    expected = {"hoursPerWeek": 6, "physical": 2, "posture": 2, "mental": None, "social": 2, "stimuli": None}
    assert match.headroom == expected
    assert match_of(offer={"minimum_hours_per_week": None}).headroom["hoursPerWeek"] is None
    assert match_of(offer={"minimum_hours_per_week": None}).unknown == ("hoursPerWeek",)


def test_travel_tells_kilometres_minutes_and_the_rougher_precision() -> None:
    travel = match_of(offer={"precision": Precision.PC4}).travel
    assert travel is not None
    assert travel.km == round(distance_km(HOME, NEARBY), 2)
    assert (travel.minutes, travel.mode, travel.precision) == (4, TravelMode.BIKE, Precision.PC4)
    assert "travel-rough" in cautions(match_of(offer={"precision": Precision.PC4}))
    assert "travel-rough" in cautions(match_of(precision=Precision.PC4))
    assert "travel-rough" not in cautions(match_of())


def test_a_client_of_unknown_precision_leaves_it_to_the_offer() -> None:
    travel = match_of(precision=Precision.UNKNOWN, offer={"precision": Precision.PC6}).travel
    assert travel is not None
    assert travel.precision is Precision.PC6


def test_without_a_position_there_is_no_travel() -> None:
    assert match_of(offer={"point": None}).travel is None
    assert match_of(point=None).travel is None
    assert "position-unknown" in cautions(match_of(point=None))


def test_a_later_start_is_a_caution_with_its_date() -> None:
    match = match_of(offer={"starts_on": date(2027, 3, 1)})
    assert cautions(match)["starts-later"] == "Begint later: op 1 maart 2027."
    assert "starts-later" not in cautions(match_of(offer={"starts_on": TODAY}))
    assert "starts-later" not in cautions(match_of(offer={"starts_on": TODAY - timedelta(days=9)}))


def test_what_the_client_wants_to_avoid_is_a_caution_that_quotes_it() -> None:
    match = match_of(offer={"description": "Er zijn ook kinderen."}, avoid=("kinderen",))
    assert cautions(match)["avoid"] == "Let op: hier kun je ‘kinderen’ tegenkomen (‘kinderen’)."


@pytest.mark.parametrize(
    ("offer", "client", "code"),
    [
        ({"guidance": Guidance.NONE}, {}, "guidance-less"),
        ({"languages": ("pl",)}, {}, "language"),
        ({"group_size": 12}, {"social_wish": 0}, "big-group"),
        ({"load": dict.fromkeys(LoadAxis, 2)}, {"social_wish": 0}, "more-contact"),
        ({"load": dict.fromkeys(LoadAxis, 1)}, {"social_wish": 3}, "less-contact"),
        ({"kind": OfferKind.SHELTERED_WORK}, {}, "indication-asked"),
        ({"kind": OfferKind.PLACEMENT}, {"interests": ("hout leren bewerken",)}, "helps-out"),
        ({"kind": OfferKind.ACTIVITY}, {"interests": ("anderen helpen",)}, "takes-part"),
        ({"kind": OfferKind.COURSE, "title": "Taalles"}, {"dutch_level": DutchLevel.C1}, "teaches-dutch"),
        ({"title": "Tekenen", "interests": ("tekenen",), "description": ""}, {}, "something-else"),
    ],
)
def test_what_to_keep_in_mind_is_a_caution(offer: dict[str, Any], client: dict[str, Any], code: str) -> None:
    assert code in cautions(match_of(offer=offer, **client))
    assert code not in cautions(match_of())


@pytest.mark.parametrize(
    ("title", "interests", "said"),
    [
        ("Tekenen", ("zwemmen",), "Let op: dit is iets anders dan je vroeg."),
        ("Tekenen", ("zwinkelen met een blurf",), "Of dit past bij wat je vroeg, is niet duidelijk. Vraag het na."),
        ("Tekenen", ("knopen en een jas",), "Of dit past bij wat je vroeg, is niet duidelijk. Vraag het na."),
        ("Repair-uur", ("zwemmen",), "Of dit past bij wat je vroeg, is niet duidelijk. Vraag het na."),
        ("De Brug", ("zwemmen",), "Of dit past bij wat je vroeg, is niet duidelijk. Vraag het na."),
    ],
)
def test_something_else_is_said_only_where_both_sides_were_read_for_certain(
    title: str, interests: tuple[str, ...], said: str
) -> None:
    offer = {"title": title, "interests": (), "description": ""}
    assert cautions(match_of(offer=offer, interests=interests))["something-else"] == said


def test_a_neighbour_of_the_wish_is_told_to_be_only_close_to_it() -> None:
    offer = {"title": "Tekenen", "description": "", "interests": ("tekenen",)}
    match = match_of(offer=offer, interests=("schilderen",))
    assert match.interests[0].strength < 0.55
    assert match.reasons[0].code == "interest-near"
    assert match.reasons[0].text.startswith("Niet precies ‘schilderen’, wel in de buurt: ")
