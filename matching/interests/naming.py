"""Whether words name a concept or only lead to it: kledingbank names the clothes bank, and leads to sorting too."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.interests.concepts import Vocabulary
from matching.interests.likeness import DIRECTIONS, place_phrase
from matching.interests.relations import MUCH_NARROWER
from matching.parameters import parameters_of
from matching.vocabulary import Language

_READ: Final = parameters_of("likeness")
_NAMES: Final = _READ.number("names_it")
_NAMES_TOO: Final = _READ.number("names_it_too")

Likeness = NDArray[np.float32]


def names(words: str, concept: int, vocabulary: Vocabulary) -> bool:
    """Tell whether some words are as good as the name of a concept: kano names roeien en kanoën, canvas no painting."""
    return bool(likeness_to_names(words.lower(), vocabulary)[concept] >= _NAMES)


def named_of(words: str, concepts: Sequence[int], vocabulary: Vocabulary) -> set[int]:
    """Return which concepts some words name: the one whose name is most like them, what it is a kind of, and its like.

    Who names the wide names no narrow one: cultuur is no getting to know of other cultures.
    """
    if len(concepts) == 1:
        return set(concepts)
    all_alike = likeness_to_names(words.lower(), vocabulary)
    likeness = {concept: float(all_alike[concept]) for concept in concepts}
    best = max(concepts, key=lambda concept: (likeness[concept], -concept))
    return {
        concept
        for concept in concepts
        if concept == best
        or is_kind_of(best, concept, vocabulary)
        or (likeness[concept] >= _NAMES_TOO * likeness[best] > 0 and not is_kind_of(concept, best, vocabulary))
    }


def is_kind_of(one: int, other: int, vocabulary: Vocabulary) -> bool:
    """Tell whether one concept is a kind of the other: who bakes a cake cooks."""
    return vocabulary.reach[other].get(one, 0) >= MUCH_NARROWER


def are_kin(one: int, other: int, vocabulary: Vocabulary) -> bool:
    """Tell whether one of two concepts is the other or a kind of it."""
    return is_kind_of(one, other, vocabulary) or is_kind_of(other, one, vocabulary)


@lru_cache(maxsize=4096)
def likeness_to_names(words: str, vocabulary: Vocabulary) -> Likeness:
    """Return how alike words are to each name of a concept: about -1..1, float32, one per concept; 1 if unknown."""
    direction = place_phrase(words)
    named, lengths = _names(vocabulary)
    if direction is None:
        return np.ones(len(lengths), np.float32)
    # Whole numbers far below 2^24: a sum of floats is exact, so that neither its order nor the machine matters.
    likeness: Likeness = named @ direction / (lengths * np.sqrt(direction @ direction))
    return likeness


@cache
def _names(vocabulary: Vocabulary) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return where the name of each concept points, float32, a row each, and how long that arrow is."""
    named = np.zeros((len(vocabulary.concepts), DIRECTIONS), np.float32)
    for concept in vocabulary.concepts:
        direction = place_phrase(f"{concept.id.replace('-', ' ')}, {concept.labels[Language.DUTCH]}")
        if direction is not None:
            named[concept.number] = direction
    # A name of which the table knows no word is like nothing.
    return named, np.maximum(np.sqrt((named * named).sum(axis=1)), 1)
