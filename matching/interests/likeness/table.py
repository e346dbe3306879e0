"""The table of likeness: a row of small numbers for each word, looked up by the word or by the words it is made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.interests.dutch import inflected_from
from matching.parameters import parameters_of

_FOLDER: Final = Path(__file__).parent
_LONGEST: Final = 24
"""In bytes: words are held at this width, and no longer word is in the table."""

_SHORTEST_PART: Final = 3
_LINKS: Final = ("", "s", "en", "n", "e")
_READ: Final = parameters_of("likeness")
_SHARES: Final = np.array([1 - _READ.number("last_part"), _READ.number("last_part")])

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WordTable:
    """Words in order, and for each how much it says (0..127) and where it stands, -127..127 in each direction."""

    words: NDArray[np.bytes_]
    numbers: NDArray[np.int8]

    def look_up(self, word: str) -> Vector | None:
        """Return the numbers of a word, float64, one per direction after how much it says; of a compound its parts'."""
        (row,) = self._rows([word])
        return self.numbers[row].astype(np.float64) if row >= 0 else self._derived(word)

    def _derived(self, word: str) -> Vector | None:
        """Return the numbers of a word that the table lacks, from the word it is a form of or those it is made of."""
        if len(word) < 2 * _SHORTEST_PART or word.isnumeric():
            return None
        forms = self._rows(list(inflected_from(word)))
        known = next((row for row in forms if row >= 0), None)
        if known is not None:
            return np.asarray(self.numbers[known], np.float64)
        return self._of_parts(word)

    def _of_parts(self, word: str) -> Vector | None:
        """Return the numbers of the two parts that split a compound most evenly; the last says what it is."""
        splits = list(_splits(word))
        rows = self._rows([part for split in splits for part in split])
        known = [
            (min(map(len, split)), -place, rows[2 * place], rows[2 * place + 1])
            for place, split in enumerate(splits)
            if min(rows[2 * place : 2 * place + 2]) >= 0
        ]
        if not known:
            return None
        _, _, first, last = max(known)
        numbers: Vector = _SHARES @ self.numbers[[first, last]]
        return numbers

    def _rows(self, words: Sequence[str]) -> list[int]:
        """Return the row of each word, -1 of those that the table lacks."""
        if not words:
            return []
        asked = [word.encode() for word in words]
        keys = np.array([key if len(key) <= _LONGEST else b"" for key in asked], self.words.dtype)
        rows = np.minimum(self.words.searchsorted(keys), len(self.words) - 1)
        found: list[int] = np.where(self.words[rows] == keys, rows, -1).tolist()
        return found


@cache
def load_table() -> WordTable:
    """Open the table of the house; the system reads in only what is used, and processes share it."""
    # As plain views: a memory map of its own kind does much at each look.
    return WordTable(*(np.asarray(np.load(_FOLDER / f"{name}.npy", mmap_mode="r")) for name in ("words", "numbers")))


# Most of the words of a phrase were said before: a city's texts use some thousands.
@lru_cache(maxsize=8192)
def numbers_of(word: str) -> Vector | None:
    """Return what the table has of a word, float64, one per direction after how much it says; None if unknown."""
    numbers = load_table().look_up(word)
    if numbers is not None:
        numbers.setflags(write=False)
    return numbers


def _splits(word: str) -> Iterator[tuple[str, str]]:
    """Yield each way to see two parts in a word, with or without the letters that link them."""
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        for link in _LINKS:
            first = word[:cut].removesuffix(link)
            if len(first) >= _SHORTEST_PART and (not link or len(first) < cut):
                yield first, word[cut:]
