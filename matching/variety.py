"""Variety among the first answers: the same idea counts a little less each time, a new guise comes last."""

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.columns import Columns
from matching.lineage import is_guise
from matching.scoring import SUITABLE, WEIGHTS

_LESS_EACH_TIME: Final = (0.0, 0.08, 0.15, 0.2)
_GUISE_SHARE: Final = 0.5

MOST_LOST: Final = WEIGHTS["interest"] * (1 - SUITABLE) * _LESS_EACH_TIME[-1]
"""The most that a score falls because others have the same idea."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One offer as it scores by itself, in whole steps, and by which idea it answers the wish."""

    row: int
    place: int
    score: int
    interest: float
    topic: int


@dataclass(frozen=True, slots=True)
class Varied:
    """One offer as it counts among the others."""

    row: int
    place: int
    score: int
    is_guise: bool


def vary(ranked: Sequence[Ranked], ids: Sequence[str], columns: Columns, *, count: int, steps: int) -> list[Varied]:
    """The first so many of offers that come best first, once each idea counts a little less when it comes again.

    Only what an offer has above merely suitable counts less, so that no unsuitable offer gains by it.
    """
    seen = Counter[int]()
    earlier: list[Ranked] = []
    varied: list[tuple[int, str, Varied]] = []
    lowest: list[int] = []
    for each in ranked:
        if len(lowest) == count and each.score < lowest[0]:
            break
        guise = any(_same(each.row, other.row, columns) for other in earlier if other.topic == each.topic)
        less = _LESS_EACH_TIME[min(seen[each.topic], len(_LESS_EACH_TIME) - 1)]
        lost = WEIGHTS["interest"] * max(each.interest - SUITABLE, 0) * less
        score = round(each.score * _GUISE_SHARE) if guise else max(each.score - round(lost * steps), 0)
        if not guise:
            seen[each.topic] += 1
            earlier.append(each)
        varied.append((-score, ids[each.row], Varied(each.row, each.place, score, guise)))
        heapq.heappush(lowest, score)
        if len(lowest) > count:
            heapq.heappop(lowest)
    varied.sort(key=lambda entry: entry[:2])
    return [entry for *_, entry in varied[:count]]


def _same(one: int, other: int, columns: Columns) -> bool:
    apart = columns.position[:, one] - columns.position[:, other]
    return is_guise(
        columns.sketch[:, one],
        columns.sketch[:, other],
        same_organization=bool(columns.organization[one] == columns.organization[other]),
        squared_chord=float(np.dot(apart, apart)),
    )
