"""Variety among the first answers: the same idea counts a little less each time, a new guise comes last."""

import heapq
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from matching.columns import Columns
from matching.lineage import is_alike
from matching.scoring import SUITABLE, WEIGHTS

_LESS_EACH_TIME: Final = (0.0, 0.08, 0.15, 0.2)
_TIMES: Final = len(_LESS_EACH_TIME) - 1
_GUISE_SHARE: Final = 0.5

MOST_LOST: Final = WEIGHTS["interest"] * (1 - SUITABLE) * _LESS_EACH_TIME[-1]
"""The most that a score falls because others have the same idea."""


class Ranked(NamedTuple):
    """One offer as it scores by itself, in whole steps, by which idea it answers the wish, and who and where it is."""

    row: int
    place: int
    score: int
    interest: float
    topic: int
    organization: int
    spot: int


class Varied(NamedTuple):
    """One offer as it counts among the others."""

    row: int
    place: int
    score: int
    is_guise: bool


class Variety:
    """What was told already, offer by offer."""

    def __init__(self, columns: Columns, *, steps: int) -> None:
        self._sketch = columns.sketch
        self._most_lost = [WEIGHTS["interest"] * less * steps for less in _LESS_EACH_TIME]
        self._ideas: dict[int, int] = {}
        self._of_organization: dict[int, list[int]] = {}
        self._at_spot: dict[int, list[int]] = {}

    def add(self, offer: Ranked) -> Varied:
        """Take in the next best offer; only what it has above merely suitable counts less."""
        if self._is_guise(offer):
            return Varied(offer.row, offer.place, round(offer.score * _GUISE_SHARE), is_guise=True)
        times = self._ideas.get(offer.topic, 0)
        self._ideas[offer.topic] = times + 1
        self._of_organization.setdefault(offer.organization, []).append(offer.row)
        self._at_spot.setdefault(offer.spot, []).append(offer.row)
        lost = round(self._most_lost[min(times, _TIMES)] * (offer.interest - SUITABLE)) if times else 0
        return Varied(offer.row, offer.place, max(offer.score - max(lost, 0), 0), is_guise=False)

    def _is_guise(self, offer: Ranked) -> bool:
        colleagues, neighbours = self._of_organization.get(offer.organization), self._at_spot.get(offer.spot)
        if colleagues is None and neighbours is None:
            return False
        own = self._sketch[:, offer.row]
        return any(is_alike(own, self._sketch[:, row]) for row in {*(colleagues or ()), *(neighbours or ())})


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
