from typing import Any

import pytest

from matching import Match
from matching.facts import OfferFacts, Point
from tests.matching.builders import a_client, an_offer, ask

COFFEE = {"interests": ("koffie",), "title": "Koffie aan de lange tafel"}
WORDS = "Elke ochtend staat de koffie klaar en schuif je aan met de krant of een praatje over het weer van vandaag."


def coffee(offer_id: str, **changes: Any) -> OfferFacts:
    return an_offer(offer_id, **{**COFFEE, "description": f"{offer_id} {offer_id}2 {offer_id}3.", **changes})


def matches(*offers: OfferFacts, limit: int = 50, **client: Any) -> tuple[Match, ...]:
    return ask(*offers, client=a_client(**client), limit=limit).matches


def order(*offers: OfferFacts, **client: Any) -> list[str]:
    return [match.offer_id for match in matches(*offers, **client)]


def test_three_times_the_same_idea_leaves_room_for_another() -> None:
    same = [coffee(name, title=f"Koffie in {name}") for name in ("aa", "bb", "cc", "dd")]
    other = an_offer("walk", title="Wandelen", interests=("wandelen",), description="", group_size=8)
    wishes = ("koffie drinken", "wandelen")
    assert "walk" in order(*same, other, interests=wishes)[:4]


def test_variety_never_brings_up_what_does_not_answer_the_wish() -> None:
    same = [coffee(name, title=f"Koffie in {name}") for name in ("aa", "bb", "cc", "dd", "ee", "ff")]
    unsuitable = an_offer("chess", title="Schaken", interests=("schaken",), description="")
    assert order(*same, unsuitable, interests=("koffie drinken",))[-1] == "chess"


def test_a_new_guise_of_one_offer_comes_last_and_says_so() -> None:
    once, again = coffee("once", description=WORDS), coffee("renamed", title="Koffie en meer", description=WORDS)
    chess = an_offer("chess", title="Schaken", interests=("schaken",), description="")
    found = matches(once, again, chess, interests=("koffie drinken", "schaken"))
    assert [match.offer_id for match in found][-1] in {"once", "renamed"}
    assert next(caution.code for caution in found[-1].cautions) == "same-again"
    assert all("same-again" not in [caution.code for caution in match.cautions] for match in found[:-1])


def test_however_often_it_is_renamed_an_offer_counts_once() -> None:
    same = [coffee(f"name{number}", title=f"Koffie {number}", description=WORDS) for number in range(9)]
    chess = an_offer("chess", title="Schaken", interests=("schaken",), description="")
    found = matches(*same, chess, interests=("koffie drinken", "schaken"), limit=2)
    assert "chess" in [match.offer_id for match in found]


@pytest.mark.parametrize("limit", range(1, 8))
def test_the_first_few_are_the_first_of_all(limit: int) -> None:
    same = [coffee(f"name{number}", title=f"Koffie {number}", description=WORDS) for number in range(9)]
    # Below what these nine score by themselves, and yet above each that is only a new name.
    poor: dict[str, Any] = {"goals": frozenset(), "guidance": None, "load": {}, "point": Point(51.93, 4.5)}
    other = an_offer("tea", title="Theeleut", interests=(), description="", **poor)
    everything = order(*same, other, interests=("koffie drinken",))
    assert everything[1] == "tea"
    found = matches(*same, other, interests=("koffie drinken",), limit=limit)
    assert [match.offer_id for match in found] == everything[:limit]


def test_alike_words_of_other_people_elsewhere_are_no_guise() -> None:
    here = coffee("here", description=WORDS)
    there = coffee("there", description=WORDS, organization_id="others", point=Point(51.91, 4.51))
    found = matches(here, there, interests=("koffie drinken",))
    assert all("same-again" not in [caution.code for caution in match.cautions] for match in found)


def test_the_same_words_at_the_same_place_are_a_guise_whoever_writes_them() -> None:
    found = matches(
        coffee("a", description=WORDS),
        coffee("b", description=WORDS, organization_id="others"),
        interests=("koffie drinken",),
    )
    assert "same-again" in [caution.code for caution in found[-1].cautions]


def test_at_a_table_and_in_a_city_each_pair_scores_as_it_does_alone() -> None:
    same = [coffee(f"name{number}", title=f"Koffie {number}", description=WORDS) for number in range(4)]
    alike = [coffee(name, title=f"Koffie in {name}", organization_id=name) for name in ("aa", "bb", "cc", "dd")]
    client: dict[str, Any] = {"interests": ("koffie drinken",)}
    alone = {each.id: matches(each, **client)[0].score for each in (*same, *alike)}
    together = ask(*same, *alike, client=a_client(**client), limit=50, is_list=False).matches
    assert {match.offer_id: match.score for match in together} == alone
    assert [match.score for match in together] == sorted(alone.values(), reverse=True)
    assert not any(caution.code == "same-again" for match in together for caution in match.cautions)
    assert {match.offer_id: match.score for match in matches(*same, *alike, **client)} != alone
