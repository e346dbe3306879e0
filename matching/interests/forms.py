"""What one form of a word leads to as it is listed, before it is inflected, taken apart or corrected."""

from dataclasses import dataclass, field
from typing import Final

from matching.interests.evidence import Grade, Sign
from matching.interests.terms import LISTED_AS_WORD, Terms


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word leads to, and which words of phrases it may be, at which grade."""

    concepts: dict[int, Sign] = field(default_factory=dict)
    phrase_words: frozenset[str] = frozenset()
    known: bool = False
    grade: Grade = Grade.CERTAIN


UNKNOWN: Final = Reading()


def reading_of(form: str, share: float, terms: Terms) -> Reading:
    """Read a form as it stands in the vocabulary: surely where it is listed as a word, likely where as a hint."""
    listed = terms.single.get(form)
    word = terms.phrase_words.get(form)
    if not listed and word is None:
        return UNKNOWN
    concepts = {concept: sign_of(strength, share) for concept, strength in (listed or {}).items()}
    return Reading(concepts, frozenset(() if word is None else (word,)), known=True)


def sign_of(listed: float, share: float) -> Sign:
    """Return the sign of a listed word: certain where it is listed as a word, likely where as a hint or a thing."""
    return Sign(listed * share, Grade.CERTAIN if listed == LISTED_AS_WORD else Grade.LIKELY)


def weakened(reading: Reading, share: float, grade: Grade) -> Reading:
    """Return a reading that is less sure."""
    concepts = {concept: sign.weakened(share, grade) for concept, sign in reading.concepts.items()}
    return Reading(concepts, reading.phrase_words, reading.known, min(reading.grade, grade))
