"""Whether words name a concept or only point to it: kledingbank names the clothes bank, and points to sorting."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from matching.interests.concepts import Vocabulary
from matching.interests.evidence import Grade
from matching.interests.likeness import alike
from matching.interests.offers.text import Text
from matching.interests.relations import MUCH_NARROWER
from matching.parameters import parameters_of
from matching.vocabulary import Language

_NAMES_TOO: Final = parameters_of("likeness").number("names_it_too")


class Showing(NamedTuple):
    """A concept that a text leads to, how strongly and how surely, and from which word to which."""

    concept: int
    strength: float
    grade: Grade
    first: int
    last: int


def as_named(found: Sequence[Showing], text: Text, vocabulary: Vocabulary) -> Iterator[Showing]:
    """Yield all findings; of what the same words lead to, only what they name is certain."""
    certain: dict[tuple[int, int], list[int]] = {}
    for each in found:
        if each.grade is Grade.CERTAIN:
            certain.setdefault((each.first, each.last), []).append(each.concept)
    for each in found:
        if each.grade is Grade.CERTAIN:
            meant = _named(text.quote(each.first, each.last).lower(), certain[each.first, each.last], vocabulary)
            if each.concept not in meant:
                yield each._replace(grade=Grade.LIKELY)
                continue
        yield each


def _named(words: str, concepts: Sequence[int], vocabulary: Vocabulary) -> set[int]:
    """Return which concepts some words name: the one whose name is most like them, and its kin."""
    if len(concepts) == 1:
        return set(concepts)
    by_likeness = {concept: _likeness(words, concept, vocabulary) for concept in concepts}
    best = max(by_likeness, key=lambda concept: (by_likeness[concept], -concept))
    return {
        concept
        for concept, likeness in by_likeness.items()
        if concept == best or likeness >= _NAMES_TOO * by_likeness[best] > 0 or _are_kin(concept, best, vocabulary)
    }


@lru_cache(maxsize=65536)
def _likeness(words: str, concept: int, vocabulary: Vocabulary) -> float:
    """Return how alike words are to the name of a concept; what the table lacks has nothing against it."""
    known = vocabulary.concepts[concept]
    likeness = alike(words, f"{known.id.replace('-', ' ')}, {known.labels[Language.DUTCH]}")
    return 1 if likeness is None else likeness


def _are_kin(one: int, other: int, vocabulary: Vocabulary) -> bool:
    """Tell whether one of two concepts is a kind of the other: who bakes a cake cooks."""
    return max(vocabulary.reach[one].get(other, 0), vocabulary.reach[other].get(one, 0)) >= MUCH_NARROWER
