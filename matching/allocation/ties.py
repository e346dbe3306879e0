"""Of all equally good allocations always the same one: the first seat has the first offer it can have, and so on."""

from collections.abc import Iterator
from itertools import chain

import numpy as np

from matching.allocation.candidates import NOWHERE, Candidates, Integers


def settle_ties(candidates: Candidates, chosen: Integers, prices: Integers) -> Integers:
    """Return as good a choice of pairs, int64, one per seat, in which ties break by the order of seats and offers."""
    gains = candidates.worth_of(chosen) - np.append(prices, 0)[candidates.offers_of(chosen)]
    even = np.flatnonzero(candidates.worth - prices[candidates.offers] == gains[candidates.seats])
    moves: list[dict[int, int]] = [{} for _ in range(candidates.seat_count)]
    for pair, seat, offer in zip(
        even.tolist(), candidates.seats[even].tolist(), candidates.offers[even].tolist(), strict=True
    ):
        moves[seat][offer] = pair
    nowhere = len(candidates.places)
    # Who gains nothing at these prices may as well go nowhere.
    for seat in np.flatnonzero(gains == 0).tolist():
        moves[seat][nowhere] = NOWHERE
    seating = _Seating(moves, candidates.offers_of(chosen).tolist(), prices.tolist(), candidates.places.tolist())
    for seat in range(candidates.seat_count):
        seating.settle(seat)
    return np.array([moves[seat][offer] for seat, offer in enumerate(seating.has)], np.int64)


class _Seating:
    """Who has what while ties are settled; a move is an offer that is as good for a seat, given the prices.

    Going nowhere is one more offer, free and with room for all. Seats settled before keep what they have.
    """

    def __init__(self, moves: list[dict[int, int]], has: list[int], prices: list[int], places: list[int]) -> None:
        self.has = has
        self._moves = moves
        self._prices = [*prices, 0]
        self._places = [*places, len(has) + 1]
        self._holders: list[set[int]] = [set() for _ in self._places]
        for seat, offer in enumerate(has):
            self._holders[offer].add(seat)

    def settle(self, seat: int) -> None:
        """Give a seat the first offer it can have when only later seats move, and nothing of the worth is lost."""
        for offer in self._moves[seat]:
            # Only an offer that comes before what the seat has is better.
            if offer >= self.has[seat]:
                return
            steps = self._way(offer, to=self.has[seat], after=seat)
            if steps is not None:
                for mover, goal in (*steps, (seat, offer)):
                    self._holders[self.has[mover]].remove(mover)
                    self._holders[goal].add(mover)
                    self.has[mover] = goal
                return

    def _way(self, start: int, *, to: int, after: int) -> list[tuple[int, int]] | None:
        """Return who moves where so that a place of one offer comes free and one of the other is taken instead."""
        steps: dict[int, tuple[int, tuple[int, int] | None]] = {start: (start, None)}
        row = [start]
        has_spare = False
        for offer in row:
            if offer == to:
                return _trace(steps, to)
            ways = self._moves_from(offer, after)
            if not has_spare and len(self._holders[offer]) < self._places[offer]:
                # A place to spare takes the newcomer; so any place that costs nothing may fall empty elsewhere.
                has_spare, ways = True, chain(ways, self._costless())
            for goal, step in ways:
                if goal not in steps:
                    steps[goal] = (offer, step)
                    row.append(goal)
        return None

    def _moves_from(self, offer: int, after: int) -> Iterator[tuple[int, tuple[int, int] | None]]:
        for seat in self._holders[offer]:
            if seat > after:
                yield from ((goal, (seat, goal)) for goal in self._moves[seat])

    def _costless(self) -> Iterator[tuple[int, None]]:
        return ((offer, None) for offer, seats in enumerate(self._holders) if seats and not self._prices[offer])


def _trace(steps: dict[int, tuple[int, tuple[int, int] | None]], goal: int) -> list[tuple[int, int]]:
    moves = []
    while (before := steps[goal]) != (goal, None):
        if before[1]:
            moves.append(before[1])
        goal = before[0]
    return moves
