"""From the Dutch national grid (RD New, EPSG:28992) to latitude and longitude.

The polynomials of F.H. Schreutelkamp and G.L. Strang van Hees, “Benaderingsformules voor de transformatie tussen RD- en
WGS84-kaartcoördinaten” (2001): right to within half a metre, where a postcode is hundreds of metres wide.
"""

import numpy as np
from numpy.typing import NDArray

Coordinates = NDArray[np.float64]

_AMERSFOORT_X, _AMERSFOORT_Y = 155_000.0, 463_000.0
_AMERSFOORT_LATITUDE, _AMERSFOORT_LONGITUDE = 52.15517440, 5.38720621
_SCALE = 1e-5
_SECONDS_PER_DEGREE = 3600

# Each term is (power of x, power of y, seconds of arc).
_LATITUDE_TERMS = (
    (0, 1, 3235.65389),
    (2, 0, -32.58297),
    (0, 2, -0.24750),
    (2, 1, -0.84978),
    (0, 3, -0.06550),
    (2, 2, -0.01709),
    (1, 0, -0.00738),
    (4, 0, 0.00530),
    (2, 3, -0.00039),
    (4, 1, 0.00033),
    (1, 1, -0.00012),
)
_LONGITUDE_TERMS = (
    (1, 0, 5260.52916),
    (1, 1, 105.94684),
    (1, 2, 2.45656),
    (3, 0, -0.81885),
    (1, 3, 0.05594),
    (3, 1, -0.05607),
    (0, 1, 0.01199),
    (3, 2, -0.00256),
    (1, 4, 0.00128),
    (0, 2, 0.00022),
    (2, 0, -0.00022),
    (5, 0, 0.00026),
)


def to_latitude_longitude(x: Coordinates, y: Coordinates) -> tuple[Coordinates, Coordinates]:
    """Return the latitudes and longitudes, in degrees, of points in the grid, in metres; float64, one per point."""
    east, north = (x - _AMERSFOORT_X) * _SCALE, (y - _AMERSFOORT_Y) * _SCALE
    latitude = _AMERSFOORT_LATITUDE + _sum(_LATITUDE_TERMS, east, north) / _SECONDS_PER_DEGREE
    longitude = _AMERSFOORT_LONGITUDE + _sum(_LONGITUDE_TERMS, east, north) / _SECONDS_PER_DEGREE
    return latitude, longitude


def _sum(terms: tuple[tuple[int, int, float], ...], east: Coordinates, north: Coordinates) -> Coordinates:
    total = np.zeros_like(east)
    for east_power, north_power, seconds in terms:
        total += seconds * east**east_power * north**north_power
    return total
