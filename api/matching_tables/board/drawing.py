"""A plain map: offers and, roughly, where people come from, as points on a sheet; no tiles, nothing from elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sin, sqrt
from typing import Final

from matching.facts import Point

WIDTH: Final = 720
HEIGHT: Final = 440
_EDGE: Final = 44
_APART: Final = 36
_MOST_TURNS: Final = 60
_GOLDEN_ANGLE: Final = 2.39996
_SMALLEST_SPAN_DEGREES: Final = 0.01
# About half a kilometre: enough to see who lives near what, too rough to find a home.
_ROUGH_DEGREES: Final = 0.005


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the sheet."""

    x: float
    y: float


def roughly(point: Point) -> Point:
    """Return the neighbourhood of a point instead of the point."""
    return Point(
        round(point.latitude / _ROUGH_DEGREES) * _ROUGH_DEGREES,
        round(point.longitude / _ROUGH_DEGREES) * _ROUGH_DEGREES,
    )


def draw(points: Mapping[str, Point]) -> dict[str, Spot]:
    """Return where each point lies on the sheet, north up, to scale, and none on top of another."""
    if not points:
        return {}
    middle = _middle([point.latitude for point in points.values()])
    # A degree east is shorter than a degree north here.
    stretch = cos(radians(middle))
    east = {name: point.longitude * stretch for name, point in points.items()}
    north = {name: point.latitude for name, point in points.items()}
    scale = min(
        (WIDTH - 2 * _EDGE) / max(_span(list(east.values())), _SMALLEST_SPAN_DEGREES),
        (HEIGHT - 2 * _EDGE) / max(_span(list(north.values())), _SMALLEST_SPAN_DEGREES),
    )
    center_east, center_north = _middle(list(east.values())), _middle(list(north.values()))
    spots = {
        name: Spot(WIDTH / 2 + (east[name] - center_east) * scale, HEIGHT / 2 - (north[name] - center_north) * scale)
        for name in points
    }
    return _spread(spots)


def _spread(spots: Mapping[str, Spot]) -> dict[str, Spot]:
    """Put each point as near to its own spot as those before it leave room, along a spiral outwards."""
    spread: dict[str, Spot] = {}
    for name, spot in spots.items():
        tries = [_on_spiral(spot, turn) for turn in range(_MOST_TURNS)]
        spread[name] = next((each for each in tries if _is_free(each, spread.values())), spot)
    return spread


def _on_spiral(spot: Spot, turn: int) -> Spot:
    angle, far = turn * _GOLDEN_ANGLE, _APART / 2 * sqrt(turn)
    x, y = spot.x + far * cos(angle), spot.y + far * sin(angle)
    return Spot(
        round(min(max(x, _EDGE / 2), WIDTH - _EDGE / 2), 1), round(min(max(y, _EDGE / 2), HEIGHT - _EDGE / 2), 1)
    )


def _is_free(spot: Spot, taken: Iterable[Spot]) -> bool:
    return all(hypot(spot.x - each.x, spot.y - each.y) >= _APART for each in taken)


def _middle(values: Sequence[float]) -> float:
    return (min(values) + max(values)) / 2


def _span(values: Sequence[float]) -> float:
    return max(values) - min(values)
