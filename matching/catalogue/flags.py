"""Yes or no for every row, eight rows to a byte: put together and counted many rows at once."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.uint64]
"""A bit per row; the bits after the last row are never set."""

_ROWS_A_WORD: Final = 64
_LITTLE: Final = "<u8"


def words_for(rows: int) -> int:
    """Return how many words hold the bits of so many rows."""
    return -(-rows // _ROWS_A_WORD)


def pack_flags(flags: NDArray[np.bool_]) -> Flags:
    """Return flags, bool, one per row, as bits."""
    packed = np.zeros(words_for(len(flags)) * 8, np.uint8)
    bits = np.packbits(flags, bitorder="little")
    packed[: len(bits)] = bits
    return packed.view(_LITTLE)


def unpack_flags(flags: Flags, rows: int) -> NDArray[np.bool_]:
    """Return the bits of so many rows again: bool, one per row."""
    return np.unpackbits(flags.view(np.uint8), count=rows, bitorder="little").view(np.bool_)


def count_flags(flags: Flags) -> int:
    """Return for how many rows it is so."""
    return int(np.bitwise_count(flags).sum())


def is_set(flags: Flags, row: int) -> bool:
    """Tell whether it is so for a row."""
    return bool(flags.view(np.uint8)[row >> 3] >> (row & 7) & 1)


def set_flag(flags: Flags, row: int, *, is_so: bool) -> None:
    """Note for a row whether it is so."""
    bytes_of_flags, bit = flags.view(np.uint8), np.uint8(1 << (row & 7))
    if is_so:
        bytes_of_flags[row >> 3] |= bit
    else:
        bytes_of_flags[row >> 3] &= ~bit
