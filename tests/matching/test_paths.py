from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from matching import Path, PathOption, Question, next_steps, path
from matching.facts import ClientProfile, OfferFacts, Point
from matching.vocabulary import Language
from tests.matching.builders import NEARBY, TODAY, a_catalogue, a_client, an_offer, ask
from tests.matching.plainly import failed_limits, is_considered
from tests.matching.strategies import catalogues, clients

ELSEWHERE = Point(51.91, 4.51)


def chess(offer_id: str, **changes: Any) -> OfferFacts:
    return an_offer(offer_id, title="Schaakclub", description="", interests=("schaken",), **changes)


def away(offer_id: str, **changes: Any) -> OfferFacts:
    return an_offer(offer_id, organization_id="another", point=ELSEWHERE, **changes)


def path_of(*offers: OfferFacts, limit: int = 3, language: Language = Language.DUTCH, **client: Any) -> Path:
    return path(a_catalogue(*offers), Question(client=a_client(**client), on=TODAY, limit=limit, language=language))


def next_of(offer_id: str, *offers: OfferFacts, **client: Any) -> Path:
    return next_steps(a_catalogue(*offers), Question(client=a_client(**client), on=TODAY, limit=3), offer_id)


def ids(found: Path) -> list[list[str]]:
    return [[option.match.offer_id for option in rung.options] for rung in found.rungs]


def said(found: Path) -> list[str]:
    return [rung.sentence.code for rung in found.rungs]


def test_a_path_tells_every_rung_from_here_to_the_goal() -> None:
    found = path_of(an_offer("4", ladder_step=4), an_offer("2", ladder_step=2), an_offer("3", ladder_step=3))
    assert [rung.ladder_step for rung in found.rungs] == [2, 3, 4]
    assert ids(found) == [["2"], ["3"], ["4"]]
    assert said(found) == ["here", "onward", "onward"]
    assert found.rungs[2].sentence.text == "Een stap verder kan ook, als jij dat wilt: vrijwilligerswerk doen."


def test_staying_is_always_fine() -> None:
    assert path_of().staying[0].text == "Blijven waar je het naar je zin hebt, is ook goed."
    assert path_of(language=Language.ENGLISH).staying[0].text == "Staying where you feel at home is fine too."


def test_a_missing_rung_is_named() -> None:
    found = path_of(an_offer("4", ladder_step=4), an_offer("2", ladder_step=2))
    assert said(found) == ["here", "missing", "onward"]
    assert "meedoen met een groep" in found.rungs[1].sentence.text
    assert said(path_of())[0] == "here-missing"


def test_a_rung_that_is_full_ended_or_too_heavy_is_missing() -> None:
    assert said(path_of(an_offer("3", ladder_step=3, available_places=0)))[1] == "missing"


def test_a_rung_without_what_the_client_likes_says_so() -> None:
    found = path_of(chess("3", ladder_step=3))
    assert (said(found)[1], ids(found)[1]) == ("other", ["3"])
    found = path_of(chess("3", ladder_step=3), an_offer("wood", ladder_step=3))
    assert (said(found)[1], ids(found)[1]) == ("onward", ["wood"])


def test_the_place_of_the_rung_before_comes_first() -> None:
    here = an_offer("here", ladder_step=2)
    better, same = away("better", ladder_step=3, group_size=4), an_offer("same", ladder_step=3, group_size=12)
    options = path_of(here, better, same).rungs[1].options
    assert [(option.match.offer_id, option.same_place) for option in options] == [("same", True), ("better", False)]


def test_another_organization_at_the_same_location_is_the_same_place() -> None:
    here, there = an_offer("here", ladder_step=2), an_offer("there", ladder_step=3, organization_id="another")
    (option,) = path_of(here, there).rungs[1].options
    assert there.point == here.point == NEARBY
    assert option.same_place
    (option,) = path_of(here, replace(there, point=None)).rungs[1].options
    assert not option.same_place


def test_without_a_goal_a_path_goes_one_rung_up() -> None:
    assert [rung.ladder_step for rung in path_of(ladder_goal=None).rungs] == [2, 3]
    assert [rung.ladder_step for rung in path_of(ladder_step=6, ladder_goal=None).rungs] == [6]


def test_who_is_at_the_goal_is_where_they_want_to_be() -> None:
    found = path_of(ladder_step=4, ladder_goal=3)
    assert [sentence.code for sentence in found.staying] == ["stay", "goal-reached"]
    assert [rung.ladder_step for rung in found.rungs] == [4]
    assert [sentence.code for sentence in path_of(ladder_step=6, ladder_goal=None).staying] == ["stay"]


