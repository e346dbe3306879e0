from pathlib import Path

import pytest

from api.catalogue.places.files import PlaceFile, PlaceFileError, PlaceRow, SkippedRow, read_place_file

CHARLOIS = PlaceRow("3073", 51.8872, 4.5013)
CHARLOIS_STREET = PlaceRow("3073XY", 51.8881, 4.5037)


def read(tmp_path: Path, text: str | bytes, *, name: str = "places") -> PlaceFile:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_place_file(path)


def geonames(code: str, latitude: str, longitude: str, *, name: str = "Rotterdam", country: str = "NL") -> str:
    cells = [country, code, name, "Zuid-Holland", "11", name, "0599", "", "", latitude, longitude, "6"]
    return "\t".join(cells) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "postcode,lat,lon\n3073,51.8872,4.5013\n3073XY,51.8881,4.5037\n",
        "\ufeffPostcode;Latitude;Longitude\r\n3073;51,8872;4,5013\r\n3073 xy;51,8881;4,5037\r\n",
        '"lon","lat","pc6"\n"4.5013","51.8872","3073"\n"4,5037","51,8881","3073XY"\n',
        "id\tPOSTCODE\tbreedtegraad\tlengtegraad\n1\t3073\t51.8872\t4.5013\n2\t3073XY\t51.8881\t4.5037\n",
        "\n \npostal_code,lat,lng\n\n3073,51.8872,4.5013\n,,\n 3073XY , 51.8881 , 4.5037",
        'postcode,lat,lon,plaats\n3073,51.8872,4.5013,\'t Zandt\n3073XY,51.8881,4.5037,"a\nb"\n',
        geonames("3073XY", "51.8881", "4.5037") + "\n" + geonames("3073", "51.8872", "4.5013", name="'s \"Hage"),
        geonames("3073 XY", "51.8881", "4.5037") + geonames("3073", "51.8872", "4.5013").replace("\t6\n", "\r\n"),
    ],
)
def test_every_kind_of_text_file_tells_the_same_places(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == PlaceFile([CHARLOIS, CHARLOIS_STREET], [])


def test_letters_that_are_not_unicode_do_not_matter_in_a_name(tmp_path: Path) -> None:
    found = read(tmp_path, "plaats;postcode;lat;lon\nSúdwest;3073;51,8872;4,5013\n".encode("cp1252"))
    assert found.rows == [CHARLOIS]


def test_a_code_with_several_rows_gets_one_of_them(tmp_path: Path) -> None:
    text = "postcode,lat,lon\n8460,52.966,5.801\n8461,52.3448,6.0006\n8461,52.9357,5.8953\n8462,52.966,5.801\n"
    assert PlaceRow("8461", 52.9357, 5.8953) in read(tmp_path, text).rows


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (geonames("3073", "51.8872", "4.5013", name="Rotterdam Postbus"), 2, "post-office boxes"),
        (geonames("3073", "51.8872", "4.5013", name="Antwoordnummers"), 2, "post-office boxes"),
        (geonames("AD100", "42.5", "1.5", country="AD"), 2, "another country"),
        (geonames("3073", "", ""), 2, "there is no position"),
        (geonames("3073", "0", "0"), 2, "3073 at 0.0000, 0.0000 is not in the Netherlands"),
        (geonames("3073", "4.5013", "51.8872"), 2, "not in the Netherlands"),
        (geonames("3073", "53.71", "4.5"), 2, "not in the Netherlands"),
        (geonames("3073", "52.1", "7.31"), 2, "not in the Netherlands"),
    ],
)
def test_a_row_without_a_place_is_skipped_and_counted(tmp_path: Path, text: str, line: int, reason: str) -> None:
    found = read(tmp_path, geonames("3075", "51.88", "4.51") + text)
    assert found.rows == [PlaceRow("3075", 51.88, 4.51)]
    assert [skipped.line for skipped in found.skipped] == [line]
    assert reason in found.skipped[0].reason


def test_a_csv_row_of_post_office_boxes_is_skipped(tmp_path: Path) -> None:
    found = read(tmp_path, "postcode,lat,lon,soort\n3000,51.92,4.48,Postbus\n3073,51.8872,4.5013,Postbusweg\n")
    assert found == PlaceFile([CHARLOIS], [SkippedRow(2, "a code of post-office boxes has no place")])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("0123,51.9,4.5", "‘0123’ is not a Dutch postcode"),
        (",51.9,4.5", "‘’ is not a Dutch postcode"),
        ("a postcode that never seems to end,51.9,4.5", "‘a postcode that neve…’ is not a Dutch postcode"),
        ("3073,north,4.5", "the latitude ‘north’ is not a number of degrees"),
        ("3073,nan,4.5", "the latitude ‘nan’ is not a number of degrees"),
        ("3073,51.9,", "the longitude ‘’ is not a number of degrees"),
        ("3073,51,9,4,5", "5 columns instead of 3"),
        ("3073,51.9", "2 columns instead of 3"),
        ('3073,51.9,"4.5', "unexpected end of data"),
    ],
)
def test_a_broken_row_of_a_csv_names_its_file_and_line(tmp_path: Path, row: str, reason: str) -> None:
    with pytest.raises(PlaceFileError) as caught:
        read(tmp_path, f'postcode,lat,lon\n\n"3073","51.8872","4.5013"\n{row}\n', name="places.csv")
    assert str(caught.value) == f"{tmp_path / 'places.csv'}, line 4: {reason}."


def test_a_line_is_counted_where_its_row_begins(tmp_path: Path) -> None:
    with pytest.raises(PlaceFileError, match="line 4: the latitude"):
        read(tmp_path, 'postcode,lat,lon,plaats\n3073,51.8872,4.5013,"a\nb"\n3073,x,4.5,"a\nb"\n')


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("NL\t3073\tRotterdam\n", "line 1: 3 columns instead of 12"),
        (geonames("3073", "51.8872", "4.5013") + geonames("307", "51.9", "4.5"), "line 2: ‘307’ is not a Dutch"),
        (geonames("3073", "51.8872", "4.5013") + geonames("3073", "51.9", "east"), "line 2: the longitude ‘east’"),
    ],
)
def test_a_broken_row_of_geonames_names_its_line(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(PlaceFileError, match=reason):
        read(tmp_path, text)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "hello\n", "postcode,lat\n3073,51.9\n", "{}", b"\x89PNG\r\n\x1a\n\x00\xff"]
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(PlaceFileError, match=r"places is not a place file.*known are GeoNames NL\.txt, CSV"):
        read(tmp_path, text)


def test_a_zip_has_to_be_unpacked_first(tmp_path: Path) -> None:
    with pytest.raises(PlaceFileError, match=r"NL\.zip is a zip archive; unpack it first"):
        read(tmp_path, b"PK\x03\x04rest", name="NL.zip")


def test_a_header_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlaceFileError, match="holds no postcodes"):
        read(tmp_path, "postcode,lat,lon\n")


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PlaceFileError, match=r"absent cannot be read: No such file or directory\.$"):
        read_place_file(tmp_path / "absent")
    with pytest.raises(PlaceFileError, match="cannot be read: Is a directory"):
        read_place_file(tmp_path)
