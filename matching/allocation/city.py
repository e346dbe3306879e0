"""A whole city at once: the same exact allocation over arrays, without sentences."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.allocation.candidates import Candidates, Integers
from matching.allocation.flow import choose
from matching.allocation.greedy import greedy_units
from matching.allocation.prices import prices_of, upper_bound
from matching.allocation.table import Objective


@dataclass(frozen=True, slots=True)
class CityAllocation:
    """The offer of each seat as a row number, -1 for none, and the figures; the bound shows that nothing beats it."""

    offers: Integers
    objective: Objective
    upper_bound: Objective
    greedy: Objective
    first_choices: int

    @property
    def status(self) -> str:
        """Whether the bound proves that no allocation is better."""
        return "optimal" if self.objective == self.upper_bound else "unproven"


def allocate_city(
    begins: NDArray[np.integer], offers: NDArray[np.integer], scores: NDArray[np.floating], places: NDArray[np.integer]
) -> CityAllocation:
    """Return the best allocation for a city; offers and scores of seat s stand from begins[s] to begins[s + 1]."""
    seat_count = len(begins) - 1
    seats = np.repeat(np.arange(seat_count), np.diff(begins))
    candidates = Candidates.of(
        seats, offers.astype(np.int64), scores.astype(np.float64), places.astype(np.int64), seat_count
    )
    chosen = choose(candidates)
    best = np.zeros(seat_count, np.int64)
    np.maximum.at(best, candidates.seats, candidates.worth)
    got = candidates.worth_of(chosen)
    return CityAllocation(
        offers=np.append(candidates.offers, -1)[chosen],
        objective=candidates.objective(int(got.sum())),
        upper_bound=candidates.objective(upper_bound(candidates, prices_of(candidates, chosen))),
        greedy=candidates.objective(greedy_units(candidates)),
        first_choices=int(np.count_nonzero((got == best) & (got > 0))),
    )
