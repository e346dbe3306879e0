"""Somebody who has every report of every period and every split, and a solver, finds no number from one to four."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from api.reports.suppression import FEWEST, MonthSpan, ShownCounts, parts_of, release
from api.tallies.vocabulary import Dimension

MONTHS = 6
BY = (Dimension.ORGANIZATION, Dimension.KIND, Dimension.LADDER_STEP)
Counts = NDArray[np.int64]
"""How often, by organization, kind, step and month."""

Wanted = tuple[Dimension, str, MonthSpan]


def report_of(counts: Counts, salt: str = "") -> dict[MonthSpan, ShownCounts]:
    """All that is ever shown of these."""
    table: dict[Dimension, Any] = {Dimension.TOTAL: {"": counts.sum((0, 1, 2)).tolist()}}
    for axis, dimension in enumerate(BY):
        others = tuple(each for each in range(len(BY)) if each != axis)
        table[dimension] = {str(row): made.tolist() for row, made in enumerate(counts.sum(others))}
    return dict(release(table, MONTHS, salt=salt))


def spans(span: MonthSpan = (0, MONTHS)) -> Iterator[MonthSpan]:
    """The half-year, its quarters and its months."""
    yield span
    for part in parts_of(span):
        yield from spans(part)


def cells_of(counts: Counts, dimension: Dimension, row: str, span: MonthSpan) -> NDArray[np.float64]:
    """One for each cell that this number is the sum of."""
    chosen = np.zeros(counts.shape)
    place = tuple(int(row) if each is dimension else slice(None) for each in BY)
    chosen[(*place, slice(*span))] = 1
    return chosen.ravel()


def everything_that_can_be_asked(counts: Counts) -> Iterator[Wanted]:
    for span in spans():
        yield Dimension.TOTAL, "", span
        for axis, dimension in enumerate(BY):
            for row in range(counts.shape[axis]):
                yield dimension, str(row), span


def known(counts: Counts, shown: dict[MonthSpan, ShownCounts]) -> tuple[Any, Any]:
    """What an attacker knows: each number that is shown is the sum of its cells."""
    told = [(cells_of(counts, Dimension.TOTAL, "", span), each.total) for span, each in shown.items()]
    told += [
        (cells_of(counts, dimension, row, span), number)
        for span, each in shown.items()
        for dimension, rows in each.rows.items()
        for row, number in rows.items()
    ]
    return (np.array([cells for cells, _ in told]), [number for _, number in told]) if told else (None, None)


def bounds(cells: NDArray[np.float64], told: Any, numbers: Any) -> tuple[float, float]:
    """The lowest and the highest that a number can be by all that is known."""
    lowest = linprog(cells, A_eq=told, b_eq=numbers, method="highs")
    highest = linprog(-cells, A_eq=told, b_eq=numbers, method="highs")
    return float(lowest.fun), -float(highest.fun) if highest.status == 0 else float("inf")


@st.composite
def many_counts(draw: st.DrawFn) -> Counts:
    """Towns with few or many organizations, busy and quiet ones, with nothing in many places."""
    shape = (draw(st.integers(1, 5)), draw(st.integers(1, 3)), draw(st.integers(1, 2)), MONTHS)
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    busy = draw(st.sampled_from([0.2, 0.5, 1.0, 2.0, 5.0]))
    return chance.poisson(busy * chance.gamma(0.7, 1.0, (*shape[:3], 1)) * chance.gamma(2.0, 0.5, (1, 1, 1, MONTHS)))


def with_(*rows: list[int]) -> Counts:
    """Organizations alone, month by month."""
    return np.array(rows)[:, None, None, :]


@given(many_counts())
@example(with_([3, 0, 0, 0, 0, 0], [7, 7, 7, 7, 7, 7]))
@example(with_([2, 2, 2, 2, 2, 2], [9, 9, 9, 9, 9, 9], [8, 8, 8, 8, 8, 8]))
@example(with_([3, 5, 5, 5, 5, 5], [5, 3, 5, 5, 5, 5], [5, 5, 5, 5, 5, 5]))
def test_no_number_from_one_to_four_can_be_told_from_none_or_from_five(counts: Counts) -> None:
    told, numbers = known(counts, report_of(counts))
    for wanted in everything_that_can_be_asked(counts):
        cells = cells_of(counts, *wanted)
        if 0 < cells @ counts.ravel() < FEWEST:
            lowest, highest = bounds(cells, told, numbers)
            assert lowest <= 1e-6, wanted
            assert highest >= FEWEST - 1e-6, wanted


@given(many_counts())
def test_what_is_shown_is_true_and_never_below_five(counts: Counts) -> None:
    for span, shown in report_of(counts).items():
        assert shown.total == cells_of(counts, Dimension.TOTAL, "", span) @ counts.ravel()
        numbers = [shown.total]
        for dimension, rows in shown.rows.items():
            assert rows == {row: cells_of(counts, dimension, row, span) @ counts.ravel() for row in rows}
            numbers += rows.values()
        assert min(numbers) >= FEWEST


def test_the_solver_finds_what_a_careless_report_gives_away() -> None:
    counts = with_([3, 0, 0, 0, 0, 0], [7, 7, 7, 7, 7, 7])
    careless = {(0, MONTHS): ShownCounts(45, {Dimension.ORGANIZATION: {"1": 42}})}
    told, numbers = known(counts, careless)
    assert bounds(cells_of(counts, Dimension.ORGANIZATION, "0", (0, MONTHS)), told, numbers) == pytest.approx((3, 3))


def test_enough_is_shown_of_a_town_of_some_size() -> None:
    chance = np.random.default_rng(7)
    counts = chance.poisson(2.0, (8, 1, 1, MONTHS)) + chance.poisson(6.0, (8, 1, 1, 1))
    shown = report_of(counts)
    assert set(shown) == set(spans())
    assert len(shown[0, MONTHS].rows[Dimension.ORGANIZATION]) == 8
