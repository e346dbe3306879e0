"""Taking part or contributing, as it follows from the client's own words; and lessons in a language one speaks."""

from typing import NamedTuple

import pytest

from matching.facts import OfferFacts
from matching.interests import Involvement, asked_role, load_vocabulary
from matching.vocabulary import DutchLevel, OfferKind
from tests.matching.builders import a_client, an_offer, ask


class Said(NamedTuple):
    """What an offer says of itself, next to its opposite."""

    title: str
    interests: str
    description: str


COOKING = (
    Said("Kookles", "koken", "Je leert elke week een gerecht."),
    Said("Koken voor daklozen", "koken", "Je kookt voor veertig mensen."),
)
DUTCH = (
    Said("Taalles", "Nederlands", "Les voor beginners."),
    Said("Taalcoach gezocht", "Nederlands, begeleiden", "Je helpt een nieuwkomer met de taal."),
)
BUDDY = (
    Said("Maatje nodig?", "maatje", "Wij zoeken een maatje voor jou."),
    Said("Word maatje", "maatje", "Je gaat op pad met iemand die steun nodig heeft."),
)
COMPUTER = (
    Said("Digicafé", "computer", "Hulp bij je laptop en telefoon."),
    Said("Digihulp", "computer", "Je helpt mensen met hun laptop."),
)
PAPERS = (
    Said("Papierwinkel", "formulieren", "Hulp bij brieven en formulieren."),
    Said("Formulierenhulp worden", "formulieren", "Je helpt anderen met brieven."),
)
VISITS = (
    Said("Bezoek aan huis", "bezoek", "Iemand komt bij je langs."),
    Said("Bezoekvrijwilliger", "bezoek, ouderen", "Je gaat langs bij iemand die alleen is."),
)
DEBTS = (
    Said("Geldcafé", "schulden", "Hulp bij schulden."),
    Said("Schuldhulpmaatje", "schulden", "Je helpt iemand met schulden."),
)
FOOTBALL = (
    Said("Voetbal", "voetbal", "Partijtje."),
    Said("Jeugdtrainer", "voetbal, jeugd", "Je geeft training aan kinderen."),
)
COFFEE = (
    Said("Koffieochtend", "koffie", "Schuif aan."),
    Said("Koffie schenken", "koffie", "Je schenkt koffie voor bezoekers."),
)
SWIMMING = (
    Said("Zwemles", "zwemmen", "Zwemles voor volwassenen."),
    Said("Badmeester", "toezicht, zwembad", "Je houdt toezicht."),
)
GARDEN = (
    Said("Moestuin", "moestuin", "Zaaien en oogsten."),
    Said("Tuinhulp", "tuin, ouderen", "Je helpt ouderen in de tuin."),
)


def offered(said: Said, kind: OfferKind) -> OfferFacts:
    interests = tuple(word.strip() for word in said.interests.split(","))
    return an_offer(kind, kind=kind, title=said.title, interests=interests, description=said.description)


def first(pair: tuple[Said, Said], phrase: str) -> OfferKind:
    kinds = (OfferKind.ACTIVITY, OfferKind.PLACEMENT)
    offers = [offered(said, kind) for said, kind in zip(pair, kinds, strict=True)]
    answer = ask(*offers, client=a_client(interests=(phrase,), goals=frozenset(), languages=("tr", "nl")))
    return OfferKind(answer.matches[0].offer_id)


@pytest.mark.parametrize(
    ("phrase", "pair"),
    [
        ("leren koken", COOKING),
        ("ik wil beter Nederlands leren", DUTCH),
        ("ik zoek een maatje", BUDDY),
        ("hulp met mijn computer", COMPUTER),
        ("ik kom niet uit mijn papieren", PAPERS),
        ("bezoek krijgen", VISITS),
        ("van mijn schulden af", DEBTS),
        ("een potje voetbal", FOOTBALL),
        ("koffie drinken", COFFEE),
        ("leren zwemmen", SWIMMING),
        ("eigen groente verbouwen", GARDEN),
    ],
)
def test_who_asks_to_learn_or_take_part_gets_that_first(phrase: str, pair: tuple[Said, Said]) -> None:
    assert first(pair, phrase) is OfferKind.ACTIVITY


