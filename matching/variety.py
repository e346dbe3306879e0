"""Variety among the first answers: the same idea counts a little less each time, a new guise comes last."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from matching.columns import Columns
from matching.lineage import is_alike
from matching.scoring import SUITABLE, WEIGHTS

_LESS_EACH_TIME: Final = (0.0, 0.08, 0.15, 0.2)
_GUISE_SHARE: Final = 0.5

MOST_LOST: Final = WEIGHTS["interest"] * (1 - SUITABLE) * _LESS_EACH_TIME[-1]
"""The most that a score falls because others have the same idea."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One offer as it scores by itself, in whole steps, by which idea it answers the wish, and who and where it is."""

    row: int
    place: int
    score: int
    interest: float
    topic: int
    homes: tuple[Hashable, Hashable]


@dataclass(frozen=True, slots=True)
class Varied:
    """One offer as it counts among the others."""

    row: int
    place: int
    score: int
    is_guise: bool


class Variety:
    """What was told already, offer by offer."""

    def __init__(self, columns: Columns, *, steps: int) -> None:
        self._sketch = columns.sketch
        self._steps = steps
        self._ideas = Counter[int]()
        self._at_home: defaultdict[Hashable, list[int]] = defaultdict(list)

    def add(self, offer: Ranked) -> Varied:
        """Take in the next best offer; only what it has above merely suitable counts less."""
        if self._is_guise(offer):
            return Varied(offer.row, offer.place, round(offer.score * _GUISE_SHARE), is_guise=True)
        less = _LESS_EACH_TIME[min(self._ideas[offer.topic], len(_LESS_EACH_TIME) - 1)]
        lost = WEIGHTS["interest"] * max(offer.interest - SUITABLE, 0) * less
        self._ideas[offer.topic] += 1
        for home in offer.homes:
            self._at_home[home].append(offer.row)
        return Varied(offer.row, offer.place, max(offer.score - round(lost * self._steps), 0), is_guise=False)

    def _is_guise(self, offer: Ranked) -> bool:
        neighbours = {row for home in offer.homes for row in self._at_home.get(home, ())}
        own = self._sketch[:, offer.row]
        return any(is_alike(own, self._sketch[:, row]) for row in neighbours)


def vary(ranked: Iterable[Ranked], ids: Sequence[str], variety: Variety, *, count: int) -> list[Varied]:
    """The first so many of offers that come best first, once each idea counts a little less when it comes again."""
    varied: list[tuple[int, str, Varied]] = []
    lowest: list[int] = []
    for each in ranked:
        if len(lowest) == count and each.score < lowest[0]:
            break
        told = variety.add(each)
        varied.append((-told.score, ids[each.row], told))
        heapq.heappush(lowest, told.score)
        if len(lowest) > count:
            heapq.heappop(lowest)
    varied.sort(key=itemgetter(0, 1))
    return [told for *_, told in varied[:count]]
