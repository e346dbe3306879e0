"""Offers that fail exactly one limit: by how much, and what would help."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np

from matching.answer import Blocker, LimitValue, NearMiss
from matching.catalogue.catalogue import Catalogue
from matching.catalogue.columns import Columns, mask_of
from matching.catalogue.flags import Bits, place_of
from matching.catalogue.postings import Floats, Rows
from matching.judging.bounds import Bounds
from matching.judging.limits import LIMITS, Limit
from matching.parameters import parameters_of
from matching.telling.days import day_in_words
from matching.telling.sentences import number_in_words, word, words_of, would_help
from matching.vocabulary import DayPart, Indication, Language, LoadAxis

# How likely it is that an offer opens after all; what client and coach can talk about counts in full.
_READ: Final = parameters_of("telling")
_HOPE: Final = {
    "status": np.float32(_READ.number("hope_paused")),
    "ended": np.float32(_READ.number("hope_ended")),
    "full": np.float32(_READ.number("hope_full")),
}
# How long one stands or sits takes other words than how much one lifts, meets or hears.
_LEVELS: Final = {f"load-{axis}": "long" if axis is LoadAxis.POSTURE else "level" for axis in LoadAxis}


def hope_of(rows: Rows, columns: Columns, bounds: Bounds) -> Floats:
    """Return how likely it is that what blocks can be settled, less when further: 0..1, float32, one per row asked."""
    closed = columns.remember(("hope", bounds.today), lambda columns: _closed(columns, bounds)).take(rows)
    most_minutes = bounds.client.travel.max_minutes
    return closed if most_minutes is None else closed * _within_reach(max(most_minutes, 1), rows, bounds)


def _closed(columns: Columns, bounds: Bounds) -> Floats:
    """Return how much hope there is of each offer whoever asks, 0..1, float32, one per row: little when it is closed.

    It is remembered for a day: whatever has a place in `_HOPE` may depend on the offer and the day alone.
    """
    hope = np.ones(len(columns.kind), np.float32)
    for limit in LIMITS:
        if limit.code in _HOPE:
            hope[limit.blocks(columns, bounds)] = _HOPE[limit.code]
    return hope


def _within_reach(most_minutes: float, rows: Rows, bounds: Bounds) -> Floats:
    most = np.float32(most_minutes)
    share = most / np.fmax(bounds.minutes_of(rows), most)
    return np.asarray(share * share, np.float32)


def near_miss_of(
    row: int, catalogue: Catalogue, blocked: Sequence[tuple[Limit, Bits]], bounds: Bounds, language: Language
) -> NearMiss:
    """Return one near miss, with the limit that it fails."""
    # It fails exactly one.
    word, bit = place_of(row)
    limit = next(limit for limit, blocks in blocked if int(blocks[word]) >> bit & 1)
    allowed, asked = limit.compares(catalogue.columns, row, bounds)
    said = _said(limit.code, allowed=allowed, asked=asked, bounds=bounds, language=language)
    return NearMiss(catalogue.ids[row], (Blocker(limit.code, allowed, asked, said),))


def _said(code: str, *, allowed: LimitValue, asked: LimitValue, bounds: Bounds, language: Language) -> str:
    if code == "hours":
        return _of_hours(float(str(asked)), bounds, language)
    return would_help(
        code,
        language,
        limit=_in_words(code, allowed, language),
        actual=_in_words(code, asked, language),
        mode=word(bounds.client.travel.mode, language),
    )


def _of_hours(asked: float, bounds: Bounds, language: Language) -> str:
    """Say that more of the client's own hours help up to the policy's; above those the policy has to give way."""
    done = bounds.client.current_hours_per_week
    together = round(done + asked, 6)
    code = "hours-above-policy" if together > bounds.policy_cap_hours else "hours-more" if done else "hours"
    return would_help(
        code,
        language,
        actual=number_in_words(asked, language),
        together=number_in_words(together, language),
        most=number_in_words(bounds.policy_cap_hours, language),
    )


def _in_words(code: str, value: LimitValue, language: Language) -> str:
    if code == "day-parts" and isinstance(value, list):
        return words_of(mask_of(value), DayPart, language, before_last="or")
    if code == "indication" and isinstance(value, list):
        return words_of(mask_of(value), Indication, language)
    if code == "ended":
        return day_in_words(date.fromisoformat(str(value)), language)
    if code in _LEVELS:
        return word(f"{_LEVELS[code]}-{value}", language)
    return number_in_words(value, language) if isinstance(value, float | int) else str(value)
