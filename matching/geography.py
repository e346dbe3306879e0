"""Where things are: straight lines over the globe, and how long a client travels along them."""

import math
from dataclasses import dataclass
from typing import Final

from matching.facts import Point
from matching.parameters import parameters_of
from matching.vocabulary import TravelMode

EARTH_RADIUS_KM = 6371.0088

_MINUTES_PER_HOUR = 60
_TO_THE_POLE = 90
_READ: Final = parameters_of("travel")
_SPOTS_A_DEGREE: Final = parameters_of("paths").count("spots_a_degree")


@dataclass(frozen=True, slots=True)
class TravelSpeeds:
    """How fast each mode goes, in km/h over the road, which is longer than the straight line."""

    walk_km_per_hour: float = _READ.number("walk_km_per_hour")
    bike_km_per_hour: float = _READ.number("bike_km_per_hour")
    public_transport_km_per_hour: float = _READ.number("public_transport_km_per_hour")
    car_km_per_hour: float = _READ.number("car_km_per_hour")
    wheelchair_km_per_hour: float = _READ.number("wheelchair_km_per_hour")
    public_transport_wait_minutes: float = _READ.number("public_transport_wait_minutes")
    detour: float = _READ.number("detour")

    def minutes(self, km: float, *, mode: TravelMode) -> float:
        """Return how long a straight line of so many kilometres takes, unrounded."""
        return km * self._minutes_per_km(mode) + self._wait_minutes(mode)

    def _minutes_per_km(self, mode: TravelMode) -> float:
        speeds = {
            TravelMode.WALK: self.walk_km_per_hour,
            TravelMode.BIKE: self.bike_km_per_hour,
            TravelMode.PUBLIC_TRANSPORT: self.public_transport_km_per_hour,
            TravelMode.CAR: self.car_km_per_hour,
            TravelMode.WHEELCHAIR: self.wheelchair_km_per_hour,
        }
        return self.detour * _MINUTES_PER_HOUR / speeds[mode]

    def _wait_minutes(self, mode: TravelMode) -> float:
        return self.public_transport_wait_minutes if mode is TravelMode.PUBLIC_TRANSPORT else 0


def _unit_vector(point: Point) -> tuple[float, float, float]:
    latitude, longitude = math.radians(point.latitude), math.radians(point.longitude)
    across = math.cos(latitude)
    return across * math.cos(longitude), across * math.sin(longitude), math.sin(latitude)


# Positions are kept as differences with the middle of the Netherlands: there four bytes tell centimetres apart.
_MIDDLE = _unit_vector(Point(latitude=52.2, longitude=5.3))


def place_on_globe(point: Point) -> tuple[float, float, float]:
    """Return where a point is in space, in earth radii from the middle of the Netherlands."""
    x, y, z = _unit_vector(point)
    return x - _MIDDLE[0], y - _MIDDLE[1], z - _MIDDLE[2]


def spot_of(point: Point) -> int:
    """Return a number above zero for where a point is, to some sixty metres."""
    north, east = point.latitude + _TO_THE_POLE, point.longitude + 2 * _TO_THE_POLE
    return 1 + (round(north * _SPOTS_A_DEGREE) << 32 | round(east * _SPOTS_A_DEGREE))


def chord_of_km(km: float) -> float:
    """Return how long the chord through the earth is, in earth radii, under so many kilometres over its surface."""
    return 2 * math.sin(min(km / EARTH_RADIUS_KM, math.pi) / 2)


def km_of_chord(chord: float) -> float:
    """Return how many kilometres over the surface lie above a chord, in earth radii, through the earth."""
    return 2 * EARTH_RADIUS_KM * math.asin(min(chord / 2, 1.0))


def distance_km(one: Point, other: Point) -> float:
    """Return how far two points are apart over the surface, in a straight line."""
    return km_of_chord(math.dist(_unit_vector(one), _unit_vector(other)))
