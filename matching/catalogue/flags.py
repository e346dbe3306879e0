"""Yes or no for every row, eight rows to a byte: put together and counted many rows at once."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
"""A bit per row; the bits after the last row are never set."""

_ROWS_A_WORD: Final = 64
_LITTLE: Final = "<u8"


def words_for(rows: int) -> int:
    """Return how many words hold the bits of so many rows."""
    return -(-rows // _ROWS_A_WORD)


def pack_flags(flags: NDArray[np.bool_]) -> Bits:
    """Return flags as bits: uint64, one per 64 rows."""
    packed = np.zeros(words_for(len(flags)) * 8, np.uint8)
    bits = np.packbits(flags, bitorder="little")
    packed[: len(bits)] = bits
    return packed.view(_LITTLE).astype(np.uint64, copy=False)


def unpack_flags(flags: Bits, rows: int) -> NDArray[np.bool_]:
    """Return the bits of so many rows as flags again: bool, one per row."""
    return np.unpackbits(flags.astype(_LITTLE, copy=False).view(np.uint8), count=rows, bitorder="little").view(np.bool_)


def count_flags(flags: Bits) -> list[int]:
    """Return for how many rows it is so, for each of several flags."""
    counts: list[int] = np.bitwise_count(flags).sum(axis=1).tolist()
    return counts


def place_of(row: int) -> tuple[int, int]:
    """Return where the bit of a row is: the number of its word, and how far the word has to be shifted."""
    return divmod(row, _ROWS_A_WORD)


def set_flag(flags: Bits, row: int, *, is_so: bool) -> None:
    """Note for a row whether it is so."""
    word, bit = place_of(row)
    mask = np.uint64(1 << bit)
    flags[word] = flags[word] | mask if is_so else flags[word] & ~mask
