"""Variety among the first answers: the same idea counts a little less each time, a new guise comes last."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from operator import itemgetter
from typing import Final, NamedTuple

from matching.columns import NOWHERE, Columns
from matching.lineage import are_alike
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
    """What was told already, portion by portion."""

    def __init__(self, columns: Columns, *, steps: int) -> None:
        self._sketch = columns.sketch
        self._most_lost = [WEIGHTS["interest"] * less * steps for less in _LESS_EACH_TIME]
        self._times: defaultdict[int, int] = defaultdict(int)
        self._of_organization: defaultdict[int, list[int]] = defaultdict(list)
        self._at_spot: defaultdict[int, list[int]] = defaultdict(list)
        self._guises: set[int] = set()

    def add(self, portion: Sequence[Ranked]) -> Iterator[Varied]:
        """Take in the next best offers; only what each has above merely suitable counts less."""
        self._find_guises(portion)
        for row, place, score, interest, topic, *_ in portion:
            if row in self._guises:
                yield Varied(row, place, round(score * _GUISE_SHARE), is_guise=True)
                continue
            times = self._times[topic]
            self._times[topic] = times + 1
            lost = round(self._most_lost[min(times, _TIMES)] * (interest - SUITABLE)) if times else 0
            yield Varied(row, place, max(score - max(lost, 0), 0), is_guise=False)

    def _find_guises(self, portion: Sequence[Ranked]) -> None:
        """Note which of the next offers are a new guise of one before them that is none itself."""
        later, earlier = self._kin(portion)
        if not later:
            return
        alike = are_alike(self._sketch.take(later, axis=1), self._sketch.take(earlier, axis=1)).tolist()
        for row, older in compress(zip(later, earlier, strict=True), alike):
            if older not in self._guises:
                self._guises.add(row)

    def _kin(self, portion: Sequence[Ranked]) -> tuple[list[int], list[int]]:
        """The next offers, each beside every one before it of the same people or at the same place."""
        later: list[int] = []
        earlier: list[int] = []
        for offer in portion:
            colleagues = self._of_organization[offer.organization]
            neighbours = self._at_spot[offer.spot] if offer.spot != NOWHERE else []
            for kin in (colleagues, neighbours):
                earlier += kin
                later += [offer.row] * len(kin)
                kin.append(offer.row)
        return later, earlier


def vary(portions: Iterable[Sequence[Ranked]], ids: Sequence[str], variety: Variety, *, count: int) -> list[Varied]:
    """The first so many of offers that come best first, once each idea counts a little less when it comes again."""
    varied: list[tuple[int, str, Varied]] = []
    lowest: list[int] = []
    for portion in portions:
        for told in variety.add(portion):
            varied.append((-told.score, ids[told.row], told))
            heapq.heappush(lowest, told.score)
            if len(lowest) > count:
                heapq.heappop(lowest)
        if len(lowest) == count and portion[-1].score <= lowest[0]:
            break  # Whatever comes next scores less.
    varied.sort(key=itemgetter(0, 1))
    return [told for *_, told in varied[:count]]
