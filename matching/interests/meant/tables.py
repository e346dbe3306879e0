"""The tables of what is meant: words, moved by the sayings that they stand in, and where each concept stands."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.interests.likeness import Vector, numbers_of
from matching.parameters import parameters_of

_FOLDER: Final = Path(__file__).parent
_MOVED: Final = parameters_of("meant").number("moved")
MOST: Final = 127
LONGEST_WORD: Final = 24
"""In bytes: words are held at this width."""

STEPS: Final = 64.0
"""A word's numbers are between -2 and 2: times this they fill eight bits."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Words in order and their numbers, as in the table of likeness; per concept its id, place and starting chance."""

    words: NDArray[np.bytes_]
    numbers: NDArray[np.int8]
    concepts: tuple[str, ...]
    places: NDArray[np.float32]
    before: NDArray[np.float32]


@cache
def load_tables() -> Tables:
    """Open the tables of the house; the system reads in only what is used, and processes share it."""
    # As plain views: a memory map of its own kind does much at each look.
    words, numbers, places, before = (
        np.asarray(np.load(_FOLDER / f"{name}.npy", mmap_mode="r")) for name in ("words", "numbers", "places", "before")
    )
    concepts = tuple((_FOLDER / "concepts.txt").read_text().split())
    return Tables(words, numbers, concepts, places.astype(np.float32), before)


@lru_cache(maxsize=8192)
def moved_numbers_of(word: str) -> Vector | None:
    """Return the numbers of a word, float64, one per direction after how much it says; None if unknown.

    As `numbers_of`, but for the words of sayings, which stand where what is said with them does.
    """
    tables = load_tables()
    key = word.encode()
    # A longer word than the table holds would be cut, and found as its beginning.
    if len(key) <= LONGEST_WORD:
        row = min(int(tables.words.searchsorted(key)), len(tables.words) - 1)
        if tables.words[row] == key:
            return _kept(tables.numbers[row].astype(np.float64))
    own = numbers_of(word)
    return None if own is None else _kept(_in_steps(own))


@lru_cache(maxsize=8192)
def half_moved_numbers_of(word: str) -> Vector | None:
    """Return the numbers of a word, float64, one per direction after how much it says, as likeness orders by them.

    They stand between where the table of likeness has the word and where sayings move it.
    """
    moved, own = moved_numbers_of(word), numbers_of(word)
    if moved is None or own is None:
        return moved
    return _kept(_MOVED * moved + (1 - _MOVED) * _in_steps(own))


def _in_steps(own: Vector) -> Vector:
    """Return the numbers of the table of likeness as an arrow of length one has them here."""
    length = float(np.sqrt((own[1:] * own[1:]).sum()))
    return np.append(own[:1], own[1:] * (STEPS / length if length else 0))


def _kept(numbers: Vector) -> Vector:
    numbers.setflags(write=False)
    return numbers
