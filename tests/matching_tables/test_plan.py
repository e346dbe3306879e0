from itertools import pairwise
from math import hypot

from api.matching_tables.board.drawing import HEIGHT, WIDTH, Mark, Plan, Spot
from matching import TravelSpeeds
from matching.facts import Point
from matching.vocabulary import TravelMode

FOCUS = Point(51.893, 4.509)
PLAN = Plan(FOCUS, TravelSpeeds())


def a_mark(*, north: float = 0, east: float = 0) -> Mark:
    return Mark(Point(FOCUS.latitude + north, FOCUS.longitude + east), 30, 26)


def far(spot: Spot) -> float:
    return hypot(spot.x - PLAN.middle.x, spot.y - PLAN.middle.y)


def test_one_offer_in_another_town_moves_nothing_together() -> None:
    near = {"north": a_mark(north=0.006), "east": a_mark(east=0.012)}
    alone = PLAN.place(near)
    with_far = PLAN.place(near | {"far": a_mark(north=1.2)})
    assert {name: with_far[name] for name in near} == alone
    assert far(with_far["far"]) > far(alone["east"]) > far(alone["north"]) > 60


def test_what_lies_in_a_ring_is_that_far_and_north_is_up() -> None:
    spots = PLAN.place({"north": a_mark(north=0.006), "west": a_mark(east=-0.02)})
    assert spots["north"].y < PLAN.middle.y
    assert spots["west"].x < PLAN.middle.x
    rings = {ring.walk_minutes: ring for ring in PLAN.rings()}
    walked = PLAN.minutes_to(a_mark(north=0.006).point, TravelMode.WALK)
    assert 10 < walked < 20
    assert rings[10].radius < far(spots["north"]) < rings[20].radius
    assert [ring.bike_minutes for ring in PLAN.rings()] == [3, 6, 13, 26]


def test_nothing_lies_on_something_else_or_off_the_sheet() -> None:
    marks = {str(number): a_mark(north=0.001 * (number % 4), east=0.9 * (number % 3)) for number in range(60)}
    spots = list(PLAN.place(marks).values())
    assert all(0 <= spot.x <= WIDTH and 0 <= spot.y <= HEIGHT for spot in spots)
    for number, spot in enumerate(spots):
        assert all(abs(spot.x - other.x) >= 30 or abs(spot.y - other.y) >= 26 for other in spots[:number])


def test_rings_of_one_way_to_travel_are_round_minutes_that_can_be_read() -> None:
    for mode in TravelMode:
        rings = PLAN.rings_by(mode)
        assert len(rings) >= 2
        radii = [ring.radius for ring in rings]
        assert all(further - nearer >= 60 for nearer, further in pairwise(radii))
    assert [ring.minutes for ring in PLAN.rings_by(TravelMode.WALK)] == [5, 15, 30, 60]
    marks = {str(number): Mark(FOCUS, 60, 54) for number in range(8)}
    spots = PLAN.place(marks, PLAN.rings_by(TravelMode.BIKE))
    words = [PLAN.middle.y + ring.radius for ring in PLAN.rings_by(TravelMode.BIKE)]
    beside = [spot for spot in spots.values() if abs(spot.x - PLAN.middle.x) < (60 + 150) / 2]
    assert all(abs(spot.y - word) >= (54 + 36) / 2 for spot in beside for word in words)
