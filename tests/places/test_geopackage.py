from pathlib import Path

import pytest

from api.catalogue.places.files import PlaceFileError, PlaceRow, SkippedRow, read_place_file
from tests.places.geopackages import WGS84, GeoPackage, geometry, multi_polygon, point, polygon, square

AMERSFOORT = geometry(multi_polygon(polygon(square(154_950, 462_950, 100))))
AMERSFOORT_ROW = (52.155174, 5.387206)


@pytest.fixture
def geopackage(tmp_path: Path) -> GeoPackage:
    return GeoPackage(tmp_path / "cbs pc6 #1?.gpkg")


@pytest.mark.parametrize("code", ["postcode", "postcode6", "PC6", "Postcode_6", "pc-6"])
def test_a_layer_of_six_characters_is_found_under_any_name(geopackage: GeoPackage, code: str) -> None:
    geopackage.add_layer([("3811LM", AMERSFOORT)], name="cbs_pc6_2024 “v1”", code=code, geometry="shape")
    assert read_place_file(geopackage.path).rows == [PlaceRow("3811LM", *AMERSFOORT_ROW)]


@pytest.mark.parametrize("code", ["postcode4", "PC4"])
def test_four_digits_may_be_a_number(geopackage: GeoPackage, code: str) -> None:
    geopackage.add_layer([(3811, AMERSFOORT)], code=code)
    assert read_place_file(geopackage.path).rows == [PlaceRow("3811", *AMERSFOORT_ROW)]


def test_degrees_are_taken_as_they_are(geopackage: GeoPackage) -> None:
    geopackage.add_layer([("3073XY", geometry(point(4.5037, 51.8881)))], reference=WGS84)
    assert read_place_file(geopackage.path).rows == [PlaceRow("3073XY", 51.8881, 4.5037)]


def test_every_layer_with_postcodes_is_read(geopackage: GeoPackage) -> None:
    geopackage.add_layer([("Amersfoort", AMERSFOORT)], name="town", code="naam", reference=3857)
    geopackage.add_layer([("3811", AMERSFOORT)], name="postcode4", code="postcode4")
    geopackage.add_layer([("3811LM", AMERSFOORT)])
    assert [row.code for row in read_place_file(geopackage.path).rows] == ["3811", "3811LM"]


def test_a_feature_without_a_place_is_skipped(geopackage: GeoPackage) -> None:
    rows = [
        ("3811LM", AMERSFOORT),
        ("3811LN", None),
        ("3811LP", geometry(polygon())),
        ("3811LR", geometry(point(0, 0))),
    ]
    geopackage.add_layer(rows)
    found = read_place_file(geopackage.path)
    assert [row.code for row in found.rows] == ["3811LM"]
    assert found.skipped[:2] == [SkippedRow(2, "there is no position"), SkippedRow(3, "there is no position")]
    assert found.skipped[2].line == 4
    assert "not in the Netherlands" in found.skipped[2].reason


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (("38", AMERSFOORT), "‘38’ is not a Dutch postcode"),
        ((None, AMERSFOORT), "‘None’ is not a Dutch postcode"),
        (("3811LN", AMERSFOORT[:-3]), "the geometry is not a whole point"),
        (("3811LN", "POINT(1 2)"), "the geometry is text"),
    ],
)
def test_a_broken_feature_names_its_line(geopackage: GeoPackage, broken: tuple[object, object], reason: str) -> None:
    geopackage.add_layer([("3811LM", AMERSFOORT), broken])
    with pytest.raises(PlaceFileError, match=rf"gpkg, line 2 of postcode6: {reason}"):
        read_place_file(geopackage.path)


def test_a_grid_that_is_not_known_is_refused(geopackage: GeoPackage) -> None:
    geopackage.add_layer([("3811LM", AMERSFOORT)], reference=3857)
    with pytest.raises(PlaceFileError, match="keeps postcode6 in EPSG:3857; known are EPSG:28992 and EPSG:4326"):
        read_place_file(geopackage.path)


def test_a_geopackage_without_postcodes_is_refused(geopackage: GeoPackage) -> None:
    geopackage.add_layer([("Amersfoort", AMERSFOORT)], code="naam")
    with pytest.raises(PlaceFileError, match="has no layer with a column of postcodes"):
        read_place_file(geopackage.path)


def test_half_a_geopackage_is_refused(geopackage: GeoPackage) -> None:
    geopackage.path.write_bytes(geopackage.path.read_bytes()[:1000])
    with pytest.raises(PlaceFileError, match="is not a whole GeoPackage"):
        read_place_file(geopackage.path)


def test_the_file_is_left_as_it_was(geopackage: GeoPackage) -> None:
    geopackage.add_layer([("3811LM", AMERSFOORT)])
    before = geopackage.path.read_bytes()
    read_place_file(geopackage.path)
    assert geopackage.path.read_bytes() == before
    assert [file.name for file in geopackage.path.parent.iterdir()] == [geopackage.path.name]
