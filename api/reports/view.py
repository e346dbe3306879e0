"""A report as it is told: every count with what it means, in the reader's language."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from api.platform.settings import Settings
from api.platform.web.problems import SEE_ERRORS, FieldError, InvalidInputError, Words
from api.reports.figures import Figures, beginning_of, read_figures
from api.reports.periods import Period, list_halves
from api.reports.queries import list_wishes, read_names
from api.reports.saying import WORDS, say_row
from api.reports.schemas import Breakdown, MeasureRead, ReportRead, ReportRow, ReportWish, ReportWishes
from api.reports.settings import ReportSettings
from api.reports.suppression import ShownCounts
from api.reports.vocabulary import BreakdownBy, ReportMeasure, Split, list_rows, list_splits
from api.tallies.queries import find_beginning
from api.tallies.vocabulary import Dimension
from matching import load_vocabulary
from matching.vocabulary import Language

_ASKED_BY = {Dimension(each) for each in Split}


@dataclass(frozen=True, slots=True)
class ReportView:
    """The eyes of one reader, now."""

    session: Session
    settings: Settings
    language: Language
    now: datetime
    today: date

    @property
    def began(self) -> date:
        """The day on which counting began: today, where it never did."""
        moment = find_beginning(self.session)
        return self.today if moment is None else beginning_of(moment)

    def list_halves(self) -> list[Period]:
        """List the half-years that can be asked for, newest first."""
        return list(list_halves(self.began, self.today))

    def require_known(self, period: Period) -> None:
        """Raise InvalidInputError, with what there is, for a period in which was never counted or that is to come."""
        halves = self.list_halves()
        if not set(halves) & set(period.halves) or period.starts_on > self.today:
            there = ", ".join(half.name for half in halves)
            detail = Words(
                f"Van deze periode is er niets. Wel van {there}, met de kwartalen, de maanden en het jaar.",
                f"There is nothing of this period. There is of {there}, with the quarters, the months and the year.",
            )
            raise InvalidInputError(SEE_ERRORS, (FieldError("/period", detail),))

    def read(self, period: Period) -> Figures:
        """Return what is shown of everything that is told."""
        return read_figures(self.session, period, began=self.began, now=self.now)

    def show(self, period: Period, by: Collection[Split]) -> ReportRead:
        """Show the report of one period, split as it was asked; raises InvalidInputError for one that is not there."""
        self.require_known(period)
        figures, names = self.read(period), read_names(self.session)
        last_half = period.halves[-1]
        return ReportRead(
            period=period.name,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            counted_since=self.began,
            is_complete=last_half.is_over(self.now),
            available_from=last_half.next_day,
            by=[each for each in Split if each in by],
            rules=WORDS[self.language]["rules"],
            measures=[
                MeasureRead(
                    measure=told,
                    label=WORDS[self.language][told],
                    definition=WORDS[self.language][f"{told}_means"],
                    period=last_half.name if told is ReportMeasure.ACTIVE else period.name,
                    count=shown.total if shown else None,
                    breakdowns=list(self._split(told, shown, by, names)),
                )
                for told, shown in figures.items()
            ],
            unmet_wishes=self.show_wishes(period),
        )

    def show_wishes(self, period: Period) -> ReportWishes:
        """Show what was asked most in vain."""
        labels = {concept.id: concept.labels[self.language] for concept in load_vocabulary().concepts}
        return ReportWishes(
            label=WORDS[self.language]["wishes"],
            definition=WORDS[self.language]["wishes_means"],
            items=[
                ReportWish(concept=concept, label=labels.get(concept, concept), clients=clients)
                for concept, clients in list_wishes(self.session, period.starts_on, period.ends_on)
            ],
        )

    def split(
        self, told: ReportMeasure, dimension: Dimension, shown: ShownCounts | None, names: Mapping[str, str]
    ) -> Breakdown:
        """Show one measure by one dimension; of a closed list every row, of organizations those that are shown."""
        counts = shown.rows[dimension] if shown else {}
        rows = list_rows(told, dimension) or sorted(counts, key=lambda row: (-counts[row], row))
        return Breakdown(
            by=BreakdownBy(dimension),
            rows=[
                ReportRow(value=row, label=say_row(dimension, row, self.language, names), count=counts.get(row))
                for row in rows
            ],
            others=(shown.together(dimension) or None) if shown else None,
        )

    def _split(
        self, told: ReportMeasure, shown: ShownCounts | None, by: Collection[Split], names: Mapping[str, str]
    ) -> Iterator[Breakdown]:
        for dimension in list_splits(told):
            # What nobody asks for, such as where people go, is a part of the count itself.
            if dimension not in _ASKED_BY or Split(dimension) in by:
                breakdown = self.split(told, dimension, shown, names)
                yield breakdown
                if dimension is Dimension.LADDER_STEP and self.settings[ReportSettings].municipal_steps:
                    yield self._by_municipal_step(breakdown)

    def _by_municipal_step(self, national: Breakdown) -> Breakdown:
        """Show the ladder of the municipality: a sum of what is shown, so that it tells nothing more."""
        labels = self.settings[ReportSettings].municipal_steps
        counts = defaultdict[str, list[int | None]](list)
        for row in national.rows:
            if row.value in labels:
                counts[labels[row.value]].append(row.count)
        rows = [
            ReportRow(
                value=label,
                label=label,
                count=sum(each) if (each := [n for n in found if n is not None]) == found else None,
            )
            for label, found in counts.items()
        ]
        return Breakdown(by=BreakdownBy.MUNICIPAL_STEP, rows=rows, others=None)
