"""The periods of a report: a half-year, its quarters and its months, and a year of two half-years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from api.platform.clock import AMSTERDAM
from api.tallies.calendar import MONTHS_OF_HALF, half_of

MONTHS_OF_QUARTER: Final = 3
MONTHS_OF_YEAR: Final = 12
STRAGGLERS: Final = timedelta(hours=1)
"""What began before midnight is counted by then."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Some months of one year, by the number of the first, from 0, and how many there are."""

    year: int
    first: int
    length: int

    @property
    def name(self) -> str:
        """What it is called, such as 2026-H2."""
        match self.length:
            case 1:
                return f"{self.year}-{self.first + 1:02}"
            case 3:
                return f"{self.year}-Q{self.first // MONTHS_OF_QUARTER + 1}"
            case 6:
                return f"{self.year}-H{self.first // MONTHS_OF_HALF + 1}"
            case _:
                return str(self.year)

    @property
    def starts_on(self) -> date:
        """The first day."""
        return date(self.year, self.first + 1, 1)

    @property
    def next_day(self) -> date:
        """The first day after it."""
        return self.next.starts_on

    @property
    def ends_on(self) -> date:
        """The last day."""
        return self.next_day - timedelta(days=1)

    @property
    def halves(self) -> tuple["Period", ...]:
        """The half-years that hold it, or that it holds."""
        if self.length == MONTHS_OF_YEAR:
            return Period(self.year, 0, MONTHS_OF_HALF), Period(self.year, MONTHS_OF_HALF, MONTHS_OF_HALF)
        return (Period(self.year, self.first // MONTHS_OF_HALF * MONTHS_OF_HALF, MONTHS_OF_HALF),)

    @property
    def months(self) -> tuple["Period", ...]:
        """Its months."""
        return tuple(Period(self.year, self.first + each, 1) for each in range(self.length))

    @property
    def before(self) -> "Period":
        """The period of the same length before it."""
        years, first = divmod(self.first - self.length, MONTHS_OF_YEAR)
        return Period(self.year + years, first, self.length)

    @property
    def next(self) -> "Period":
        """The period of the same length after it."""
        years, first = divmod(self.first + self.length, MONTHS_OF_YEAR)
        return Period(self.year + years, first, self.length)

    def is_over(self, now: datetime) -> bool:
        """Tell whether nothing is counted in it any more."""
        return (now - STRAGGLERS).astimezone(AMSTERDAM).date() >= self.next_day


def read_period(name: str) -> Period:
    """Read a period by its name, of which the form was looked at before."""
    year, _, part = name.partition("-")
    if not part:
        return Period(int(year), 0, MONTHS_OF_YEAR)
    if part[0] == "H":
        return Period(int(year), (int(part[1]) - 1) * MONTHS_OF_HALF, MONTHS_OF_HALF)
    if part[0] == "Q":
        return Period(int(year), (int(part[1]) - 1) * MONTHS_OF_QUARTER, MONTHS_OF_QUARTER)
    return Period(int(year), int(part) - 1, 1)


def list_halves(began: date, today: date) -> Sequence[Period]:
    """List the half-years from the first in which was counted to the one that still lasts, newest first."""
    return list(_from(read_period(half_of(today)), read_period(half_of(began))))


def _from(newest: Period, oldest: Period) -> Iterator[Period]:
    while newest >= oldest:
        yield newest
        newest = newest.before
