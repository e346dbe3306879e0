"""What the table loses when a seat has another offer after all: the cheapest way in which the others make room."""

from typing import Final

import numpy as np

from matching.allocation.candidates import Candidates, Integers

_NEVER: Final = 2**61


class Detours:
    """The cheapest way from a place too many at one offer to a place too few at another, for every two offers.

    After the offers come two more rows: going nowhere, which has room for everyone, and the places to spare.
    """

    def __init__(self, candidates: Candidates, chosen: Integers) -> None:
        self.candidates = candidates
        self._has, self._worth = candidates.offers_of(chosen), candidates.worth_of(chosen)
        self._nowhere = len(candidates.places)
        taken = np.bincount(self._has, minlength=self._nowhere + 1)
        self._room = taken[:-1] < candidates.places
        self._cost, self._first = _shortest(self._one_step(taken))
        self._only_here = self._offers_left_by_the_single_minded()

    def loss(self, seat: int, pair: int) -> int:
        """Return what is lost when a seat has the offer of one of its pairs, in units."""
        makes_room = self._cost[self.candidates.offers[pair], self._has[seat]]
        return int(self._worth[seat] - self.candidates.worth[pair] + makes_room)

    def goes_nowhere(self, seat: int) -> bool:
        """Tell whether a seat has no offer."""
        return bool(self._has[seat] == self._nowhere)

    def has_room(self, pair: int) -> bool:
        """Tell whether the offer of a pair has a place to spare."""
        return bool(self._room[self.candidates.offers[pair]])

    def leaves_single_minded(self, seat: int, pair: int) -> bool:
        """Tell whether the cheapest way sends someone home at once for whom the offer of this pair is the only one."""
        offer = int(self.candidates.offers[pair])
        return bool(self._first[offer, self._has[seat]] == self._nowhere) and offer in self._only_here

    def _one_step(self, taken: Integers) -> Integers:
        """Return what it costs to move one person, or to use or leave a place: units, int64, row to column."""
        spare = self._nowhere + 1
        cost = np.full((spare + 1, spare + 1), _NEVER, np.int64)
        seats, offers = self.candidates.seats, self.candidates.offers
        np.minimum.at(cost, (self._has[seats], offers), self._worth[seats] - self.candidates.worth)
        np.minimum.at(cost[:, self._nowhere], self._has, self._worth)
        # A place that is free is taken for nothing, and there is always room to go nowhere.
        cost[np.flatnonzero(np.append(self._room, True)), spare] = 0
        cost[spare, np.flatnonzero(taken)] = 0
        # Staying costs nothing.
        np.fill_diagonal(cost, 0)
        return cost

    def _offers_left_by_the_single_minded(self) -> set[int]:
        """Return offers where the one who would lose the least by leaving has no other offer with places."""
        open_to = self.candidates.seats[self.candidates.places[self.candidates.offers] > 0]
        options = np.bincount(open_to, minlength=len(self._has))
        least = np.full(self._nowhere + 1, _NEVER, np.int64)
        np.minimum.at(least, self._has, self._worth)
        return set(self._has[(self._worth == least[self._has]) & (options == 1)].tolist())


def _shortest(cost: Integers) -> tuple[Integers, Integers]:
    """Find the cheapest ways by Floyd and Warshall, and where each goes first: int64, from each row to each column."""
    first = np.broadcast_to(np.arange(len(cost)), cost.shape).copy()
    for middle in range(len(cost)):
        through = np.minimum(cost[:, middle, None] + cost[None, middle, :], _NEVER)
        shorter = through < cost
        np.copyto(cost, through, where=shorter)
        np.copyto(first, first[:, middle, None], where=shorter)
    return cost, first
