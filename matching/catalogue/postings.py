"""Which offers show a concept: per concept the rows, how strongly, and by which words."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.interests import Grade, WishPart
from matching.parameters import parameters_of
from matching.vocabulary import FoundIn

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]


class Quote(NamedTuple):
    """The words of an offer that show something: where they stand, as written, and how sure they are."""

    where: FoundIn
    written: str
    grade: Grade = Grade.LIKELY


Entries = NDArray[np.int32]

_READ: Final = parameters_of("strength")
TELLING: Final = _READ.number("telling")
"""Below this strength, what an offer shows has too little to do with a phrase to count."""

_ITSELF: Final = _READ.number("itself")
_CLASSES: Final = 10
_TOGETHER: Final = np.float32(_READ.number("together"))
_MOST_OF_A_PHRASE: Final = _READ.number("most_of_a_phrase")
_LEAST_OF_A_PART: Final = _READ.number("least_of_a_part")
_NONE: Final[Entries] = np.empty((0, 3), np.int32)


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
        """Return the entries from about a weight up, a view: int32, one row per offer: row, weight bits, evidence."""
        return self._entries[: self._at_least[_class_of(weight)]] if weight <= 1 else self._entries[:0]

    def add(self, row: int, *, weight: float, evidence: int) -> None:
        """Note that a row shows the concept."""
        size = len(self)
        if size == len(self._entries):
            # Grown by a quarter: most concepts are shown by few offers, some by thousands.
            self._entries = np.resize(self._entries, (size * 5 // 4, 3))
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
    """By what an offer answers a phrase: the concept, how strongly, whether only nearly, where, by which words.

    It is as sure as the less sure of wish and offer.
    """

    concept: int
    strength: float
    is_near: bool
    where: FoundIn
    words: str
    grade: Grade
    is_whole: bool
    """Whether it answers most of what the phrase says."""


class Hits:
    """What one phrase, as concepts with strengths, finds among all rows."""

    def __init__(
        self,
        postings: Mapping[int, Posting],
        phrase: Mapping[int, float],
        *,
        rows: int,
        parts: Sequence[WishPart] = (),
        grades: Mapping[int, Grade] | None = None,
    ) -> None:
        asked = [
            (concept, strength, posting.from_weight(TELLING / strength))
            for concept, strength in phrase.items()
            if strength >= TELLING and (posting := postings.get(concept))
        ]
        sizes = [len(entries) for *_, entries in asked]
        most = max(phrase.values(), default=0)
        self.phrase: Final = phrase
        self._grades = grades or {}
        self._is_near = [strength < _ITSELF * most for _, strength, _ in asked]
        self._concepts = [concept for concept, *_ in asked]
        self._ends = list(accumulate(sizes))
        self._entries: Entries = np.concatenate([_NONE, *(entries for *_, entries in asked)])
        found_in = self._entries[:, 0].astype(np.intp)
        strengths = np.repeat(np.array([strength for _, strength, _ in asked], np.float32), sizes)
        found = self._entries[:, 1].view(np.float32) * strengths
        self.strengths: Floats = np.zeros(rows, np.float32)
        """How strongly each row shows the best that it has of the phrase, 0..1, float32."""
        # Two concepts of one phrase may be shown by the same offer: the stronger counts, not both.
        np.maximum.at(self.strengths, found_in, found)
        # Of equally strong findings the first one counts, in the order of the phrase: the last to be written here.
        best = np.flatnonzero(found == self.strengths.take(found_in))[::-1]
        self._best = np.zeros(rows, np.int32)
        self._best[found_in[best]] = best
        self.answered: Floats
        """How well each row answers the phrase as a whole, 0..1, float32."""
        self.is_whole: NDArray[np.bool_]
        """Whether each row answers most of what the phrase says."""
        self.answered, self.is_whole = self._as_a_whole(postings, parts)

    def _as_a_whole(
        self, postings: Mapping[int, Posting], parts: Sequence[WishPart]
    ) -> tuple[Floats, NDArray[np.bool_]]:
        """Return the strengths, less where only some of several parts are there, and where most is there."""
        read = [part for part in parts if part.reached]
        if len(read) < 2:  # noqa: PLR2004 - one part is the phrase itself
            is_whole = not read or read[0].said >= _MOST_OF_A_PHRASE
            return self.strengths, np.full(len(self.strengths), is_whole)
        together = np.zeros(len(self.strengths), np.float32)
        said = np.zeros(len(self.strengths), np.float32)
        whole = np.float32(sum(part.share for part in read))
        for part in read:
            found = _strengths_of(part.reached, postings, rows=len(together))
            together += found * np.float32(part.share)
            said += found * np.float32(part.said)
        # What is too little of the phrase to be told of is nothing of the whole either.
        together[self.strengths == 0] = 0
        return (1 - _TOGETHER) * self.strengths + _TOGETHER / whole * together, said >= _MOST_OF_A_PHRASE

    def evidence(self, rows: Rows, *, words: Sequence[Quote]) -> list[Evidence | None]:
        """Return the best evidence for each of a few rows; none where a row has nothing of the phrase."""
        asked = zip(
            self.strengths.take(rows).tolist(),
            self._best.take(rows).tolist(),
            self.is_whole.take(rows).tolist(),
            strict=True,
        )
        return [
            self._evidence(place, strength, words, is_whole=is_whole) if strength else None
            for strength, place, is_whole in asked
        ]

    def _evidence(self, place: int, strength: float, words: Sequence[Quote], *, is_whole: bool) -> Evidence:
        which = bisect_right(self._ends, place)
        where, quoted, grade = words[self._entries[place, 2]]
        concept, is_near = self._concepts[which], self._is_near[which]
        asked = self._grades.get(concept, Grade.CERTAIN)
        # That something is only near is said of the offer alone, where the wish itself was no guess.
        sure = grade if is_near and asked > Grade.GUESS else min(grade, asked)
        return Evidence(concept, strength, is_near, where, quoted, sure, is_whole)


def _strengths_of(part: Mapping[int, float], postings: Mapping[int, Posting], *, rows: int) -> Floats:
    """Return how strongly each row shows one part of a phrase, 0..1, float32."""
    strengths = np.zeros(rows, np.float32)
    asked = [
        (strength, posting.from_weight(_LEAST_OF_A_PART / strength))
        for concept, strength in part.items()
        if strength >= _LEAST_OF_A_PART and (posting := postings.get(concept))
    ]
    if asked:
        entries = np.concatenate([each for _, each in asked])
        shares = np.repeat(np.array([strength for strength, _ in asked], np.float32), [len(each) for _, each in asked])
        np.maximum.at(strengths, entries[:, 0].astype(np.intp), entries[:, 1].view(np.float32) * shares)
    return strengths
