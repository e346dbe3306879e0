"""The middle of a geometry as a GeoPackage keeps it: a header, then well-known binary (OGC 12-128, clause 2.1.3).

The middle of a point is the point; of an area the mean of its surface, holes left out.
"""

import struct
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from api.catalogue.places.files.rows import RowError

Middle = tuple[float, float]
Points = NDArray[np.float64]

_MAGIC = b"GP"
_HEADER_BYTES = 8
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
_POINT, _POLYGON, _MULTI_POLYGON = 1, 3, 6
_DIMENSIONS_APART = 1000
_NUMBERS_PER_POINT = (2, 3, 3, 4)
_NUMBER_BYTES = 8
_LITTLE_ENDIAN = 1


def middle_of(blob: bytes) -> Middle | None:
    """Return the middle, None when the geometry is empty; raises RowError for a geometry that is not read here."""
    try:
        reader = _Reader(blob)
        kind = reader.read_kind()
        if kind == _POINT:
            x, y = reader.read_points(1)[0].tolist()
            return None if x != x or y != y else (x, y)  # noqa: PLR0124 -- an empty point is not a number
        return _middle_of_areas(list(_rings(reader, kind)))
    except (struct.error, ValueError, IndexError):
        raise RowError("the geometry is not a whole point, polygon or multipolygon of a GeoPackage") from None


class _Reader:
    """Reads a geometry from front to back."""

    def __init__(self, blob: bytes) -> None:
        if blob[: len(_MAGIC)] != _MAGIC:
            raise ValueError
        self._blob = blob
        self._at = _HEADER_BYTES + _ENVELOPE_BYTES[blob[3] >> 1 & 0b111]
        self._order = "<"
        self._numbers = 2

    def read_kind(self) -> int:
        """Read what comes next; from here on numbers are read in its byte order and its number of dimensions."""
        self._order = "<" if self._blob[self._at] == _LITTLE_ENDIAN else ">"
        self._at += 1
        dimensions, kind = divmod(self.read_count(), _DIMENSIONS_APART)
        self._numbers = _NUMBERS_PER_POINT[dimensions]
        return kind

    def read_count(self) -> int:
        """Read a whole number."""
        number: int = struct.unpack_from(f"{self._order}I", self._blob, self._at)[0]
        self._at += 4
        return number

    def read_points(self, count: int) -> Points:
        """Read so many points, without height."""
        numbers = np.frombuffer(self._blob, f"{self._order}f8", count * self._numbers, self._at)
        self._at += count * self._numbers * _NUMBER_BYTES
        return numbers.reshape(count, self._numbers)[:, :2]


def _rings(reader: _Reader, kind: int) -> Iterator[tuple[int, Points]]:
    """Yield each closed line of an area, with what its surface counts for: 1, or -1 for a hole."""
    if kind == _MULTI_POLYGON:
        for _ in range(reader.read_count()):
            yield from _rings(reader, reader.read_kind())
    elif kind == _POLYGON:
        for number in range(reader.read_count()):
            points = reader.read_points(reader.read_count())
            if len(points):
                yield (-1 if number else 1), points
    else:
        raise ValueError


def _middle_of_areas(rings: list[tuple[int, Points]]) -> Middle | None:
    if not rings:
        return None
    # Seen from a point nearby, because products of large coordinates lose their last digits.
    origin = rings[0][1][0]
    area, moments = 0.0, np.zeros(2)
    for sign, points in rings:
        seen = points - origin
        here, there = seen[:-1], seen[1:]
        crosses = here[:, 0] * there[:, 1] - there[:, 0] * here[:, 1]
        doubled = float(crosses.sum())
        # Which way round a line is drawn says nothing: files differ.
        turned = sign if doubled >= 0 else -sign
        area += turned * doubled
        moments += turned * (crosses @ (here + there))
    # A line without a surface still lies somewhere.
    if area <= 0:
        moments, area = np.concatenate([points - origin for _, points in rings]).mean(axis=0), 1 / 3
    x, y = (origin + moments / (3 * area)).tolist()
    return x, y
