"""Which offers show a concept: per concept the rows, how strongly, and by which words."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.interests import Grade
from matching.vocabulary import FoundIn

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]
Entries = NDArray[np.int32]


class Quote(NamedTuple):
    """The words of an offer that show something: where they stand, as written, and how sure they are."""

    where: FoundIn
    written: str
    grade: Grade = Grade.LIKELY


_CLASSES: Final = 10


class Posting:
    """The offers that show one concept, each row at most once, the surest ones first."""

    __slots__ = ("_at_least", "_entries", "_waiting")

    def __init__(self) -> None:
        # Row, weight (the bits of a float) and number of the evidence, side by side.
        self._entries: Entries = np.empty((0, 3), np.int32)
        self._at_least = np.zeros(_CLASSES + 1, np.intp)
        self._waiting: list[tuple[int, int, int]] = []
        """What came since somebody looked: put in its place all at once, so that filling takes no longer than it is."""

    def __len__(self) -> int:
        return len(self._entries) + len(self._waiting)

    @property
    def nbytes(self) -> int:
        """How much memory the entries take."""
        return self._settled().nbytes

    def from_weight(self, weight: float) -> Entries:
        """Return the entries from about a weight up, a view: int32, one row per offer: row, weight bits, evidence."""
        entries = self._settled()
        return entries[: self._at_least[class_of(weight)]] if weight <= 1 else entries[:0]

    def add(self, row: int, *, weight: int, evidence: int) -> None:
        """Note that a row shows the concept, with the bits of its weight."""
        self._waiting.append((row, weight, evidence))

    def remove(self, row: int) -> None:
        """Forget a row."""
        entries = self._settled()
        place = _place_of(row, entries)
        weight_class = class_of(float(weights_of(entries[place : place + 1])[0]))
        self._entries = np.delete(entries, place, axis=0)
        self._at_least[: weight_class + 1] -= 1

    def move(self, row: int, *, to: int) -> None:
        """Give a row its new number."""
        entries = self._settled()
        entries[_place_of(row, entries), 0] = to

    def _settled(self) -> Entries:
        if self._waiting:
            added = np.array(self._waiting, np.int32)
            classes = (weights_of(added).astype(np.float64) * _CLASSES).astype(np.intp)
            order = (-classes).argsort(kind="stable")
            self._entries = np.insert(self._entries, self._at_least[classes[order]], added[order], axis=0)
            self._at_least += (classes[:, None] >= np.arange(_CLASSES + 1)).sum(axis=0)
            self._waiting.clear()
        return self._entries


def _place_of(row: int, entries: Entries) -> int:
    return int(np.argmax(entries[:, 0] == row))


def class_of(weight: float) -> int:
    """Return the class of a weight: what is in a higher one is surer."""
    return int(weight * _CLASSES)


def weights_of(entries: Entries) -> Floats:
    """Return the weights of entries: 0..1, float32, one per entry."""
    return entries[:, 1].view(np.float32)
