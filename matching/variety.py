"""Variety among the first answers: the same idea counts a little less each time, a new guise comes last."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from matching.columns import NOWHERE, Columns
from matching.lineage import is_alike
from matching.scoring import SUITABLE, WEIGHTS

_LESS_EACH_TIME: Final = (0.0, 0.08, 0.15, 0.2)
_TIMES: Final = len(_LESS_EACH_TIME) - 1
_GUISE_SHARE: Final = 0.5

MOST_LOST: Final = WEIGHTS["interest"] * (1 - SUITABLE) * _LESS_EACH_TIME[-1]
"""The most that a score falls because others have the same idea."""


class Ranked(NamedTuple):
    """One offer as it scores by itself, in whole steps, by which idea it answers the wish, and who and where it is."""

    minus_score: int
    offer_id: str
    row: int
    place: int
    interest: float
    topic: int
    organization: int
    spot: int


class Varied(NamedTuple):
    """One offer as it counts among the others; the best one sorts first."""

    minus_score: int
    offer_id: str
    place: int
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
        self._known_marks: dict[int, list[int]] = {}

    def add(self, portion: Sequence[Ranked]) -> Iterator[Varied]:
        """Take in the next best offers; only what each has above merely suitable counts less."""
        self._find_guises(portion)
        for minus_score, offer_id, row, place, interest, topic, *_ in portion:
            if row in self._guises:
                yield Varied(round(minus_score * _GUISE_SHARE), offer_id, place, is_guise=True)
                continue
            times = self._times[topic]
            self._times[topic] = times + 1
            lost = round(self._most_lost[min(times, _TIMES)] * (interest - SUITABLE)) if times else 0
            yield Varied(min(minus_score + max(lost, 0), 0), offer_id, place, is_guise=False)

    def _find_guises(self, portion: Sequence[Ranked]) -> None:
        """Note which of the next offers are a new guise of one before them that is none itself."""
        for offer in portion:
            kin = self._of_organization[offer.organization]
            neighbours = self._at_spot[offer.spot] if offer.spot != NOWHERE else []
            if any(self._is_alike(offer.row, other) for other in (*kin, *neighbours)):
                self._guises.add(offer.row)
            else:
                kin.append(offer.row)
                neighbours.append(offer.row)

    def _is_alike(self, row: int, other: int) -> bool:
        return is_alike(self._marks(row), self._marks(other))

    def _marks(self, row: int) -> list[int]:
        marks = self._known_marks.get(row)
        if marks is None:
            marks = self._known_marks[row] = self._sketch[:, row].tolist()
        return marks


def vary(portions: Iterable[Sequence[Ranked]], variety: Variety, *, count: int) -> list[Varied]:
    """The first so many of offers that come best first, once each idea counts a little less when it comes again."""
    varied: list[Varied] = []
    for portion in portions:
        varied += variety.add(portion)
        varied.sort()
        if len(varied) >= count and varied[count - 1].minus_score <= portion[-1].minus_score:
            break  # Whatever comes next scores less.
    return varied[:count]
