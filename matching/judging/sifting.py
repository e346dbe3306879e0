"""Sifting: which offers are possible for a client, and how many of the others fall at each limit."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.catalogue.columns import Columns, number_of
from matching.catalogue.postings import Rows
from matching.judging.bounds import Bounds
from matching.judging.limits import LIMITS, Blocked, Limit, blocking
from matching.vocabulary import OfferKind

_OUT_OF_SIGHT: Final = 100
"""Counts as more failures than there are limits: the offer is not considered at all."""


class Sifted(NamedTuple):
    """Each offer by how many limits it fails, and how many fell at each limit first."""

    failures: NDArray[np.uint8]
    blocked: Sequence[tuple[Limit, Blocked]]
    excluded: dict[str, int]
    considered: int


def sift(columns: Columns, bounds: Bounds, kinds: Collection[OfferKind]) -> Sifted:
    """Tell of each offer how many limits it fails, and count each one once, under the first of them."""
    # Counted and not only told apart: who fails exactly one limit is a near miss.
    failures = np.zeros(len(columns.kind), np.uint8)
    if kinds:
        failures[_of_other_kinds(columns, kinds)] = _OUT_OF_SIGHT
    fallen = int(np.count_nonzero(failures))
    considered = len(failures) - fallen
    blocked = blocking(columns, bounds)
    excluded = {}
    for limit, blocks in blocked:
        failures += blocks.view(np.uint8)
        # Limits run in the contract's order and each row falls once, so that all the numbers add up to what was
        # considered.
        before, fallen = fallen, int(np.count_nonzero(failures))
        if fallen > before:
            excluded[limit.code] = fallen - before
    return Sifted(failures, blocked, excluded, considered)


def possible(columns: Columns, bounds: Bounds, kinds: Collection[OfferKind], among: Blocked | None = None) -> Rows:
    """Return the rows that no limit blocks, intp, one per possible offer; only `among` some if given."""
    blocked = np.zeros(len(columns.kind), np.bool_) if among is None else ~among
    if kinds:
        blocked |= _of_other_kinds(columns, kinds)
    for limit in LIMITS:
        blocks = limit.blocked_in(columns, bounds)
        if blocks is not None:
            blocked |= blocks
    return (~blocked).nonzero()[0]


def _of_other_kinds(columns: Columns, kinds: Collection[OfferKind]) -> Blocked:
    others: Blocked = np.isin(columns.kind, [number_of(kind) for kind in kinds], invert=True)
    return others
