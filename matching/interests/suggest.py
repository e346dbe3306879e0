"""Type-ahead over the interest vocabulary."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from matching.interests.concepts import Concept, Vocabulary
from matching.interests.dutch import fold
from matching.interests.spelling import corrected
from matching.vocabulary import Language

_AFTER_ALL_LETTERS = "\uffff"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A concept that may be meant, its names, and the words that led to it."""

    id: str
    labels: dict[Language, str]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class _Start:
    """A phrase of a concept from one of its words on; the first words of a concept's list say most."""

    text: str
    at_word: int
    place: int
    concept: int
    written: str


def suggest(query: str, vocabulary: Vocabulary, *, limit: int) -> tuple[Suggestion, ...]:
    """Return the concepts of which a word begins as typed, or else is spelt nearly as typed."""
    typed = fold(query).strip()
    # What was typed as it is comes first: a correction is for what begins nothing.
    begun = _begun(typed, vocabulary) or _begun(corrected(typed, vocabulary.terms.spelling) or "", vocabulary)
    return _suggestions(begun, vocabulary.concepts, limit=limit)


def _begun(typed: str, vocabulary: Vocabulary) -> list[_Start]:
    """Return what begins as typed, the words that say most first."""
    if not typed:
        return []
    starts = _starts(vocabulary)
    begun = starts[bisect_left(starts, typed, key=_text) : bisect_left(starts, typed + _AFTER_ALL_LETTERS, key=_text)]
    # A word that begins the phrase before one inside it, and what was typed in full before what goes on.
    return sorted(begun, key=lambda start: (start.at_word > 0, start.text != typed, start.place, start))


def _suggestions(starts: Iterable[_Start], concepts: tuple[Concept, ...], *, limit: int) -> tuple[Suggestion, ...]:
    """Return the concepts to which these lead, in this order."""
    words: dict[int, dict[str, None]] = {}
    for start in starts:
        words.setdefault(start.concept, {})[start.written] = None
    return tuple(
        Suggestion(concepts[number].id, concepts[number].labels, tuple(led))
        for number, led in list(words.items())[:limit]
    )


def _text(start: _Start) -> str:
    """Return by what starts are sorted."""
    return start.text


@lru_cache(maxsize=4)
def _starts(vocabulary: Vocabulary) -> list[_Start]:
    """Return every word and phrase of the vocabulary from each of its words on, in alphabetical order."""
    return sorted(
        _Start(" ".join(parts[at_word:]), at_word, place, concept.number, written)
        for concept in vocabulary.concepts
        for place, written in enumerate((*concept.labels.values(), *concept.words))
        for parts in [fold(written).split()]
        for at_word in range(len(parts))
    )
