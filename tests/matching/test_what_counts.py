"""Taking part or contributing, what is avoided, what is only described, and wishes that are still open."""

from typing import Any

import pytest

from matching.facts import LoadCapacity, OfferFacts
from matching.interests import is_open
from matching.vocabulary import DayPart, LoadAxis, OfferKind
from tests.matching.builders import a_client, an_offer, ask


def order(*offers: OfferFacts, **client: Any) -> list[str]:
    return [match.offer_id for match in ask(*offers, client=a_client(**client), limit=50).matches]


def cautions(offer: OfferFacts, **client: Any) -> dict[str, str]:
    (match,) = ask(offer, client=a_client(**client)).matches
    return {caution.code: caution.text for caution in match.cautions}


@pytest.mark.parametrize(
    "phrase",
    [
        "?",
        "",
        "weet ik niet",
        "Ik weet het niet",
        "maakt niet uit",
        "geen idee",
        "iets nieuws",
        "bilmiyorum",
        "kweenie",
        "alles",
        "gewoon iets leuks doen",
        "zou het niet weten",
        "wat u denkt",
        "maakt mij niks uit",
        "не знаю",
        "x",
    ],
)
def test_who_does_not_know_yet_has_an_open_wish(phrase: str) -> None:
    assert is_open(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "weet ik niet, iets met dieren",
        "iets met hout",
        "piloot worden",
        "nieuws lezen",
        "alles met dieren",
        "geen mensen",
        "niks met kinderen",
        "doe maar iets met koken",
        "iets rustigs",
    ],
)
def test_who_names_something_has_no_open_wish(phrase: str) -> None:
    assert not is_open(phrase)


def test_an_open_wish_gets_small_steps_first_and_something_suits() -> None:
    small = an_offer("z", kind=OfferKind.ACTIVITY, minimum_hours_per_week=1, ladder_step=2)
    big = an_offer("a", kind=OfferKind.WORK_EXPERIENCE, minimum_hours_per_week=8, ladder_step=5)
    client = a_client(interests=("weet ik niet",))
    answer = ask(small, big, client=client)
    assert [match.offer_id for match in answer.matches] == ["z", "a"]
    assert not answer.nothing_suitable
    assert answer.unresolved_interests == ()


def test_a_clear_wish_next_to_an_open_one_still_comes_first() -> None:
    wood = an_offer("wood", minimum_hours_per_week=6, ladder_step=4)
    easy = an_offer("easy", title="Schaken", interests=("schaken",), description="", minimum_hours_per_week=1)
    assert order(easy, wood, interests=("?", "iets met hout"))[0] == "wood"


def test_who_wants_to_contribute_is_not_sent_to_where_people_are_helped() -> None:
    words: dict[str, Any] = {"title": "Computerhulp", "interests": (), "description": ""}
    helped, helping = an_offer("a", kind=OfferKind.ACTIVITY, **words), an_offer("z", **words)
    assert order(helped, helping, interests=("anderen helpen met de computer",)) == ["z", "a"]


def test_what_is_avoided_weighs_more_than_all_that_is_easy() -> None:
    avoided = an_offer("near", interests=("houtbewerking", "kinderen"))
    plain = an_offer("plain", day_parts=frozenset({DayPart.MON_MORNING}), group_size=12, ladder_step=5)
    assert order(avoided, plain, avoid=("kinderen",)) == ["plain", "near"]


@pytest.mark.parametrize("avoid", ["mannen bij het sporten", "alleen maar hout"])
def test_part_of_what_is_avoided_is_not_avoided_by_itself(avoid: str) -> None:
    assert "avoid" not in cautions(an_offer(), avoid=(avoid,))


def test_who_avoids_noise_is_told_where_it_is_loud() -> None:
    loud = an_offer(load={**dict.fromkeys(LoadAxis, 1), LoadAxis.STIMULI: 2})
    assert cautions(loud, avoid=("lawaai",))["avoid-stimuli"] == "Let op: het is hier vrij druk of luid."
    assert "avoid-stimuli" not in cautions(an_offer(), avoid=("lawaai",))
    assert order(an_offer("a", load=loud.load), an_offer("z"), avoid=("lawaai",)) == ["z", "a"]


LIGHT = LoadCapacity(levels=dict.fromkeys(LoadAxis, 1))
HEAVY: dict[str, Any] = {"description": "Kratten tillen hoort erbij.", "load": {}}


def test_a_load_that_is_only_described_is_told_and_counts() -> None:
    told = cautions(an_offer(**HEAVY), load_capacity=LIGHT)
    assert told["load-hint"].startswith("Let op: er staat ‘")
    silent = an_offer("z", load={})
    assert order(an_offer("a", **HEAVY), silent, load_capacity=LIGHT) == ["z", "a"]


def test_a_described_load_says_nothing_to_who_can_carry_it_or_where_the_partner_said_how_much() -> None:
    strong = LoadCapacity(levels=dict.fromkeys(LoadAxis, 3))
    assert "load-hint" not in cautions(an_offer(**HEAVY), load_capacity=strong)
    known = an_offer(description=HEAVY["description"], load=dict.fromkeys(LoadAxis, 1))
    assert "load-hint" not in cautions(known, load_capacity=LIGHT)


def test_a_load_that_is_denied_is_no_load() -> None:
    denied = an_offer(description="Je hoeft hier geen kratten te tillen.", load={})
    assert "load-hint" not in cautions(denied, load_capacity=LIGHT)
