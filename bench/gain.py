"""How much of the best order an order reaches: nDCG over the first five, as information retrieval counts it."""

import math
from collections.abc import Sequence
from typing import Final

_FIRST: Final = 5


def ndcg_of(grades: Sequence[float], among: Sequence[float] | None = None) -> float | None:
    """Return the share of the best order of all `among` that these grades reach; None where nothing is to be found."""
    best = _gain(sorted(grades if among is None else among, reverse=True))
    return _gain(grades) / best if best else None


def _gain(grades: Sequence[float]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:_FIRST]))
