"""Which offers show a concept: per concept the rows, how strongly, and by which words."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.vocabulary import FoundIn

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]
Words = tuple[FoundIn, str]

Entries = NDArray[np.int32]

TELLING: Final = 0.3
"""Below this strength, what an offer shows has too little to do with a phrase to count."""

_CLASSES: Final = 10


class Posting:
    """The offers that show one concept, each row at most once, the surest ones first."""

    __slots__ = ("_at_least", "_entries")

    def __init__(self) -> None:
        # Row, weight (the bits of a float) and number of the evidence, side by side.
        self._entries: Entries = np.empty((4, 3), np.int32)
        self._at_least = [0] * (_CLASSES + 1)

    def __len__(self) -> int:
        return self._at_least[0]

    @property
    def nbytes(self) -> int:
        """How much memory the entries take."""
        return self._entries.nbytes

    def from_weight(self, weight: float) -> Entries:
        """The entries from about a weight upwards, as a view."""
        return self._entries[: self._at_least[_class_of(weight)]] if weight <= 1 else self._entries[:0]

    def add(self, row: int, *, weight: float, evidence: int) -> None:
        """Note that a row shows the concept."""
        size = len(self)
        if size == len(self._entries):
            self._entries = np.resize(self._entries, (size * 3 // 2, 3))
        bits = np.float32(weight).view(np.int32)
        weight_class = _class_of(float(np.float32(weight)))
        place = self._at_least[weight_class]
        self._entries[place + 1 : size + 1] = self._entries[place:size].copy()
        self._entries[place] = (row, bits, evidence)
        self._count(weight_class, 1)

    def remove(self, row: int) -> None:
        """Forget a row."""
        size, place = len(self), self._place(row)
        weight_class = _class_of(float(self._entries[place, 1:2].view(np.float32)[0]))
        self._entries[place : size - 1] = self._entries[place + 1 : size].copy()
        self._count(weight_class, -1)

    def move(self, row: int, *, to: int) -> None:
        """Give a row its new number."""
        self._entries[self._place(row), 0] = to

    def _place(self, row: int) -> int:
        return int(np.argmax(self._entries[: len(self), 0] == row))

    def _count(self, weight_class: int, change: int) -> None:
        for each in range(weight_class + 1):
            self._at_least[each] += change


def _class_of(weight: float) -> int:
    return int(weight * _CLASSES)


class Evidence(NamedTuple):
    """By what an offer answers a phrase: the concept, how strongly, and the words that showed it."""

    concept: int
    strength: float
    where: FoundIn
    words: str


class Hits:
    """What a few phrases, each as concepts with strengths, find among all rows."""

    def __init__(self, postings: Mapping[int, Posting], phrases: Sequence[Mapping[int, float]], *, rows: int) -> None:
        self._strengths = np.zeros((len(phrases), rows), np.float32)
        self._asked: list[tuple[int, int]] = []
        strengths, parts = [], []
        for number, phrase in enumerate(phrases):
            for concept, strength in phrase.items():
                posting = postings.get(concept)
                if posting and strength >= TELLING:
                    self._asked.append((number, concept))
                    strengths.append(strength)
                    parts.append(posting.from_weight(TELLING / strength))
        sizes = [len(part) for part in parts]
        self._ends = np.cumsum(sizes)
        self._entries: Entries = np.concatenate(parts) if parts else np.empty((0, 3), np.int32)
        self._found = self._entries[:, 1].view(np.float32) * np.repeat(np.array(strengths, np.float32), sizes)
        offsets = np.repeat(np.array([number * rows for number, _ in self._asked], np.intp), sizes)
        self._cells = self._entries[:, 0] + offsets
        np.maximum.at(self._strengths.reshape(-1), self._cells, self._found)

    @property
    def strengths(self) -> Floats:
        """How strongly each row (last axis) answers each phrase (first axis), 0..1."""
        return self._strengths

    def evidence(self, rows: Rows, *, words: Sequence[Words]) -> dict[tuple[int, int], Evidence]:
        """The best evidence per row and phrase, for a few rows."""
        wanted = np.zeros_like(self._strengths, np.bool_)
        wanted[:, rows] = True
        places = np.flatnonzero(wanted.reshape(-1).take(self._cells))
        places = places[self._found[places] == self._strengths.reshape(-1)[self._cells[places]]]
        asked = np.searchsorted(self._ends, places, side="right").tolist()
        best: dict[tuple[int, int], tuple[str, int, float, int]] = {}
        for which, (row, _, number), strength in zip(
            asked, self._entries[places].tolist(), self._found[places].tolist(), strict=True
        ):
            phrase, concept = self._asked[which]
            # Equally strong, the words decide: the numbers of free words depend on which offer came first.
            new = (words[number][1], concept, strength, number)
            if (row, phrase) not in best or new < best[row, phrase]:
                best[row, phrase] = new
        return {
            key: Evidence(concept, strength, *words[number]) for key, (_, concept, strength, number) in best.items()
        }
