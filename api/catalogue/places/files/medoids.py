"""One position for a postcode that has several.

Tables of postcodes hold rows in the wrong town, up to 100 km off, so the mean is nowhere and the first row is a gamble.
1. Take the medoid: the row with the least total distance to the other rows of its code.
2. Two rows have no middle, so among equals the row wins that is nearest to the code before and the code after it:
   codes that follow each other lie side by side.
3. What is still equal goes to the southernmost, so that the order of a file does not matter.
"""

from bisect import bisect
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LatLon = tuple[float, float]
LatLons = list[LatLon]

_EAST_SHRINKS_TO = np.cos(np.radians(52.2))
_EQUAL_WITHIN = 1e-6


def settle(positions: dict[str, LatLons]) -> dict[str, LatLon]:
    """Return the position of each code; the codes come in order of number."""
    middles = {code: medoids(found) for code, found in positions.items()}
    known = {code: middle[0] for code, middle in middles.items() if len(middle) == 1}
    numbers = list(known)
    settled: dict[str, LatLon] = {}
    for code, middle in middles.items():
        if len(middle) == 1:
            settled[code] = middle[0]
            continue
        here = bisect(numbers, code)
        beside = [known[each] for each in numbers[max(0, here - 1) : here + 1]]
        settled[code] = _nearest(middle, beside)[0]
    return settled


def medoids(positions: LatLons) -> LatLons:
    """Return the positions with the least total distance to all, from south to north; several when they are equal."""
    return positions if len(positions) == 1 else _nearest(positions, positions)


def _nearest(positions: LatLons, others: Sequence[LatLon]) -> LatLons:
    different = sorted(set(positions))
    target = _plane(others)
    totals = np.array([_total_distance(point, target) for point in _plane(different)])
    # Two sums of the same distances may differ in their last digit.
    least = totals.min() * (1 + _EQUAL_WITHIN)
    return [position for position, total in zip(different, totals, strict=True) if total <= least]


def _plane(positions: Sequence[LatLon]) -> NDArray[np.float64]:
    return np.array(positions, dtype=np.float64).reshape(-1, 2) * (1, _EAST_SHRINKS_TO)


def _total_distance(point: NDArray[np.float64], others: NDArray[np.float64]) -> float:
    return float(np.hypot(*(others - point).T).sum())
