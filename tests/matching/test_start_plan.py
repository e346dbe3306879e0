from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from matching import Match, StartStep
from matching.catalogue.columns import NEVER
from matching.facts import ClientProfile, LoadCapacity, OfferFacts
from matching.telling.start_plan import Room, build_up
from matching.vocabulary import LoadAxis
from tests.matching.builders import TODAY, a_client, an_offer, ask
from tests.matching.strategies import catalogues, clients

POLICY_CAP_HOURS = 20
SUNDAY = "2026-11-22"
amounts = st.floats(-5, 70, allow_nan=False) | st.integers(0, 20)
days = st.integers(TODAY.toordinal() - 400, TODAY.toordinal() + 400)


def match_of(*, offer: dict[str, Any] | None = None, on: date = TODAY, **client: Any) -> Match:
    capacity = client.pop("current_hours_per_week", 0)
    asked = a_client(load_capacity=LoadCapacity(**client), current_hours_per_week=capacity)
    (match,) = ask(an_offer(**(offer or {})), client=asked, on=on).matches
    return match


def hours(match: Match) -> list[tuple[int, float]]:
    return [(step.from_week, step.hours_per_week) for step in match.start_plan]


def cautions(match: Match) -> dict[str, str]:
    return {sentence.code: sentence.text for sentence in match.cautions}


def test_one_hour_a_week_grows_to_twenty_with_a_date_for_every_step() -> None:
    match = match_of(offer={"minimum_hours_per_week": 1, "maximum_hours_per_week": 40}, start_hours_per_week=1)
    assert hours(match) == [(1 + 4 * step, 1 + step) for step in range(20)]
    assert match.start_plan[0] == StartStep(1, SUNDAY, 1)
    assert match.start_plan[1] == StartStep(5, "2026-12-20", 2)


def test_the_plan_stays_within_the_clients_own_hours_and_the_offers_maximum() -> None:
    offer = {"minimum_hours_per_week": 1, "maximum_hours_per_week": 3}
    assert hours(match_of(offer=offer, start_hours_per_week=1, hours_per_week=8)) == [(1, 1), (5, 2), (9, 3)]
    assert hours(match_of(offer=offer, start_hours_per_week=1, hours_per_week=2.5)) == [(1, 1), (5, 2), (9, 2.5)]


def test_hours_that_are_done_already_leave_less_room() -> None:
    client: dict[str, Any] = {"start_hours_per_week": 1, "hours_per_week": 6, "current_hours_per_week": 4}
    assert hours(match_of(offer={"minimum_hours_per_week": 1}, **client)) == [(1, 1), (5, 2)]
    assert hours(match_of(offer={"minimum_hours_per_week": None}, hours_per_week=4, current_hours_per_week=4)) == []


def test_without_a_word_on_the_start_it_begins_with_one_hour() -> None:
    assert hours(match_of(offer={"minimum_hours_per_week": None}, hours_per_week=2)) == [(1, 1), (5, 2)]


def test_no_step_is_nought_hours() -> None:
    offer = {"minimum_hours_per_week": None}
    assert hours(match_of(offer=offer, start_hours_per_week=0, hours_per_week=2)) == [(1, 1), (5, 2)]
    assert hours(match_of(offer=offer, start_hours_per_week=0, hours_per_week=0.5)) == [(1, 0.5)]


def test_an_offer_that_asks_more_than_the_start_begins_there_and_a_caution_says_so() -> None:
    match = match_of(offer={"minimum_hours_per_week": 2.5}, start_hours_per_week=1, hours_per_week=3)
    assert hours(match) == [(1, 2.5), (5, 3)]
    assert cautions(match)["start-above"].startswith("Je begint hier met 2,5 uur per week")
    assert "start-above" not in cautions(match_of(start_hours_per_week=2))


def test_unknown_most_hours_hold_nothing_back_and_are_a_question() -> None:
    match = match_of(offer={"maximum_hours_per_week": None}, start_hours_per_week=2, hours_per_week=4)
    assert hours(match) == [(1, 2), (5, 3), (9, 4)]
    assert "hours-most-unknown" in cautions(match)
    assert "hours-most-unknown" not in cautions(match_of())


def test_the_weeks_count_from_the_day_the_offer_starts_and_stop_when_it_ends() -> None:
    starts, ends = TODAY + timedelta(days=10), TODAY + timedelta(days=45)
    plan = match_of(offer={"starts_on": starts, "ends_on": ends}, start_hours_per_week=2).start_plan
    assert [step.from_date for step in plan] == ["2026-12-02", "2026-12-30"]


def test_temporary_hours_hold_until_their_day_and_then_there_may_be_more() -> None:
    until = TODAY + timedelta(days=60)
    match = match_of(offer={"maximum_hours_per_week": 4}, start_hours_per_week=1, hours_per_week=2, until=until)
    assert hours(match) == [(1, 2), (13, 3), (17, 4)]
    assert cautions(match)["limits-until"].startswith("Tot 21 januari 2027 telt wat je nu aankunt.")


def test_from_its_day_on_a_temporary_limit_excludes_nothing_and_a_caution_asks_whether_that_is_right() -> None:
    heavy: dict[str, Any] = {"load": dict.fromkeys(LoadAxis, 3), "minimum_hours_per_week": 6}
    capacity = LoadCapacity(hours_per_week=2, levels=dict.fromkeys(LoadAxis, 1), until=TODAY)
    (match,) = ask(an_offer(**heavy), client=a_client(load_capacity=capacity)).matches
    assert "limits-past" in cautions(match)
    assert ask(an_offer(**heavy), client=a_client(load_capacity=capacity), on=TODAY - timedelta(days=1)).feasible == 0


def test_an_end_date_without_a_limit_says_nothing() -> None:
    assert not {"limits-past", "limits-until"} & cautions(match_of(until=TODAY)).keys()


@given(st.builds(Room, amounts, amounts, days | st.just(NEVER)), amounts, amounts, days, days | st.just(NEVER))
def test_a_plan_never_passes_the_room_there_is_and_only_grows(
    room: Room, minimum: float, start: float, begins_on: int, ends_on: int
) -> None:
    plan = build_up(room, minimum=max(minimum, 0), start=max(start, 0), begins_on=begins_on, ends_on=ends_on)
    taken = [step.hours_per_week for step in plan]
    assert taken == sorted(set(taken))
    assert [step.from_week for step in plan] == sorted({step.from_week for step in plan})
    for step in plan:
        day = date.fromisoformat(step.from_date).toordinal()
        assert day == begins_on + (step.from_week - 1) * 7
        assert step.hours_per_week <= (room.hours if day < room.later_from else room.later_hours)
        assert step.from_week == 1 or day <= ends_on


@given(catalogues, clients)
def test_a_plan_keeps_every_promise_to_client_and_offer(known: list[OfferFacts], client: ClientProfile) -> None:
    by_id = {offer.id: offer for offer in known}
    capacity = client.load_capacity
    own = POLICY_CAP_HOURS if capacity.hours_per_week is None else min(capacity.hours_per_week, POLICY_CAP_HOURS)
    left = own - client.current_hours_per_week
    start = 1 if capacity.start_hours_per_week is None else capacity.start_hours_per_week
    for match in ask(*known, client=client, limit=50).matches:
        offer = by_id[match.offer_id]
        steps = [step.hours_per_week for step in match.start_plan]
        assert bool(steps) == (left > 1e-6)
        assert all(step <= left + 1e-6 for step in steps)
        assert all(step >= (offer.minimum_hours_per_week or 0) for step in steps)
        assert not steps or steps[0] <= max(start, offer.minimum_hours_per_week or 0)