@pytest.mark.parametrize(
    ("phrase", "pair"),
    [
        ("koken voor anderen", COOKING),
        ("taalcoach zijn", DUTCH),
        ("maatje zijn voor iemand", BUDDY),
        ("mensen helpen met computers", COMPUTER),
        ("mensen helpen met formulieren", PAPERS),
        ("oude mensen opzoeken", VISITS),
        ("schuldhulpmaatje worden", DEBTS),
        ("voetbal trainer", FOOTBALL),
        ("koffie schenken", COFFEE),
        ("tuinieren voor ouderen", GARDEN),
    ],
)
def test_who_asks_to_contribute_gets_that_first(phrase: str, pair: tuple[Said, Said]) -> None:
    assert first(pair, phrase) is OfferKind.PLACEMENT


@pytest.mark.parametrize("phrase", ["koken", "mensen leren kennen", "anderen helpen leren lezen"])
def test_who_says_neither_or_both_leans_to_no_side(phrase: str) -> None:
    assert asked_role(phrase, load_vocabulary()) is None


def test_a_course_is_a_lesson_and_everything_is_not() -> None:
    assert asked_role("naailes", load_vocabulary()) is Involvement.TAKING_PART
    assert asked_role("alles met wol", load_vocabulary()) is None


def test_one_wish_of_many_says_nothing_of_the_others() -> None:
    wood, lesson = an_offer("wood"), an_offer("lesson", kind=OfferKind.ACTIVITY)
    wishes = ("iets met hout", "timmeren", "meubels maken")
    alone = ask(wood, lesson, client=a_client(interests=wishes)).matches
    together = ask(wood, lesson, client=a_client(interests=(*wishes, "voedselpakket krijgen"))).matches
    assert [match.offer_id for match in alone] == [match.offer_id for match in together]


def test_who_speaks_dutch_is_not_sent_to_a_language_cafe_for_company() -> None:
    cafe = an_offer("a", kind=OfferKind.ACTIVITY, title="Taalcafé", interests=("taalcafé",), description="")
    coffee = an_offer("z", kind=OfferKind.ACTIVITY, title="Koffieochtend", interests=("koffie",), description="")
    wish = ("onder de mensen",)
    fluent = ask(cafe, coffee, client=a_client(interests=wish, dutch_level=DutchLevel.C1))
    learning = ask(cafe, coffee, client=a_client(interests=wish, dutch_level=DutchLevel.A2, languages=("ar", "nl")))
    assert [match.offer_id for match in fluent.matches] == ["z", "a"]
    fluent_score, learning_score = (
        next(match.score for match in answer.matches if match.offer_id == "a") for answer in (fluent, learning)
    )
    assert fluent_score < 0.9 * learning_score


@pytest.mark.parametrize(
    ("phrase", "role"),
    [
        ("wie kan mij helpen met verhuizen", Involvement.TAKING_PART),
        ("de ladder op lukt me niet meer", Involvement.TAKING_PART),
        ("ruzie met mijn zus", Involvement.TAKING_PART),
        ("praten met mensen die ook een hersenbloeding hadden", Involvement.TAKING_PART),
        ("zingen met anderen", Involvement.TAKING_PART),
        ("iets nuttigs doen met mijn handen", Involvement.CONTRIBUTING),
        ("soep maken voor mensen die buiten slapen", Involvement.CONTRIBUTING),
        ("taalcoach worden", Involvement.CONTRIBUTING),
        ("kinderen iets aan muziek leren", Involvement.CONTRIBUTING),
        ("boekhouden", Involvement.CONTRIBUTING),
        ("gezond ouder worden", None),
        ("sjoelen", None),
    ],
)
def test_whole_sayings_tell_on_which_side_someone_is(phrase: str, role: Involvement | None) -> None:
    assert asked_role(phrase, load_vocabulary()) is role
