"""Offers that fail exactly one limit: by how much, and what would help."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from matching.answer import Blocker, NearMiss, Value
from matching.catalogue import Catalogue
from matching.columns import mask_of
from matching.limits import Blocked, Bounds, Limit
from matching.postings import Floats, Rows
from matching.sentences import number_in_words, word, words_of, would_help
from matching.vocabulary import DayPart, Indication, Language, LoadAxis

# How likely it is that an offer opens after all; what client and coach can talk about counts in full.
_HOPE: Final[Mapping[str, np.float32]] = {"status": np.float32(0.4), "ended": np.float32(0.3), "full": np.float32(0.6)}
_LEVELS: Final = frozenset(f"load-{axis}" for axis in LoadAxis)


def hope_of(rows: Rows, blocked: Sequence[tuple[Limit, Blocked]], bounds: Bounds) -> Floats:
    """How likely it is that what blocks each of some offers can be settled; the further to travel, the less."""
    hope = np.ones(len(rows), np.float32)
    for limit, blocks in blocked:
        if limit.code in _HOPE:
            hope[blocks.take(rows)] = _HOPE[limit.code]
        elif limit.code == "travel-time":
            hope *= _within_reach(rows, bounds)
    return hope


def _within_reach(rows: Rows, bounds: Bounds) -> Floats:
    most = np.float32(max(bounds.client.travel.max_minutes or 0, 1))
    share = most / np.fmax(bounds.minutes_of(rows), most)
    return np.asarray(share * share, np.float32)


def near_miss_of(
    row: int, catalogue: Catalogue, blocked: Sequence[tuple[Limit, Blocked]], bounds: Bounds, language: Language
) -> NearMiss:
    """One near miss, with the limit that it fails."""
    limit = next(limit for limit, blocks in blocked if blocks[row])
    allowed, asked = limit.compares(catalogue.columns, row, bounds)
    said = would_help(
        limit.code,
        language,
        limit=_in_words(limit.code, allowed, language),
        actual=_in_words(limit.code, asked, language),
        mode=word(bounds.client.travel.mode, language),
    )
    return NearMiss(catalogue.ids[row], (Blocker(limit.code, allowed, asked, said),))


def _in_words(code: str, value: Value, language: Language) -> str:
    if code == "day-parts" and isinstance(value, list):
        return words_of(mask_of(map(DayPart, value)), DayPart, language)
    if code == "indication" and isinstance(value, list):
        return words_of(mask_of(map(Indication, value)), Indication, language)
    if code in _LEVELS:
        return word(f"level-{value}", language)
    return number_in_words(value, language) if isinstance(value, float | int) else str(value)
