"""What the page draws: bars with their words and their lengths, so that a template only has to put them down."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from api.reports.figures import Figures
from api.reports.periods import Period
from api.reports.saying import WORDS
from api.reports.schemas import Breakdown
from api.reports.settings import ReportSettings
from api.reports.suppression import ShownCounts
from api.reports.view import ReportView
from api.reports.vocabulary import RETENTION, ReportMeasure
from api.tallies.vocabulary import Dimension
from matching import month_in_words

MOST_BARS: Final = 8
"""As many as are read in a glance; all of them stand in the report itself."""

TILES: Final = (
    ReportMeasure.STARTS,
    ReportMeasure.ACTIVE,
    ReportMeasure.STAYS,
    ReportMeasure.MOVES,
    ReportMeasure.ENDS,
    ReportMeasure.RE_ENTRIES,
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is called, how much it is, in words too, and its length, 0..1."""

    label: str
    count: int | None
    length: float
    text: str
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """Some bars under a heading."""

    key: str
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Tile:
    """One number, what it means, and what it was before."""

    told: ReportMeasure
    count: int | None
    before: int | None


class Drawing:
    """All that the page shows of one period."""

    def __init__(self, view: ReportView, period: Period, names: Mapping[str, str]) -> None:
        self._view, self._period, self._names = view, period, names
        self._words = WORDS[view.language]
        self.figures: Figures = view.read(period)
        before = view.read(period.before)
        self.tiles = [Tile(each, _total(self.figures[each]), _total(before[each])) for each in TILES]

    def list_columns(self) -> Sequence[Bar]:
        """Draw the starts of each month, where months are shown."""
        shown = [(month, self._view.read(month)[ReportMeasure.STARTS]) for month in self._period.months]
        if not any(found for _, found in shown):
            return []
        named = [(month_in_words(month.starts_on, self._view.language), _total(found)) for month, found in shown]
        return self._bars(named)

    def list_plots(self) -> Sequence[Plot]:
        """Draw everything of which there is something to see."""
        return [plot for plot in self._plots() if any(bar.count for bar in plot.bars)]

    def _plots(self) -> Iterator[Plot]:
        yield self._split("starts_by_kind", ReportMeasure.STARTS, Dimension.KIND)
        yield self._split("starts_by_step", ReportMeasure.STARTS, Dimension.LADDER_STEP)
        yield self._split("starts_by_organization", ReportMeasure.STARTS, Dimension.ORGANIZATION)
        stays = (self._words["stays"], _total(self.figures[ReportMeasure.STAYS]))
        outcomes = self._breakdown(ReportMeasure.ENDS, Dimension.OUTCOME)
        yield Plot("ends_by_outcome", self._bars([stays, *((row.label, row.count) for row in outcomes.rows)]))
        yield self._split("moves_by_rungs", ReportMeasure.MOVES, Dimension.RUNGS)
        yield Plot("lasting", [bar for each in RETENTION if (bar := self._draw_lasting(each))])
        answered = [
            (self._words[each], _total(self.figures[each])) for each in (ReportMeasure.ANSWERED, ReportMeasure.EXPIRED)
        ]
        yield Plot("answers", self._bars(answered))
        yield self._split("own_by_kind", ReportMeasure.OWN, Dimension.KIND)
        wishes = self._view.show_wishes(self._period).items
        yield Plot("wishes_top", self._bars([(each.label, each.clients) for each in wishes], "wish_row"))

    def _split(self, key: str, told: ReportMeasure, dimension: Dimension) -> Plot:
        found = self._breakdown(told, dimension)
        labels = self._view.settings[ReportSettings].municipal_steps if dimension is Dimension.LADDER_STEP else {}
        named = [
            (f"{row.label} ({labels[row.value]})" if row.value in labels else row.label, row.count)
            for row in found.rows
            if row.count is not None
        ][:MOST_BARS]
        rest = sum(row.count or 0 for row in found.rows) - sum(count for _, count in named) + (found.others or 0)
        bars = list(self._bars([*named, (self._words["others"], rest)] if rest and named else named))
        if rest and named:
            bars[-1] = replace(bars[-1], is_rest=True)
        return Plot(key, bars)

    def _breakdown(self, told: ReportMeasure, dimension: Dimension) -> Breakdown:
        return self._view.split(told, dimension, self.figures[told], self._names)

    def _draw_lasting(self, told: ReportMeasure) -> Bar | None:
        shown = self.figures[told]
        kept = shown.rows[Dimension.GOES_ON].get("yes") if shown else None
        if shown is None or kept is None:
            return None
        share = kept / shown.total
        text = f"{kept} {self._words['lasting_of'].format(number=shown.total)} ({share:.0%})"
        return Bar(self._words[told], kept, share, text)

    def _bars(self, named: Sequence[tuple[str, int | None]], text: str | None = None) -> Sequence[Bar]:
        most = max((count or 0 for _, count in named), default=0)
        return [
            Bar(label, count, (count or 0) / most if most else 0, self._say(count, text))
            for label, count in named[: MOST_BARS + 1]
        ]

    def _say(self, count: int | None, text: str | None) -> str:
        if count is None:
            return self._words["hidden_short"]
        return self._words[text].format(number=count) if text else str(count)


def _total(shown: ShownCounts | None) -> int | None:
    return shown.total if shown else None