def test_who_did_not_say_where_they_are_begins_at_the_lowest_open_rung() -> None:
    found = path_of(an_offer("3", ladder_step=3), ladder_step=None)
    assert [(rung.ladder_step, rung.sentence.code) for rung in found.rungs] == [(3, "begin"), (4, "missing")]
    assert said(path_of(ladder_step=None, ladder_goal=2)) == ["missing", "missing"]


def test_after_an_offer_comes_the_same_place_and_then_one_rung_up() -> None:
    here = an_offer("here", ladder_step=2)
    found = next_of(
        "here", here, an_offer("also", ladder_step=2), an_offer("up", ladder_step=3), away("away", ladder_step=3)
    )
    assert said(found) == ["same-place", "onward"]
    assert ids(found) == [["also"], ["up", "away"]]
    assert [option.same_place for option in found.rungs[1].options] == [True, False]


def test_what_has_nothing_to_do_with_the_offer_or_the_wish_is_no_next_step_at_the_place() -> None:
    here = an_offer("here", ladder_step=2)
    assert said(next_of("here", here, chess("chess", ladder_step=2)))[0] == "same-place-missing"
    related = next_of("here", here, an_offer("also", ladder_step=None), interests=("schaken",))
    assert ids(related)[0] == ["also"]


def test_the_rung_of_the_offer_wins_from_the_one_that_was_said() -> None:
    assert next_of("here", an_offer("here", ladder_step=3), ladder_step=1).ladder_step == 3
    assert next_of("here", an_offer("here", ladder_step=None), ladder_step=2).ladder_step == 2
    found = next_of("here", an_offer("here", ladder_step=None), ladder_step=None)
    assert (found.ladder_step, said(found)) == (None, ["same-place-missing"])


def test_an_offer_with_room_for_more_hours_says_so() -> None:
    codes = [sentence.code for sentence in next_of("here", an_offer("here")).staying]
    assert codes == ["stay", "stay-more"]
    full = next_of("here", an_offer("here"), current_hours_per_week=8)
    assert [sentence.code for sentence in full.staying] == ["stay"]


def options_of(found: Path) -> Iterator[tuple[int | None, PathOption]]:
    return ((rung.ladder_step, option) for rung in found.rungs for option in rung.options)


@given(catalogues, clients, st.integers(1, 4))
def test_rungs_hold_real_open_offers_that_fit_in_the_order_of_the_ladder(
    known: list[OfferFacts], client: ClientProfile, limit: int
) -> None:
    by_id = {offer.id: offer for offer in known}
    found = path(a_catalogue(*known), Question(client=client, on=TODAY, limit=limit))
    steps = [rung.ladder_step or 0 for rung in found.rungs]
    assert steps == list(range(steps[0], steps[-1] + 1))
    assert all(len(rung.options) <= limit for rung in found.rungs)
    for step, option in options_of(found):
        offer = by_id[option.match.offer_id]
        assert offer.ladder_step == step
        assert not failed_limits(offer, client)
    feasible = {offer.ladder_step for offer in known if is_considered(offer) and not failed_limits(offer, client)}
    assert {rung.ladder_step for rung in found.rungs if not rung.options} == set(steps) - feasible


@given(catalogues, clients, st.data())
def test_next_steps_are_other_real_open_offers_that_fit(
    known: list[OfferFacts], client: ClientProfile, data: st.DataObject
) -> None:
    by_id = {offer.id: offer for offer in known if is_considered(offer)}
    if not by_id:
        return
    here = data.draw(st.sampled_from(sorted(by_id)))
    found = next_steps(a_catalogue(*known), Question(client=client, on=TODAY, limit=5), here)
    told = [option.match.offer_id for _, option in options_of(found)]
    assert here not in told
    assert len(told) == len(set(told))
    assert all(not failed_limits(by_id[offer_id], client) for offer_id in told)
    assert all(option.same_place for option in found.rungs[0].options)


@given(catalogues, clients)
def test_a_path_is_the_same_each_time_and_needs_no_order(known: list[OfferFacts], client: ClientProfile) -> None:
    question = Question(client=client, on=TODAY)
    assert path(a_catalogue(*known), question) == path(a_catalogue(*reversed(known)), question)


def test_the_options_of_a_path_are_explained_like_matches() -> None:
    offer = an_offer("3", ladder_step=3)
    (option,) = path_of(offer).rungs[1].options
    assert (option.match,) == ask(offer).matches
