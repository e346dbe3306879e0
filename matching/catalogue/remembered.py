"""What is remembered of all offers in another shape than a fact for each: flags as bits, and likeness where asked."""

import math
from collections.abc import Callable, Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.catalogue.columns import Columns
from matching.catalogue.flags import Bits, pack_flags, set_flag, words_for
from matching.catalogue.postings import Floats, Rows
from matching.interests.likeness import NOWHERE_AT_ALL, PACKED, place_phrase, unpacked_dots
from matching.interests.meant import half_moved_numbers_of


def remember_flags(columns: Columns, key: Hashable, look_up: Callable[[Columns], NDArray[np.bool_]]) -> Bits:
    """Return flags that were looked up under this key, uint64, one per 64 rows."""
    rows, words = len(columns.kind), words_for(len(columns.kind))
    fresh: Bits | None = columns.memory.fresh(key)
    if fresh is not None:
        return fresh[:words]

    def _find_all() -> Bits:
        found = np.zeros(words_for(columns.room), np.uint64)
        found[:words] = pack_flags(look_up(columns))
        return found

    def _find_again(found: Bits, changed: Iterable[int]) -> None:
        for row in changed:
            set_flag(found, row, is_so=row < rows and bool(look_up(columns.single(row))[0]))

    return columns.memory.recall(key, look_up=_find_all, mend=_find_again, rows=rows)[:words]


def likeness_to(columns: Columns, phrases: Sequence[str], rows: Rows) -> Floats:
    """Return how alike offers are to phrases: about -1..1, float32, one row per phrase; nought for unknown words."""
    known = [_known_likeness(columns, phrase) for phrase in phrases]
    likeness = np.array([each.take(rows) for each in known])
    # No number is what was not compared yet: only rows that are asked about ever are, and then kept.
    if math.isnan(likeness.sum()):
        missing = np.isnan(likeness).any(axis=0).nonzero()[0]
        compared = rows.take(missing)
        places = columns.direction.take(compared).view(np.uint8).reshape(len(missing), PACKED)
        placed = (place_phrase(phrase, half_moved_numbers_of) for phrase in phrases)
        wanted = [NOWHERE_AT_ALL if direction is None else direction for direction in placed]
        likeness[:, missing] = unpacked_dots(places, wanted)
        for each, found in zip(known, likeness, strict=True):
            each[compared] = found.take(missing)
    return likeness


def _known_likeness(columns: Columns, phrase: str) -> Floats:
    """Return what is known of how alike offers are to a phrase: float32, one per row, no number where nothing is."""
    key = "alike", phrase
    fresh: Floats | None = columns.memory.fresh(key)
    if fresh is not None:
        return fresh

    def forget(known: Floats, changed: Iterable[int]) -> None:
        known[list(changed)] = np.nan

    room, rows = columns.room, len(columns.kind)
    return columns.memory.recall(key, look_up=lambda: np.full(room, np.nan, np.float32), mend=forget, rows=rows)
