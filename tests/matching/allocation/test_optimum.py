import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.allocation import (
    Allocation,
    Objective,
    PinCode,
    Seat,
    Table,
    allocate,
    allocate_city,
)
from tests.matching.allocation.tables import a_chance_table, a_table, best_by_assignment, best_by_trying

SEEDS = st.integers(0, 2**32)


def sound(table: Table, answer: Allocation) -> bool:
    """Whether an answer keeps to places, suitability and vetoes, and adds up."""
    scores = {seat.id: seat.scores for seat in table.seats}
    given_out = [offer for offer in answer.pairs.values() if offer is not None]
    within = all(most is None or given_out.count(offer) <= most for offer, most in table.places.items())
    suits = all(offer is None or offer in scores[seat] for seat, offer in answer.pairs.items())
    total = sum(scores[seat][offer] for seat, offer in answer.pairs.items() if offer)
    adds_up = abs(total - answer.objective.total_score) < 1e-6 and len(given_out) == answer.objective.matched
    return within and suits and adds_up and not table.vetoes & set(answer.pairs.items())


@pytest.mark.parametrize("seed", range(150))
def test_a_small_table_equals_trying_everything(seed: int) -> None:
    table = a_chance_table(seed, seats=5, offers=5, options=4)
    answer, best = allocate(table), best_by_trying(table)
    assert answer.objective.matched == best.matched
    assert answer.objective.total_score == pytest.approx(best.total_score, abs=1e-6)
    assert sound(table, answer)
    assert answer.status == "optimal"


@pytest.mark.parametrize("seed", range(250))
def test_a_large_table_equals_an_independent_assignment(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance that repeats
    table = a_chance_table(seed, chance.randint(1, 60), chance.randint(1, 60), options=chance.randint(1, 20))
    answer, best = allocate(table), best_by_assignment(table)
    assert answer.objective.matched == best.matched
    assert answer.objective.total_score == pytest.approx(best.total_score, abs=1e-6)
    assert sound(table, answer)
    assert answer.status == "optimal"
    assert answer.greedy <= answer.objective


@given(SEEDS, st.integers(1, 40), st.integers(1, 40))
def test_a_city_equals_an_independent_assignment(seed: int, seats: int, offers: int) -> None:
    table = replace(a_chance_table(seed, seats, offers, options=10), pins={}, vetoes=frozenset())
    rows = {offer: row for row, offer in enumerate(table.places)}
    answer = allocate_city(
        np.cumsum([0, *(len(seat.scores) for seat in table.seats)]),
        np.array([rows[offer] for seat in table.seats for offer in seat.scores], np.int32),
        np.array([score for seat in table.seats for score in seat.scores.values()]),
        np.array([seats if most is None else most for most in table.places.values()]),
    )
    best = best_by_assignment(table)
    assert answer.status == "optimal"
    assert answer.objective.matched == best.matched == np.count_nonzero(answer.offers >= 0)
    assert answer.objective.total_score == pytest.approx(best.total_score, abs=1e-6)
    assert answer.greedy <= answer.objective


@given(SEEDS, st.data())
def test_adding_a_place_never_hurts(seed: int, data: st.DataObject) -> None:
    table = a_chance_table(seed, seats=12, offers=8, options=5)
    offer = data.draw(st.sampled_from(sorted(table.places)))
    most = table.places[offer]
    roomier = replace(table, places={**table.places, offer: None if most is None else most + 1})
    assert allocate(roomier).objective >= allocate(table).objective


@given(SEEDS, st.data())
def test_a_veto_never_gains(seed: int, data: st.DataObject) -> None:
    table = a_chance_table(seed, seats=12, offers=8, options=5)
    open_pairs = [(seat.id, offer) for seat in table.seats if seat.id not in table.pins for offer in seat.scores]
    if open_pairs:
        veto = data.draw(st.sampled_from(open_pairs))
        assert allocate(replace(table, vetoes=table.vetoes | {veto})).objective <= allocate(table).objective


@given(SEEDS)
def test_a_pin_is_honoured_or_said_to_be_impossible(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance that repeats
    table = a_chance_table(seed, seats=12, offers=8, options=5)
    pins = {seat.id: chance.choice([*table.places, "elsewhere"]) for seat in table.seats if chance.random() < 0.7}
    pinned = replace(table, pins=pins)
    answer = allocate(pinned)
    impossible = {seated.seat_id for seated in answer.seats if seated.impossible_pin}
    assert sound(pinned, answer)
    assert impossible <= set(pins)
    assert all(answer.pairs[seat] == offer for seat, offer in pins.items() if seat not in impossible)


def test_an_impossible_pin_says_why_and_the_seat_joins_in() -> None:
    table = a_table(
        {"a": {"one": 0.9}, "b": {"one": 0.5, "two": 0.4}, "c": {"two": 0.3, "three": 0.2}, "d": {"three": 0.1}},
        {"one": 1, "two": 1, "three": 2},
        pins={"a": "one", "b": "one", "c": "two", "d": "two"},
        vetoes=frozenset({("c", "two")}),
    )
    answer = allocate(table)
    assert [seated.impossible_pin for seated in answer.seats] == [
        None,
        PinCode.NO_PLACE,
        PinCode.VETOED,
        PinCode.UNSUITABLE,
    ]
    assert answer.pairs == {"a": "one", "b": "two", "c": "three", "d": "three"}


@given(SEEDS)
def test_the_order_in_which_a_table_is_told_makes_no_difference(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance that repeats
    table = a_chance_table(seed, seats=12, offers=8, options=6, digits=1)
    seats = [Seat(seat.id, dict(chance.sample(list(seat.scores.items()), len(seat.scores)))) for seat in table.seats]
    chance.shuffle(seats)
    offers = list(table.places.items())
    chance.shuffle(offers)
    assert allocate(replace(table, seats=tuple(seats), places=dict(offers))) == allocate(table)


@pytest.mark.parametrize("seed", range(100))
def test_of_equal_allocations_the_first_seat_has_the_first_offer(seed: int) -> None:
    table = replace(a_chance_table(seed, seats=5, offers=4, options=4, digits=0), pins={})
    answer = allocate(table)
    for number, seated in enumerate(answer.seats):
        kept = {each.seat_id: each.offer_id for each in answer.seats[:number] if each.offer_id}
        for offer in sorted(table.seats[number].scores):
            if seated.offer_id is not None and offer >= seated.offer_id:
                break
            other = allocate(replace(table, pins={**kept, seated.seat_id: offer}))
            settled = all(other.pairs[each.seat_id] == each.offer_id for each in answer.seats[:number])
            assert not (settled and other.pairs[seated.seat_id] == offer and other.objective == answer.objective)


def test_one_more_person_outweighs_every_score() -> None:
    scores = {f"seat-{number}": {f"{number}": 0.001, f"{number + 1}": 1.0} for number in range(50)}
    table = a_table(scores, {f"{number}": 1 for number in range(50)})
    assert allocate(table).objective == Objective(50, 0.05)


def test_greedy_stands_beside_it() -> None:
    table = a_table({"a": {"one": 0.9, "two": 0.8}, "b": {"one": 0.7}}, {"one": 1, "two": 1})
    answer = allocate(table)
    assert (answer.objective, answer.upper_bound) == (Objective(2, 1.5), Objective(2, 1.5))
    assert answer.greedy == Objective(1, 0.9)


def test_an_empty_table_is_solved() -> None:
    answer = allocate(Table((), {}))
    assert (answer.pairs, answer.objective, answer.status) == ({}, Objective(0, 0), "optimal")
