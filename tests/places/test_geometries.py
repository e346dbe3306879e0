import pytest

from api.catalogue.places.files.geometries import middle_of
from api.catalogue.places.files.rows import RowError
from tests.places.geopackages import geometry, multi_polygon, point, polygon, square


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("envelope", [0, 1, 2, 3, 4])
def test_a_point_is_its_own_middle_behind_any_envelope(order: str, envelope: int) -> None:
    assert middle_of(geometry(point(3.0, 4.0, order=order), envelope=envelope)) == (3.0, 4.0)


@pytest.mark.parametrize(("kind", "numbers"), [(1001, (3, 4, 9)), (2001, (3, 4, 9)), (3001, (3, 4, 9, 9))])
def test_heights_and_measures_are_passed_over(kind: int, numbers: tuple[float, ...]) -> None:
    assert middle_of(geometry(point(*numbers, kind=kind))) == (3.0, 4.0)


def test_the_middle_of_a_polygon_weighs_its_surface_not_its_corners() -> None:
    corners = [(0, 0), (3, 0), (1.5, 1.5), (0, 3), (0, 0)]
    assert middle_of(geometry(polygon(corners))) == pytest.approx((1.0, 1.0))


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_polygon_may_be_drawn_either_way_round(order: str) -> None:
    ring = square(154_000, 462_000, 100)
    for each in (ring, ring[::-1]):
        assert middle_of(geometry(polygon(each, order=order))) == pytest.approx((154_050, 462_050))


@pytest.mark.parametrize("is_turned", [False, True])
def test_a_hole_pushes_the_middle_away(is_turned: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    hole = square(2, 1, 2)
    if is_turned:
        hole.reverse()
    middle = middle_of(geometry(polygon(square(0, 0, 4), hole)))
    assert middle == pytest.approx(((16 * 2 - 4 * 3) / 12, 2))


def test_parts_count_by_their_surface() -> None:
    parts = multi_polygon(polygon(square(0, 0, 3)), polygon(square(10, 0, 1), order=">"), order=">")
    assert middle_of(geometry(parts)) == pytest.approx(((9 * 1.5 + 10.5) / 10, (9 * 1.5 + 0.5) / 10))


def test_polygons_with_heights_are_read() -> None:
    ring = [(x, y, 7.0) for x, y in square(0, 0, 2)]
    assert middle_of(geometry(multi_polygon(polygon(ring, kind=1003), kind=1006))) == pytest.approx((1, 1))


def test_a_flat_polygon_has_the_mean_of_its_corners() -> None:
    assert middle_of(geometry(polygon([(10, 10), (12, 10), (14, 10)]))) == pytest.approx((12, 10))


@pytest.mark.parametrize(
    "empty", [point(float("nan"), float("nan")), polygon(), polygon([]), multi_polygon(), multi_polygon(polygon())]
)
def test_an_empty_geometry_has_no_middle(empty: bytes) -> None:
    assert middle_of(geometry(empty)) is None


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"GP",
        point(3, 4),
        geometry(b""),
        geometry(point(3, 4))[:-1],
        geometry(polygon(square(0, 0, 1)))[:-1],
        geometry(polygon(square(0, 0, 1)))[:20],
        geometry(point(3, 4, kind=2)),
        geometry(point(3, 4, kind=4001)),
        geometry(multi_polygon(point(3, 4))),
        b"GP\x00\x0f" + bytes(80),
    ],
)
def test_a_broken_geometry_is_refused(broken: bytes) -> None:
    with pytest.raises(RowError, match="not a whole point, polygon or multipolygon"):
        middle_of(broken)
