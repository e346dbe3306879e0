from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from matching.allocation import (
    Allocation,
    Objective,
    Option,
    OptionCode,
    PinCode,
    Seat,
    SeatCode,
    Seated,
    Table,
    allocate,
    explain_option,
    explain_pin,
    explain_seat,
)
from matching.vocabulary import Language
from tests.matching.allocation.tables import a_chance_table, a_table, allowed

SUMMED = frozenset(OptionCode) - {
    OptionCode.PINNED,
    OptionCode.VETOED,
    OptionCode.NO_PLACES,
    OptionCode.PLACES_PINNED,
    OptionCode.UNRELATED,
}


def seat_of(answer: Allocation, seat_id: str) -> Seated:
    return next(seated for seated in answer.seats if seated.seat_id == seat_id)


def when_had_anyway(table: Table, seated: Seated, option: Option) -> Allocation:
    return allocate(replace(table, pins={**table.pins, seated.seat_id: option.offer_id}))


@pytest.mark.parametrize("seed", range(120))
def test_what_an_option_would_cost_is_what_it_costs_when_it_is_pinned(seed: int) -> None:
    table = a_chance_table(seed, seats=9, offers=6, options=5, digits=seed % 3)
    answer = allocate(table)
    for seated in answer.seats:
        for option in seated.options:
            if option.code in SUMMED:
                other = when_had_anyway(table, seated, option)
                assert other.pairs[seated.seat_id] == option.offer_id
                assert answer.objective.matched - other.objective.matched == option.matched_lost
                lost = answer.objective.total_score - other.objective.total_score
                assert lost == pytest.approx(option.score_lost, abs=1e-6)


@pytest.mark.parametrize("seed", range(120))
def test_what_is_said_is_true_for_that_case(seed: int) -> None:
    table = a_chance_table(seed, seats=9, offers=6, options=5, digits=seed % 3)
    answer = allocate(table)
    for seated in answer.seats:
        for option in seated.options:
            assert TRUE_WHEN[option.code](table, answer, seated, option), (seated, option)


def given_out(answer: Allocation, offer_id: str) -> int:
    return list(answer.pairs.values()).count(offer_id)


def has_room(table: Table, answer: Allocation, option: Option) -> bool:
    most = table.places[option.offer_id]
    return most is None or given_out(answer, option.offer_id) < most


def single_minded_holder(table: Table, answer: Allocation, option: Option) -> bool:
    """Whether a place went to someone, not pinned, for whom no other offer with a place to give was left."""
    pinned = list(table.pins.values())
    return any(
        [other for other in allowed(table, seat) if (most := table.places[other]) is None or pinned.count(other) < most]
        == [option.offer_id]
        for seat in table.seats
        if answer.pairs[seat.id] == option.offer_id and seat.id not in table.pins
    )


TRUE_WHEN: dict[OptionCode, Callable[[Table, Allocation, Seated, Any], object]] = {
    OptionCode.PINNED: lambda table, _, seated, __: seated.seat_id in table.pins,
    OptionCode.VETOED: lambda table, _, seated, option: (seated.seat_id, option.offer_id) in table.vetoes,
    OptionCode.NO_PLACES: lambda table, _, __, option: table.places[option.offer_id] == 0,
    OptionCode.PLACES_PINNED: lambda table, _, __, option: (
        list(table.pins.values()).count(option.offer_id) == table.places[option.offer_id]
    ),
    OptionCode.FREE: lambda table, answer, _, option: has_room(table, answer, option) and not option.matched_lost,
    OptionCode.JUST_AS_GOOD: lambda _, __, seated, option: (
        seated.offer_id and (option.matched_lost, option.score_lost) == (0, 0)
    ),
    OptionCode.OTHERS_LOSE_MORE: lambda table, answer, seated, option: (
        seated.offer_id and not has_room(table, answer, option) and option.matched_lost == 0 and option.score_lost > 0
    ),
    OptionCode.ONLY_OPTION: lambda table, answer, _, option: (
        option.matched_lost == 1 and not has_room(table, answer, option) and single_minded_holder(table, answer, option)
    ),
    OptionCode.SOMEONE_LEFT_OUT: lambda table, _, seated, option: (
        option.matched_lost == 1 and None in when_had_anyway(table, seated, option).pairs.values()
    ),
    OptionCode.TOO_FEW_PLACES: lambda _, __, seated, option: (
        seated.offer_id is None and option.matched_lost == 0 and option.score_lost > 0
    ),
    OptionCode.TIE: lambda _, __, seated, option: (
        seated.offer_id is None and (option.matched_lost, option.score_lost) == (0, 0)
    ),
}


def test_the_last_place_goes_to_someone_with_only_one_possibility() -> None:
    table = a_table({"a": {"one": 0.9, "two": 0.3}, "b": {"one": 0.2}}, {"one": 1, "two": 1})
    seated = seat_of(allocate(table), "a")
    assert (seated.offer_id, seated.code) == ("two", OptionCode.ONLY_OPTION)
    said = explain_seat(seated.code, Language.DUTCH)
    assert said.text == "De laatste plek ging naar iemand met maar één mogelijkheid."


