"""Lines of descent over labelled pairs: those that the rules were made on, and a fresh draw, none of it mended.

Each pair is of one organization; of the half that is not one activity, some only look alike and some run side by side.
"""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import DescentSign, Guise, descent_of
from matching.facts import OfferFacts
from matching.vocabulary import DayPart, OfferKind

LATER = date(2026, 9, 1)
A_DAY = timedelta(days=1)


def read_pairs(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()]


def facts(told: dict[str, str], offer_id: str) -> OfferFacts:
    return OfferFacts(
        id=offer_id,
        organization_id="one",
        kind=OfferKind.ACTIVITY,
        title=told["title"],
        description=told["description"],
        interests=tuple(told["interests"].split(",")),
        place=told["place"],
        day_parts=frozenset({DayPart(told["dayParts"])}),
    )


def guises(pair: dict[str, Any]) -> tuple[Guise, Guise]:
    until = None if pair["parallel"] else LATER - A_DAY
    return Guise(facts(pair["earlier"], "a"), date(2026, 1, 1), until), Guise(facts(pair["later"], "b"), LATER, None)


class Figures(NamedTuple):
    precision: float
    recall: float


def measure(name: str) -> Figures:
    pairs = read_pairs(name)
    called = [descent_of(*guises(pair)) is not None for pair in pairs]
    right = sum(said and pair["same"] for said, pair in zip(called, pairs, strict=True))
    return Figures(right / sum(called), right / sum(pair["same"] for pair in pairs))


@pytest.mark.parametrize("name", ["lineage.jsonl", "lineage_fresh.jsonl"])
def test_what_is_proposed_is_one_activity_and_what_is_one_activity_is_proposed(name: str) -> None:
    figures = measure(name)
    assert figures.precision >= 0.9
    assert figures.recall >= 0.9


def test_the_table_holds_enough_pairs_and_half_of_them_only_look_alike() -> None:
    same = [pair["same"] for pair in read_pairs("lineage.jsonl")]
    assert len(same) >= 60
    assert sum(same) <= len(same) / 2


@pytest.mark.parametrize("name", ["lineage.jsonl", "lineage_fresh.jsonl"])
def test_two_organizations_two_kinds_and_two_groups_side_by_side_are_never_one_activity(name: str) -> None:
    for pair in read_pairs(name):
        earlier, later = guises(pair)
        others = (
            earlier._replace(facts=replace(earlier.facts, organization_id="two")),
            earlier._replace(facts=replace(earlier.facts, kind=OfferKind.COURSE)),
            earlier._replace(until=None),
            earlier._replace(until=LATER + 32 * A_DAY),
        )
        assert [descent_of(other, later) for other in others] == [None] * len(others)


def test_what_speaks_for_it_is_told() -> None:
    earlier, later = guises(read_pairs("lineage.jsonl")[0])
    descent = descent_of(earlier, later)
    assert descent is not None
    assert set(descent.signs) == set(DescentSign)
    assert "liedjes" in descent.shared
    assert "najaar" not in descent.shared


@given(st.sampled_from(read_pairs("lineage.jsonl") + read_pairs("lineage_fresh.jsonl")), st.integers(0, 3000))
def test_the_same_offer_once_more_is_one_activity_however_long_it_was_away(pair: dict[str, Any], days: int) -> None:
    earlier, _ = guises({**pair, "parallel": False})
    again = Guise(replace(earlier.facts, id="c"), LATER + days * A_DAY, None)
    descent = descent_of(earlier, again)
    assert descent is not None
    assert descent.strength >= 0.75
