from datetime import timedelta
from typing import Any

import pytest

from matching.facts import ClientProfile, LoadCapacity, Needs, OfferFacts, Point, Travel
from matching.judging.scoring import WEIGHTS
from matching.vocabulary import DayPart, DutchLevel, Goal, Guidance, LoadAxis
from tests.matching.builders import TODAY, a_client, an_offer, ask


def order(*offers: OfferFacts, **client: Any) -> list[str]:
    return [match.offer_id for match in ask(*offers, client=a_client(**client), limit=50).matches]


def component(name: str, offer: OfferFacts, client: ClientProfile | None = None) -> float:
    (match,) = ask(offer, client=client).matches
    return match.components[name]


def score(offer_id: str, *offers: OfferFacts, **client: Any) -> float:
    matches = ask(*offers, client=a_client(**client)).matches
    return next(match.score for match in matches if match.offer_id == offer_id)


def unrelated(offer_id: str, **changes: Any) -> OfferFacts:
    texts = {"title": "Schaakclub", "description": "", "interests": ("schaken",)}
    return an_offer(offer_id, **{**texts, **changes})


def test_the_weights_make_one_and_the_wish_is_more_than_half() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    assert WEIGHTS["interest"] > 0.5


def test_the_wish_weighs_more_than_all_that_is_easy() -> None:
    wished = an_offer("wished", point=Point(51.915, 4.515), ladder_step=5, goals=frozenset(), group_size=12)
    assert order(unrelated("easy"), wished) == ["wished", "easy"]


def test_of_two_equal_offers_the_nearest_comes_first() -> None:
    assert order(an_offer("a", point=Point(51.915, 4.515)), an_offer("b")) == ["b", "a"]


def test_an_offer_that_answers_two_wishes_beats_one_that_answers_one() -> None:
    both = an_offer("z", title="Houten schaakborden maken", interests=("houtbewerking", "schaken"))
    assert order(an_offer("a"), both, interests=("iets met hout", "schaken")) == ["z", "a"]


@pytest.mark.parametrize("wishes", [("schaken",), ("schaken", "breien")])
def test_wishes_that_are_answered_in_full_reach_one_be_it_one_or_more(wishes: tuple[str, ...]) -> None:
    everything = an_offer(title="Schaken en breien", description="", interests=("schaken", "breien"))
    assert component("interest", everything, a_client(interests=wishes)) == 1


def test_an_offer_that_has_all_of_a_phrase_beats_one_that_has_a_part_of_it() -> None:
    part, other_part = (
        an_offer(word[0], title=word, description="", interests=(word,)) for word in ("breien", "honden")
    )
    whole = an_offer("z", title="Breien voor honden", description="", interests=("breien", "honden"))
    assert order(part, other_part, whole, interests=("truien breien voor honden",))[0] == "z"


def test_what_a_client_wants_to_avoid_counts_against_an_offer_also_when_only_described() -> None:
    plain, described = an_offer("z"), an_offer("a", description="We zagen en schuren. Soms zijn er kinderen bij.")
    usual, avoiding = (score("a", plain, described, avoid=avoid) for avoid in ((), ("kinderen",)))
    assert avoiding < 0.9 * usual
    assert order(plain, an_offer("a", interests=("houtbewerking", "kinderen")), avoid=("kinderen",)) == ["z", "a"]


def test_nobody_avoids_what_they_ask_for() -> None:
    chess = unrelated("chess")
    (asked,) = ask(chess, client=a_client(interests=("schaken",))).matches
    (both,) = ask(chess, client=a_client(interests=("schaken",), avoid=("schaken",))).matches
    assert both.score == asked.score


def test_an_unknown_load_counts_as_middling_never_as_fine() -> None:
    known = component("load", an_offer(load=dict.fromkeys(LoadAxis, 1)))
    unknown = component("load", an_offer(load={}))
    tight = component("load", an_offer(load=dict.fromkeys(LoadAxis, 2)))
    assert unknown < tight < known


