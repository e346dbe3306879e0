"""What may be shown of each thing that was counted, in one period; nothing before its half-year is over."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import reduce
from typing import Final

from sqlmodel import Session

from api.platform.clock import AMSTERDAM
from api.reports.periods import Period
from api.reports.suppression import CountTable, MonthSpan, ShownCounts, release
from api.reports.vocabulary import SPLIT_BY, ReportMeasure
from api.tallies.calendar import MONTHS_OF_HALF
from api.tallies.queries import list_tallies
from api.tallies.tables import Tally
from api.tallies.vocabulary import Dimension, Measure

Figures = Mapping[ReportMeasure, ShownCounts | None]
Released = Mapping[Measure, Mapping[MonthSpan, ShownCounts]]
_WHOLE: Final = (0, MONTHS_OF_HALF)


def read_figures(session: Session, period: Period, *, began: date, now: datetime) -> Figures:
    """Return what is shown of everything that is told; None of what is hidden, or not over."""
    halves = [half for half in period.halves if half.next_day > began or half == period.halves[-1]]
    if not all(half.is_over(now) for half in halves):
        return dict.fromkeys(ReportMeasure)
    names = {part.name for half in halves for part in (half, *half.months)}
    counted = list_tallies(session, names)
    released = [_release(half, counted) for half in halves]
    first = period.first % MONTHS_OF_HALF
    span = (first, min(first + period.length, MONTHS_OF_HALF))
    return {
        told: _show_active(released[-1])
        if told is ReportMeasure.ACTIVE
        else reduce(_add, [each[Measure(told)].get(span) for each in released])
        for told in ReportMeasure
    }


def beginning_of(moment: datetime) -> date:
    """Return the day in the Netherlands on which something began."""
    return moment.astimezone(AMSTERDAM).date()


def _release(half: Period, counted: Collection[Tally]) -> Released:
    return {measure: _release_measure(half, measure, counted) for measure in Measure}


def _release_measure(half: Period, measure: Measure, counted: Collection[Tally]) -> Mapping[MonthSpan, ShownCounts]:
    parts = [half.name] if measure is Measure.WENT_ON else [month.name for month in half.months]
    place = {name: number for number, name in enumerate(parts)}
    cells: dict[Dimension, dict[str, list[int]]] = {
        dimension: defaultdict(lambda: [0] * len(parts)) for dimension in SPLIT_BY[measure]
    }
    cells[Dimension.TOTAL] = {"": [0] * len(parts)}
    for each in counted:
        if each.measure is measure and each.period in place:
            cells[each.dimension][each.row][place[each.period]] += each.number
    table: CountTable = cells
    # One order for all: the row that has to be hidden with another one is the same wherever it can be.
    return release(table, len(parts), salt=half.name)


def _show_active(half: Released) -> ShownCounts | None:
    """Add what started in a half-year to what went on: two that do not overlap, so that neither bounds the other."""
    return _add(half[Measure.STARTS].get(_WHOLE), half[Measure.WENT_ON].get((0, 1)))


def _add(one: ShownCounts | None, other: ShownCounts | None) -> ShownCounts | None:
    """Add two counts: what is hidden in either is hidden in both together."""
    if one is None or other is None:
        return None
    rows = {
        dimension: {row: shown[row] + more[row] for row in sorted(shown.keys() & more.keys())}
        for dimension, shown, more in ((each, one.rows[each], other.rows[each]) for each in one.rows)
    }
    return ShownCounts(one.total + other.total, rows)
