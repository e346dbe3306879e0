"""Placing texts: the words of a phrase or an offer together point in a direction, and directions can be compared."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.interests.dutch import tokens_of
from matching.interests.likeness.table import Vector, numbers_of
from matching.parameters import parameters_of

DIRECTIONS: Final = 128
PACKED: Final = DIRECTIONS // 2
"""Two directions share a byte: an offer takes as many bytes as this."""

_READ: Final = parameters_of("likeness")
_MUCH_SAID: Final = _READ.number("much_said")
_OFFER_STEPS: Final = 22.0
_PHRASE_STEPS: Final = 360.0
"""A unit vector of so many directions has numbers of about a tenth: times these they fill four and eight bits."""

_MOST_OF_OFFER: Final = 7
_MOST_OF_PHRASE: Final = 127
_MIDDLE: Final = 8
_AT_ONCE: Final = 200_000
"""So few products are worked out by one thread: those of a linear algebra library wait for each other on busy cores."""

PackedDirections = NDArray[np.uint8]
Direction = NDArray[np.float32]
LookUp = Callable[[str], Vector | None]
"""Returns what a table has of a word: how much it says (0..127), then where it stands, one per direction."""

NOWHERE_AT_ALL: Final[Direction] = np.zeros(DIRECTIONS, np.float32)
"""As alike to everything as words that nobody knows: not at all."""


@lru_cache(maxsize=4096)
def place_phrase(phrase: str, look_up: LookUp = numbers_of) -> Direction | None:
    """Return where a phrase points, -127..127 as float32, one per direction; None when none of its words is known."""
    direction, _ = _direction_of(phrase, look_up)
    if direction is None:
        return None
    return np.clip(np.rint(direction * _PHRASE_STEPS), -_MOST_OF_PHRASE, _MOST_OF_PHRASE).astype(np.float32)


def place_texts(texts: Sequence[str], look_up: LookUp = numbers_of) -> PackedDirections:
    """Return where the texts of an offer point together, uint8, two directions per byte; each counts alike."""
    together: Vector = np.zeros(DIRECTIONS)
    for text in texts:
        direction, said = _direction_of(text, look_up)
        if direction is not None:
            # A long description says no more of what an offer is about than its title.
            together += min(said / _MUCH_SAID, 1.0) * direction
    return pack(_unit(together))


def alike(one: str, other: str) -> float | None:
    """Return how much two phrases point the same way, about -1..1; None where the table lacks all words of one."""
    first, second = place_phrase(one), place_phrase(other)
    if first is None or second is None:
        return None
    return float(first @ second / np.sqrt((first @ first) * (second @ second)))


def told_by_words(words: Sequence[str]) -> list[float | None]:
    """Return how much each folded word says, 0..1, rare words most; None of words that the table lacks."""
    return [None if (numbers := numbers_of(word)) is None else float(numbers[0]) / _MOST_OF_PHRASE for word in words]


def pack(direction: Vector) -> PackedDirections:
    """Return a direction as uint8, two numbers per byte: the first half of them in the low bits, others in the high."""
    small = np.clip(np.rint(direction * _OFFER_STEPS), -_MOST_OF_OFFER, _MOST_OF_OFFER).astype(np.int8) + _MIDDLE
    low, high = small.astype(np.uint8).reshape(2, PACKED)
    return np.asarray(low | high << 4, np.uint8)


def unpacked_dots(places: PackedDirections, directions: Sequence[Direction]) -> NDArray[np.float32]:
    """Return how much packed places point as directions do: about -1..1, float32, one row per direction."""
    wanted = np.array(directions, np.float32)
    low, high = wanted[:, :PACKED], wanted[:, PACKED:]
    # Whole numbers far below 2^24: a sum of floats is exact, so that neither its order nor the machine matters.
    middle = _MIDDLE * wanted.sum(axis=1, keepdims=True)
    dots = np.empty((len(wanted), len(places)), np.float32)
    chunk = max(_AT_ONCE // low.size, 1)
    for start in range(0, len(places), chunk):
        some = places[start : start + chunk].T
        dots[:, start : start + chunk] = low @ (some & 15).astype(np.float32) + high @ (some >> 4).astype(np.float32)
    return np.asarray((dots - middle) / np.float32(_OFFER_STEPS * _PHRASE_STEPS), np.float32)


def _direction_of(text: str, look_up: LookUp) -> tuple[Vector | None, float]:
    """Return where the words of a text point on average, as a unit vector, and how much they say in all."""
    known = np.array([numbers for token in tokens_of(text) if (numbers := look_up(token.text)) is not None])
    if not len(known):
        return None, 0.0
    weights = known[:, 0] / _MOST_OF_PHRASE
    return _unit(weights @ known[:, 1:]), float(weights.sum())


def _unit(vector: Vector) -> Vector:
    length = float(np.sqrt((vector * vector).sum()))
    return vector / length if length else vector
