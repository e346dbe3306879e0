"""Sifting: which offers are possible for a client, and how many of the others fall at each limit."""

from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np

from matching.catalogue.columns import IN_REVIEW, Columns, number_of
from matching.catalogue.flags import Bits, count_flags, pack_flags, unpack_flags, words_for
from matching.catalogue.remembered import remember_flags
from matching.judging.bounds import Bounds
from matching.judging.limits import LIMITS, Blocked, Limit, blocking
from matching.vocabulary import OfferKind


class Sifted(NamedTuple):
    """Which offers fail no limit and which may be near misses, bool, one per row, and how many fell at each limit."""

    is_feasible: Blocked
    is_near: Blocked
    blocked: Sequence[tuple[Limit, Bits]]
    excluded: dict[str, int]
    considered: int


def sift(columns: Columns, bounds: Bounds, kinds: Collection[OfferKind]) -> Sifted:
    """Tell of each offer whether it fails no limit, one or more, and count each one once, under the first of them."""
    rows = len(columns.kind)
    # What is of another kind fails twice over: it is not considered at all.
    unseen = pack_flags(_of_other_kinds(columns, kinds)) if kinds else np.zeros(words_for(rows), np.uint64)
    blocked = blocking(columns, bounds)
    so_far = np.array([*accumulate((blocks for _, blocks in blocked), np.bitwise_or, initial=unseen)])
    # What waits for a reviewer is for nobody's eyes yet, and what fails twice is no near miss.
    hidden = unseen | remember_flags(columns, "in review", _waits)
    for before, (_, blocks) in zip(so_far, blocked, strict=False):
        hidden |= before & blocks
    # Limits run in the contract's order and each row falls once, so that all the numbers add up to what was considered.
    fallen = count_flags(so_far)
    excluded = {
        limit.code: after - before
        for (limit, _), (before, after) in zip(blocked, pairwise(fallen), strict=True)
        if after > before
    }
    fails = so_far[-1]
    is_feasible, is_near = unpack_flags(~fails, rows), unpack_flags(fails & ~hidden, rows)
    return Sifted(is_feasible, is_near, blocked, excluded, considered=rows - fallen[0])


def possible(columns: Columns, bounds: Bounds, kinds: Collection[OfferKind], among: Blocked | None = None) -> Blocked:
    """Tell of each offer whether no limit blocks it, bool, one per row; only `among` some if given."""
    rows = len(columns.kind)
    blocked = np.zeros(words_for(rows), np.uint64) if among is None else pack_flags(~among)
    if kinds:
        blocked |= pack_flags(_of_other_kinds(columns, kinds))
    for limit in LIMITS:
        blocks = limit.blocked_in(columns, bounds)
        if blocks is not None:
            blocked |= blocks
    return unpack_flags(~blocked, rows)


def _waits(columns: Columns) -> Blocked:
    waits: Blocked = columns.openness == IN_REVIEW
    return waits


def _of_other_kinds(columns: Columns, kinds: Collection[OfferKind]) -> Blocked:
    others: Blocked = np.isin(columns.kind, [number_of(kind) for kind in kinds], invert=True)
    return others