def test_contact_is_a_band_too_little_is_as_bad_as_too_much() -> None:
    quiet_client = a_client(social_wish=1)
    loads = [component("load", an_offer(load={**dict.fromkeys(LoadAxis, 0), LoadAxis.SOCIAL: 1}), quiet_client)]
    social_client = a_client(social_wish=3, load_capacity=LoadCapacity(levels=dict.fromkeys(LoadAxis, 3)))
    lonely = component("load", an_offer(load=dict.fromkeys(LoadAxis, 0), group_size=5), social_client)
    lively = component("load", an_offer(load={**dict.fromkeys(LoadAxis, 0), LoadAxis.SOCIAL: 3}), social_client)
    assert lonely < lively
    assert lonely < loads[0]


def test_a_big_group_suits_a_client_who_wants_little_contact_less() -> None:
    assert component("load", an_offer(group_size=12)) < component("load", an_offer(group_size=4))


@pytest.mark.parametrize(("given", "missed"), [(Guidance.SOME, Guidance.NONE), (Guidance.INTENSIVE, Guidance.NONE)])
def test_the_guidance_that_is_needed_counts(given: Guidance, missed: Guidance) -> None:
    assert component("load", an_offer(guidance=missed)) < component("load", an_offer(guidance=None))
    assert component("load", an_offer(guidance=None)) < component("load", an_offer(guidance=given))


@pytest.mark.parametrize("facility", ["wheelchair", "seated", "quiet"])
def test_a_needed_facility_that_is_there_counts(facility: str) -> None:
    there: dict[str, Any] = {facility: True}
    unsaid: dict[str, Any] = {facility: None}
    client = a_client(needs=Needs(**there))
    assert component("load", an_offer(**unsaid), client) < component("load", an_offer(**there), client)


def test_a_start_that_is_small_enough_is_easier() -> None:
    assert component("load", an_offer(minimum_hours_per_week=6)) < component("load", an_offer())
    assert component("load", an_offer(minimum_hours_per_week=None)) < component("load", an_offer())


def test_distance_counts_against_the_longest_way() -> None:
    far = a_client(travel=Travel(max_minutes=6))
    assert component("distance", an_offer(), far) < component("distance", an_offer())
    assert component("distance", an_offer(point=None)) == 0.5
    assert component("distance", an_offer(), a_client(point=None)) == 0.5


def test_a_later_start_is_waited_for() -> None:
    soon, late = (an_offer(starts_on=TODAY + timedelta(days=days)) for days in (7, 90))
    assert component("schedule", late) < component("schedule", soon) < component("schedule", an_offer())


def test_enough_day_parts_for_the_hours_suit_the_week() -> None:
    assert component("schedule", an_offer(minimum_hours_per_week=8)) == 0.5
    both = a_client(day_parts=frozenset({DayPart.MON_MORNING, DayPart.THU_MORNING}))
    assert component("schedule", an_offer(minimum_hours_per_week=8), both) == 1


def test_goals_that_are_shared_count() -> None:
    assert component("growth", an_offer(goals=frozenset())) < component("growth", an_offer())
    anything = a_client(goals=frozenset[Goal]())
    assert component("growth", an_offer(goals=frozenset()), anything) == component("growth", an_offer(), anything)


def test_the_smallest_step_on_the_way_comes_first_and_no_step_beyond_the_goal() -> None:
    steps = [component("growth", an_offer(ladder_step=step)) for step in (3, 4, 2, 5)]
    assert steps == sorted(steps, reverse=True)
    assert component("growth", an_offer(ladder_step=None)) < steps[0]


def test_one_s_own_language_counts_for_who_speaks_little_dutch() -> None:
    client = a_client(dutch_level=DutchLevel.A2, languages=("tr", "nl"))
    own, dutch, none = (an_offer(languages=languages) for languages in (("tr",), ("nl",), ("pl",)))
    shares = [component("growth", offer, client) for offer in (own, dutch, none)]
    assert len(set(shares)) == 3
    assert shares == sorted(shares, reverse=True)
