"""A plan of the neighbourhood: how far on foot and in which direction from its middle; no streets, and it says so."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, log1p, pi, radians, sin, sqrt
from typing import Final

from matching import TravelSpeeds, distance_km
from matching.facts import Point
from matching.vocabulary import TravelMode

WIDTH: Final = 900
HEIGHT: Final = 720
_RADIUS: Final = 335
_RINGS_MINUTES: Final = (10, 20, 40, 80)
# Near the middle a minute takes more room than far away, so that one offer in another town moves nothing together.
_SCALE_MINUTES: Final = 8
_FURTHEST_MINUTES: Final = 90
_RING_WORDS_WIDTH: Final = 225
_RING_WORDS_HEIGHT: Final = 18
# Rings of one way to travel: round numbers, each as far from the last as two lines of large letters are high.
_ROUND_MINUTES: Final = (5, 10, 15, 20, 30, 45, 60, 90)
_LARGE_WORDS_WIDTH: Final = 150
_LARGE_WORDS_HEIGHT: Final = 36
_APART: Final = 60
_EDGE: Final = 4
_GAP: Final = 3
_MOST_TURNS: Final = 400
_NEAR: Final = 24
_STEP: Final = 11
_GOLDEN_ANGLE: Final = 2.39996
# About half a kilometre: enough to see who lives near what, too rough to find a home.
_ROUGH_DEGREES: Final = 0.005


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the sheet."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Ring:
    """As far as one walks in so many minutes, and how long that is by bicycle."""

    radius: float
    walk_minutes: int
    bike_minutes: int


@dataclass(frozen=True, slots=True)
class MinuteRing:
    """As far as one comes in so many minutes, by the way in which one travels."""

    radius: float
    minutes: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on the plan: where it really is, and how much room it takes."""

    point: Point
    width: float
    height: float


class Plan:
    """The plan around one point."""

    middle: Final = Spot(WIDTH / 2, HEIGHT / 2)

    def __init__(self, center: Point, speeds: TravelSpeeds) -> None:
        self._center = center
        self._speeds = speeds

    def rings(self) -> tuple[Ring, ...]:
        """List the rings, smallest first."""
        walk_km = 1 / self._speeds.minutes(1, mode=TravelMode.WALK)
        return tuple(
            Ring(
                round(_radius_of(minutes), 1),
                minutes,
                round(self._speeds.minutes(minutes * walk_km, mode=TravelMode.BIKE)),
            )
            for minutes in _RINGS_MINUTES
        )

    def rings_by(self, mode: TravelMode) -> tuple[MinuteRing, ...]:
        """List rings of round minutes by one way to travel, smallest first."""
        found: list[MinuteRing] = []
        for minutes in _ROUND_MINUTES:
            radius = round(_radius_of(self._walking(minutes, mode)), 1)
            if (found[-1].radius if found else 0) + _APART <= radius < _RADIUS:
                found.append(MinuteRing(radius, minutes))
        return tuple(found)

    def _walking(self, minutes: float, mode: TravelMode) -> float:
        """Return how long one walks as far as one comes by another mode; nothing while one waits for a bus."""
        wait = self._speeds.minutes(0, mode=mode)
        km = max(minutes - wait, 0) / (self._speeds.minutes(1, mode=mode) - wait)
        return self._speeds.minutes(km, mode=TravelMode.WALK)

    def minutes_to(self, point: Point, mode: TravelMode) -> int:
        """Return about how long it takes to get there from the middle."""
        return round(self._speeds.minutes(distance_km(self._center, point), mode=mode))

    def place(self, marks: Mapping[str, Mark], rings: Sequence[MinuteRing] = ()) -> dict[str, Spot]:
        """Return where each mark lies: its direction and its minutes, as near to that as those before leave room."""
        # What tells how far a ring is stays free.
        large = Mark(self._center, _LARGE_WORDS_WIDTH, _LARGE_WORDS_HEIGHT)
        small = Mark(self._center, _RING_WORDS_WIDTH, _RING_WORDS_HEIGHT)
        words = large if rings else small
        radii = [ring.radius for ring in rings] or [ring.radius for ring in self.rings()]
        placed = {
            f"ring {number}": (Spot(self.middle.x, self.middle.y + radius), words)
            for number, radius in enumerate(radii)
        }
        reached: Counter[tuple[int, int]] = Counter()
        for name, mark in marks.items():
            spot = self._spot_of(mark.point)
            # What was tried from here before is full; without that, a crowd would take long to lay out.
            here = round(spot.x / _NEAR), round(spot.y / _NEAR)
            tries = ((turn, _on_spiral(spot, turn, mark)) for turn in range(reached[here], _MOST_TURNS))
            free = ((turn, each) for turn, each in tries if _is_free(each, mark, placed.values()))
            reached[here], found = next(free, (_MOST_TURNS, _on_spiral(spot, 0, mark)))
            placed[name] = found, mark
        return {name: placed[name][0] for name in marks}

    def _spot_of(self, point: Point) -> Spot:
        # A degree east is shorter than a degree north here.
        east = (point.longitude - self._center.longitude) * cos(radians(self._center.latitude))
        north = point.latitude - self._center.latitude
        far = _radius_of(self._speeds.minutes(distance_km(self._center, point), mode=TravelMode.WALK))
        angle = atan2(north, east) if hypot(north, east) else pi / 2
        return Spot(self.middle.x + far * cos(angle), self.middle.y - far * sin(angle))


def roughly(point: Point) -> Point:
    """Return the neighbourhood of a point instead of the point."""
    return Point(
        round(point.latitude / _ROUGH_DEGREES) * _ROUGH_DEGREES,
        round(point.longitude / _ROUGH_DEGREES) * _ROUGH_DEGREES,
    )


def center_of(points: Sequence[Point]) -> Point:
    """Return the middle of some points; half of them lie on either side, so that a far one hardly counts."""
    latitudes, longitudes = sorted(each.latitude for each in points), sorted(each.longitude for each in points)
    return Point(latitudes[len(points) // 2], longitudes[len(points) // 2])


def _radius_of(minutes: float) -> float:
    share = log1p(min(minutes, _FURTHEST_MINUTES) / _SCALE_MINUTES) / log1p(_FURTHEST_MINUTES / _SCALE_MINUTES)
    return _RADIUS * share


def _on_spiral(spot: Spot, turn: int, mark: Mark) -> Spot:
    angle, far = turn * _GOLDEN_ANGLE, _STEP * sqrt(turn)
    across, down = mark.width / 2 + _EDGE, mark.height / 2 + _EDGE
    x, y = spot.x + far * cos(angle), spot.y + far * sin(angle)
    return Spot(round(min(max(x, across), WIDTH - across), 1), round(min(max(y, down), HEIGHT - down), 1))


def _is_free(spot: Spot, mark: Mark, taken: Iterable[tuple[Spot, Mark]]) -> bool:
    return all(
        abs(spot.x - other.x) >= (mark.width + its.width) / 2 + _GAP
        or abs(spot.y - other.y) >= (mark.height + its.height) / 2 + _GAP
        for other, its in taken
    )
