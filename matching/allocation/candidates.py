"""Who could go where, as arrays: pairs of a seat and an offer with what each is worth in whole units.

Worth is counted in whole numbers, so that sums are exact and two allocations are equal or they are not. With n seats a
score of 1 counts for 10^9 units (10^6 from 30,000 seats up), and placing one person for 2·n·10^9 + 1: more than all
scores together can differ, so one more person always outweighs them. The largest sum, n people at twice the worth of
a pair, is 2·n·(2·n·10^9 + 10^9 + 1): 3.6·10^18 for 30,000 seats, below the 9.2·10^18 that 64 bits hold.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.allocation.table import Objective

Integers = NDArray[np.int64]
NOWHERE: Final = -1

_FINE, _COARSE = 10**9, 10**6
_MANY_SEATS: Final = 30_000


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs in order of seat, then offer, both as row numbers; scores in units; places for each offer."""

    seats: Integers
    offers: Integers
    units: Integers
    places: Integers
    seat_count: int

    @classmethod
    def of(
        cls, seats: Integers, offers: Integers, scores: NDArray[np.float64], places: Integers, seat_count: int
    ) -> "Candidates":
        """Put pairs that come in any order in order of seat and offer; scores outside 0..1 count as 0 or 1."""
        order = np.lexsort((offers, seats))
        # Rounded once, here: from now on all sums are exact.
        units = np.rint(np.clip(scores, 0, 1) * _steps(seat_count)).astype(np.int64)
        return cls(seats[order], offers[order], units[order], np.clip(places, 0, seat_count), seat_count)

    @property
    def person(self) -> int:
        """What it is worth to place one person, in units."""
        return 2 * self.seat_count * _steps(self.seat_count) + 1

    @property
    def worth(self) -> Integers:
        """What each pair is worth, a person placed and the score: units, int64, one per pair."""
        return self.units + self.person

    def offers_of(self, chosen: Integers) -> Integers:
        """Return the offer of each seat, int64, one per seat, by the pair chosen; for nobody the row after the last."""
        return np.append(self.offers, len(self.places))[chosen]

    def worth_of(self, chosen: Integers) -> Integers:
        """Return what the pair chosen for each seat is worth, in units, int64, one per seat; nought for nobody."""
        return np.append(self.worth, 0)[chosen]

    def objective(self, units: int, *, fixed: Objective | None = None) -> Objective:
        """Return an amount of units as people and their scores, on top of what was fixed beforehand."""
        before = fixed or Objective(0, 0)
        matched, score = divmod(units, self.person)
        return Objective(before.matched + matched, before.total_score + score / _steps(self.seat_count))

    def loss(self, units: int) -> tuple[int, float]:
        """Return a loss in units as people and score; the score may rise where a person is lost."""
        people = (2 * units + self.person) // (2 * self.person)
        return people, (units - people * self.person) / _steps(self.seat_count)


def _steps(seat_count: int) -> int:
    return _FINE if seat_count < _MANY_SEATS else _COARSE
