"""New guises of one offer: the same people or place, in nearly the same words."""

from collections.abc import Sequence
from operator import eq
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from matching.facts import OfferFacts
from matching.interests.dutch import tokens_of
from matching.parameters import parameters_of

Sketch = NDArray[np.uint16]

_READ: Final = parameters_of("ordering")
SKETCHED: Final = _READ.count("marks")
"""How many marks a sketch has."""

_ALIKE: Final = _READ.count("alike")
# SplitMix64: a start for each mark and two rounds of mixing, so that no word is the least in more marks than by chance.
_STARTS: Final = np.arange(1, SKETCHED + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
_ROUNDS: Final = ((np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)), (np.uint64(27), np.uint64(0x94D049BB133111EB)))
_HIGH: Final = np.uint64(32)


def sketch_of(offer: OfferFacts) -> Sketch:
    """Sketch what an offer says, uint16, one per mark: two sketches share as large a part as two texts of words."""
    texts = (offer.title, *offer.interests, offer.description)
    words = {token.text for text in texts for token in tokens_of(text) if token.counts}
    if not words:
        return np.zeros(SKETCHED, np.uint16)
    marks = np.array([crc32(word.encode()) for word in sorted(words)], np.uint64)[:, None] + _STARTS
    for shift, factor in _ROUNDS:
        marks = (marks ^ (marks >> shift)) * factor
    least: Sketch = (marks >> _HIGH).min(axis=0).astype(np.uint16)
    return least


def is_alike(one: Sequence[int], other: Sequence[int]) -> bool:
    """Tell whether two offers, each as the marks of its sketch, say nearly the same."""
    same: int = sum(map(eq, one, other))
    return same >= _ALIKE


def is_alike_to_any(row: int, others: Sequence[int], sketches: Sketch) -> bool:
    """Tell whether an offer says nearly the same as any of many others, each given by its row among the sketches."""
    same = (sketches.take(others, axis=1) == sketches[:, row, None]).sum(axis=0)
    return bool((same >= _ALIKE).any())
