"""Variety among the first answers: the same idea counts a little less each time, a new guise comes last."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from matching.catalogue.columns import NOWHERE, Columns
from matching.catalogue.lineage import is_alike, is_alike_to_any
from matching.judging.scoring import SUITABLE, WEIGHTS
from matching.parameters import parameters_of

_READ: Final = parameters_of("ordering")
_LESS_EACH_TIME: Final = _READ.row("less_each_time")
_TIMES: Final = len(_LESS_EACH_TIME) - 1
_GUISE_SHARE: Final = _READ.number("guise_share")
# Up to so many, one by one is faster than all at once.
_FEW: Final = _READ.count("few_compared")

MOST_LOST: Final = WEIGHTS["interest"] * (1 - SUITABLE) * _LESS_EACH_TIME[-1]
"""The most that a score falls because others have the same idea."""

Tie = tuple[float, str]
"""What decides between equal scores: minus how alike an offer is to what is asked, and then its id."""

Ranked = tuple[int, Tie, int, int, float, int, int, int]
"""One offer by itself: minus its score in whole steps, tie, row, place, interest, topic, organization and spot."""

Varied = tuple[int, Tie, int, bool]
"""One offer as it counts among the others: minus its score in whole steps, tie, place, and whether it is a guise."""


class Variety:
    """What was told already, portion by portion."""

    def __init__(self, columns: Columns, *, steps: int) -> None:
        self._sketch = columns.sketch
        self._most_lost = [WEIGHTS["interest"] * less * steps for less in _LESS_EACH_TIME]
        self._times: dict[int, int] = {}
        self._of_organization: dict[int, list[int]] = {}
        self._at_spot: dict[int, list[int]] = {}
        self._known_marks: dict[int, list[int]] = {}

    def add(self, portion: Sequence[Ranked]) -> Iterator[Varied]:
        """Take in the next best offers; only what each has above merely suitable counts less."""
        times_told, most_lost = self._times, self._most_lost
        of_organization, at_spot = self._of_organization, self._at_spot
        for minus_score, tie, row, place, interest, topic, organization, spot in portion:
            kin, neighbours = of_organization.setdefault(organization, []), at_spot.get(spot, [])
            # Only the same people or place put one thing under two names; others may offer the same.
            if (kin or neighbours) and self._is_guise(row, *kin, *neighbours):
                yield round(minus_score * _GUISE_SHARE), tie, place, True
                continue
            kin.append(row)
            if spot != NOWHERE:
                neighbours.append(row)
                at_spot[spot] = neighbours
            times = times_told.get(topic, 0)
            times_told[topic] = times + 1
            lost = round(most_lost[min(times, _TIMES)] * (interest - SUITABLE)) if interest > SUITABLE else 0
            yield min(minus_score + lost, 0), tie, place, False

    def _is_guise(self, row: int, *others: int) -> bool:
        """Tell whether this is a new guise of one of those before it."""
        if len(others) > _FEW:
            return is_alike_to_any(row, others, self._sketch)
        return any(is_alike(self._marks(row), self._marks(other)) for other in others)

    def _marks(self, row: int) -> list[int]:
        marks = self._known_marks.get(row)
        if marks is None:
            marks = self._known_marks[row] = self._sketch[:, row].tolist()
        return marks


def vary(portions: Iterable[Sequence[Ranked]], variety: Variety, *, count: int) -> list[Varied]:
    """Return the first so many of offers that come best first; an idea counts a little less when it comes again."""
    varied: list[Varied] = []
    for portion in portions:
        varied += variety.add(portion)
        # What lost by coming again may stand below what the next portion brings.
        varied.sort()
        last_minus_score = portion[-1][0]
        if len(varied) >= count and varied[count - 1][0] <= last_minus_score:
            break  # Whatever comes next scores less.
    return varied[:count]
