"""What one phrase finds among all offers: only the rows that show something of it, mended where an offer changes."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.catalogue.postings import Entries, Floats, Posting, Quote, Rows, class_of, weights_of
from matching.interests import Grade, WishPart, groups_named
from matching.parameters import parameters_of
from matching.vocabulary import FoundIn

_READ: Final = parameters_of("strength")
TELLING: Final = _READ.number("telling")
"""Below this strength, what an offer shows has too little to do with a phrase to count."""

_ITSELF: Final = _READ.number("itself")
_TOGETHER: Final = np.float32(_READ.number("together"))
_MOST_OF_A_PHRASE: Final = _READ.number("most_of_a_phrase")
_SAYS_A_DEED: Final = _READ.number("says_a_deed")
_SUITABLE: Final = _READ.number("suitable")
_HUNDREDTHS: Final = 100
_LEAST_OF_A_PART: Final = _READ.number("least_of_a_part")

_FACTS: Final = 7
_ROW, _PLACE, _EVIDENCE, _STRENGTH, _ANSWERED, _IS_WHOLE, _HAS_DEED = range(_FACTS)
_Found = NDArray[np.int32]
"""A column per row that was found, in order of row: those facts of each, floats as their bits."""


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
    has_deed: bool
    """Whether it has of what one does, where the phrase says so, and not only of how, where or with whom."""


class Hits:
    """What one phrase, as concepts with strengths, finds among all rows."""

    def __init__(
        self,
        phrase: Mapping[int, float],
        *,
        parts: Sequence[WishPart] = (),
        grades: Mapping[int, Grade] | None = None,
        groups: Collection[str] = (),
    ) -> None:
        self.phrase: Final = phrase
        self._grades = grades or {}
        self._groups = frozenset(groups)
        self._parts = [part for part in parts if part.reached]
        deeds = sum(not part.is_beside and (bool(part.reached) or part.said >= _SAYS_A_DEED) for part in parts)
        self._asks_a_deed_beside = 0 < deeds < len(parts)
        self._concepts = [concept for concept, strength in phrase.items() if strength >= TELLING]
        most = max(phrase.values(), default=0)
        self._is_near = [phrase[concept] < _ITSELF * most for concept in self._concepts]
        self._found: _Found = np.empty((_FACTS, 0), np.int32)
        self._answering: NDArray[np.int32] | None = None

    @property
    def nbytes(self) -> int:
        """How much memory what was found takes."""
        return self._found.nbytes

    @property
    def rows(self) -> NDArray[np.int32]:
        """The rows that show anything of the phrase, in order: int32, one per row found."""
        rows: NDArray[np.int32] = self._found[_ROW]
        return rows

    @property
    def strengths(self) -> Floats:
        """How strongly each of these shows the best that it has of the phrase: 0..1, float32, one per row found."""
        strengths: Floats = self._found[_STRENGTH].view(np.float32)
        return strengths

    @property
    def answered(self) -> Floats:
        """How well each of these answers the phrase as a whole: 0..1, float32, one per row found."""
        answered: Floats = self._found[_ANSWERED].view(np.float32)
        return answered

    @property
    def answering(self) -> NDArray[np.int32]:
        """The rows that show enough of the phrase to answer it, in order: int32, one per such row."""
        if self._answering is None:
            self._answering = self.rows.compress(is_answer(self.strengths))
        return self._answering

    @property
    def is_certain(self) -> bool:
        """Whether anything of the phrase was read for certain."""
        return Grade.CERTAIN in self._grades.values()

    def search(self, postings: Mapping[int, Posting], *, rows: int) -> None:
        """Find all rows that show anything of the phrase, among so many."""
        asked = [
            (place, strength, posting.from_weight(TELLING / strength))
            for place, concept in enumerate(self._concepts)
            if (strength := self.phrase[concept]) and (posting := postings.get(concept))
        ]
        if not asked:
            return
        sizes = [len(entries) for *_, entries in asked]
        entries = np.concatenate([entries for *_, entries in asked])
        places = np.repeat(np.array([place for place, *_ in asked], np.int32), sizes)
        found_in = entries[:, 0].astype(np.intp)
        found = weights_of(entries) * np.repeat(np.array([strength for _, strength, _ in asked], np.float32), sizes)
        strengths = np.zeros(rows, np.float32)
        # Two concepts of one phrase may be shown by the same offer: the stronger counts, not both.
        np.maximum.at(strengths, found_in, found)
        # Of equally strong findings the first one counts, in the order of the phrase: the last to be written here.
        best = np.flatnonzero(found == strengths.take(found_in))[::-1]
        best_of_row = np.zeros(rows, np.intp)
        best_of_row[found_in[best]] = best
        shown = strengths.nonzero()[0]
        best = best_of_row.take(shown)
        of_parts = [_strengths_of(part.reached, postings, rows=rows).take(shown) for part in self._parts]
        self._found = self._facts(shown, places.take(best), entries[:, 2].take(best), strengths.take(shown), of_parts)

    def mend(self, row: int, shown: Entries) -> None:
        """Look at one row anew, by what it shows now: concept, weight bits and evidence; nothing where it is gone."""
        self._answering = None
        place = int(self.rows.searchsorted(row))
        is_there = place < len(self.rows) and self.rows[place] == row
        facts = self._facts_of(row, shown)
        if facts is None:
            self._found = np.delete(self._found, place, axis=1) if is_there else self._found
        elif is_there:
            self._found[:, place] = facts
        else:
            self._found = np.insert(self._found, place, facts, axis=1)

    def _facts_of(self, row: int, shown: Entries) -> NDArray[np.int32] | None:
        concepts, _, evidence = shown.T.tolist()
        weights = weights_of(shown).tolist()
        told = [
            (-_told(weight, self.phrase[concept], TELLING), self._concepts.index(concept), number)
            for concept, weight, number in zip(concepts, weights, evidence, strict=True)
            if self.phrase.get(concept, 0) >= TELLING
        ]
        minus_strength, place, number = min(told, default=(np.float32(0), 0, 0))
        if not minus_strength:
            return None
        of_parts = [
            max(
                (
                    _told(weight, part.reached[concept], _LEAST_OF_A_PART)
                    for concept, weight in zip(concepts, weights, strict=True)
                    if part.reached.get(concept, 0) >= _LEAST_OF_A_PART
                ),
                default=np.float32(0),
            )
            for part in self._parts
        ]
        strength = np.array([-minus_strength], np.float32)
        return self._facts(
            np.array([row]),
            np.array([place], np.int32),
            np.array([number], np.int32),
            strength,
            [np.array([each], np.float32) for each in of_parts],
        )[:, 0]

    def _facts(
        self,
        rows: Rows,
        places: NDArray[np.int32],
        evidence: NDArray[np.int32],
        strengths: Floats,
        of_parts: list[Floats],
    ) -> _Found:
        answered, is_whole = self._as_a_whole(strengths, of_parts)
        has_deed = self._having_deed(of_parts, rows=len(rows))
        bits = strengths.view(np.int32), answered.view(np.int32)
        return np.array((rows, places, evidence, *bits, is_whole & has_deed, has_deed), np.int32)

    def _having_deed(self, of_parts: Sequence[Floats], *, rows: int) -> NDArray[np.bool_]:
        """Return which rows have more of a phrase than how, where or with whom, where the phrase says more."""
        has_deed = np.full(rows, not self._asks_a_deed_beside)
        for part, found in zip(self._parts, of_parts, strict=True):
            if not part.is_beside:
                has_deed |= found >= TELLING * max(part.reached.values())
        return has_deed

    def _as_a_whole(self, strengths: Floats, of_parts: Sequence[Floats]) -> tuple[Floats, NDArray[np.bool_]]:
        """Return the strengths, less where only some of several parts are there, and where most is there."""
        read = self._parts
        if len(read) < 2:  # noqa: PLR2004 - one part is the phrase itself
            is_whole = not read or read[0].said >= _MOST_OF_A_PHRASE
            return strengths, np.full(len(strengths), is_whole)
        together = np.zeros(len(strengths), np.float32)
        said = np.zeros(len(strengths), np.float32)
        whole = np.float32(sum(part.share for part in read))
        for part, found in zip(read, of_parts, strict=True):
            together += found * np.float32(part.share)
            # A neighbour of a word is not what was said.
            said += np.where(found >= TELLING, found, 0) * np.float32(part.said)
        return (1 - _TOGETHER) * strengths + _TOGETHER / whole * together, said >= _MOST_OF_A_PHRASE

    def evidence(
        self, rows: Rows, *, words: Sequence[Quote], are_alike: Sequence[bool] | None = None
    ) -> list[Evidence | None]:
        """Return the best evidence for each of a few rows; none where a row has nothing of the phrase.

        What answers little of the phrase answers it all the same where row and phrase are alike.
        """
        if not len(self.rows):
            return [None] * len(rows)
        # In numbers of the same kind: else all rows that were found are copied to look up a few.
        at = np.minimum(self.rows.searchsorted(rows.astype(np.int32)), len(self.rows) - 1)
        found, places, numbers, _, _, is_whole, has_deed = self._found.take(at, axis=1).tolist()
        strengths = self.strengths.take(at).tolist()
        alike = [False] * len(found) if are_alike is None else are_alike
        told = zip(rows.tolist(), found, places, numbers, strengths, is_whole, has_deed, alike, strict=True)
        return [
            self._evidence(place, strength, words[number], bool(whole or (deed and is_alike)), bool(deed))
            if row == there
            else None
            for row, there, place, number, strength, whole, deed, is_alike in told
        ]

    def _evidence(self, place: int, strength: float, words: Quote, *how: bool) -> Evidence:
        where, quoted, grade = words
        concept, is_near = self._concepts[place], self._is_near[place]
        asked = self._grades.get(concept, Grade.CERTAIN)
        # That something is only near is said of the offer alone, where the wish itself was no guess.
        sure = grade if is_near and asked > Grade.GUESS else min(grade, asked)
        # What is for the deaf is no answer to who had a stroke, though both live with a disability.
        if self._groups and (named := _groups_in(quoted)) and self._groups.isdisjoint(named):
            sure = min(sure, Grade.LIKELY)
        return Evidence(concept, strength, is_near, where, quoted, sure, *how)


@lru_cache(maxsize=4096)
def _groups_in(quoted: str) -> frozenset[str]:
    return frozenset(groups_named(quoted.lower().split()))


def is_answer(strengths: Floats) -> NDArray[np.bool_]:
    """Return which strengths are enough, told in hundredths as the answer tells them: bool, one per strength."""
    return np.rint(strengths * _HUNDREDTHS) >= round(_SUITABLE * _HUNDREDTHS)


def _told(weight: float, strength: float, least: float) -> np.float32:
    """Return how strongly an offer that shows a concept so clearly shows what asks for it; nought when too little."""
    is_telling = class_of(weight) >= class_of(least / strength)
    return np.float32(weight) * np.float32(strength) if is_telling else np.float32(0)


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
        np.maximum.at(strengths, entries[:, 0].astype(np.intp), weights_of(entries) * shares)
    return strengths