def test_someone_further_on_would_be_left_without_a_place() -> None:
    table = a_table(
        {"a": {"one": 0.9, "two": 0.3}, "b": {"one": 0.2, "three": 0.8}, "c": {"three": 0.9}},
        {"one": 1, "two": 1, "three": 1},
    )
    assert seat_of(allocate(table), "a").code is OptionCode.SOMEONE_LEFT_OUT


def test_others_would_lose_more() -> None:
    table = a_table({"a": {"one": 0.6, "two": 0.5}, "b": {"one": 0.9, "two": 0.1}}, {"one": 1, "two": 1})
    assert seat_of(allocate(table), "a").code is OptionCode.OTHERS_LOSE_MORE


def test_the_other_way_round_is_just_as_good() -> None:
    table = a_table({"a": {"one": 0.5, "two": 0.75}, "b": {"one": 0.25, "two": 0.5}}, {"one": 1, "two": 1})
    answer = allocate(table)
    assert answer.pairs == {"a": "one", "b": "two"}
    assert seat_of(answer, "a").code is OptionCode.JUST_AS_GOOD


def test_too_few_places_is_said_and_so_is_a_tie() -> None:
    scores = {"a": {"one": 0.5}, "b": {"one": 0.5}, "c": {"one": 0.4}}
    answer = allocate(a_table(scores, {"one": 1}))
    assert answer.pairs == {"a": "one", "b": None, "c": None}
    assert [seated.code for seated in answer.seats] == [
        SeatCode.FIRST_CHOICE,
        OptionCode.TIE,
        OptionCode.TOO_FEW_PLACES,
    ]


def test_decisions_at_the_table_are_said() -> None:
    table = a_table(
        {"a": {"one": 0.9, "two": 0.3}, "b": {"one": 0.9, "two": 0.3}, "c": {"three": 0.9, "two": 0.3}, "d": {}},
        {"one": 1, "two": None, "three": 0},
        pins={"a": "one"},
    )
    vetoed = replace(table, pins={"a": "two"}, vetoes=frozenset({("b", "one")}))
    assert [seated.code for seated in allocate(table).seats] == [
        SeatCode.FIRST_CHOICE,
        OptionCode.PLACES_PINNED,
        OptionCode.NO_PLACES,
        SeatCode.NOTHING_SUITABLE,
    ]
    assert [seated.code for seated in allocate(vetoed).seats][:2] == [OptionCode.PINNED, OptionCode.VETOED]


def test_what_else_was_possible_stands_best_first() -> None:
    table = a_table({"a": {"one": 0.9, "two": 0.3, "three": 0.4}}, {"one": 1, "two": 1, "three": 1})
    options = seat_of(allocate(table), "a").options
    assert [(option.offer_id, option.code) for option in options] == [
        ("three", OptionCode.FREE),
        ("two", OptionCode.FREE),
    ]
    assert [option.score_lost for option in options] == pytest.approx([0.5, 0.6])


def test_what_has_nothing_to_do_with_the_wish_is_never_proposed_and_comes_last() -> None:
    seat = Seat("a", {"one": 0.2}, others={"two": 0.9, "three": 0.8})
    table = Table((seat, Seat("b", {}, others={"two": 0.9})), {"one": 0, "two": 1, "three": 0})
    answer = allocate(table)
    assert answer.pairs == {"a": None, "b": None}
    assert [(each.offer_id, each.code) for each in seat_of(answer, "a").options] == [
        ("one", OptionCode.NO_PLACES),
        ("two", OptionCode.UNRELATED),
        ("three", OptionCode.NO_PLACES),
    ]
    assert [each.code for each in answer.seats] == [OptionCode.NO_PLACES, SeatCode.NOTHING_SUITABLE]


def test_what_has_nothing_to_do_with_the_wish_can_be_pinned() -> None:
    seats = (Seat("a", {"one": 0.4}, others={"two": 0.9}), Seat("b", {}, others={"two": 0.5}))
    table = Table(seats, {"one": 1, "two": 2}, pins={"a": "two", "b": "two"})
    answer = allocate(table)
    assert answer.pairs == {"a": "two", "b": "two"}
    assert answer.objective == answer.upper_bound == Objective(2, 1.4)
    assert [each.code for each in answer.seats] == [OptionCode.PINNED, OptionCode.PINNED]


@pytest.mark.parametrize("language", Language)
def test_every_code_has_a_sentence(language: Language) -> None:
    seat_codes = [*SeatCode, *(set(OptionCode) - {OptionCode.FREE, OptionCode.UNRELATED})]
    sentences = [
        *(explain_seat(code, language) for code in seat_codes),
        *(explain_option(code, language) for code in OptionCode),
        *(explain_pin(code, language) for code in PinCode),
    ]
    assert all(sentence.text.endswith(".") for sentence in sentences)
