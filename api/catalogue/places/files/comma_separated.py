"""CSV with a header that names the postcode, the latitude and the longitude, as spreadsheets write it."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from api.catalogue.places.files.columns import POSTCODE_COLUMNS, find_column
from api.catalogue.places.files.rows import (
    POST_OFFICE_BOX,
    PlaceFileError,
    PlaceRow,
    RowError,
    SkippedRow,
    read_row,
    tells_post_office_box,
)

_SEPARATORS = (",", ";", "\t")
_LATITUDE_COLUMNS = ("latitude", "lat", "breedtegraad")
_LONGITUDE_COLUMNS = ("longitude", "lon", "lng", "long", "lengtegraad")


@dataclass(frozen=True, slots=True)
class Header:
    """Where a CSV file keeps what."""

    separator: str
    number: int
    code: int
    latitude: int
    longitude: int


def find_columns(header: str) -> Header | None:
    """Return the columns that a header names; None unless it names all three."""
    for separator in _SEPARATORS:
        names = next(csv.reader([header], delimiter=separator), [])
        found = [find_column(names, known) for known in (POSTCODE_COLUMNS, _LATITUDE_COLUMNS, _LONGITUDE_COLUMNS)]
        code, latitude, longitude = found
        if code is not None and latitude is not None and longitude is not None:
            return Header(separator, len(names), code, latitude, longitude)
    return None


def read_comma_separated(path: Path, columns: Header) -> Iterator[PlaceRow | SkippedRow]:
    """Yield the rows in the order of the file; raises PlaceFileError at a broken one."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        # Strict, or else a quote that is never closed swallows the rest of the file.
        records = csv.reader(file, delimiter=columns.separator, strict=True)
        line = 1
        try:
            is_header = True
            for cells in records:
                if "".join(cells).strip():
                    if not is_header:
                        yield _read_record(line, cells, columns)
                    is_header = False
                line = records.line_num + 1
        except (RowError, csv.Error) as error:
            raise PlaceFileError(f"{path}, line {line}: {error}.") from None


def _read_record(line: int, cells: Sequence[str], columns: Header) -> PlaceRow | SkippedRow:
    # A row with another number of cells has slipped: its numbers may stand in each other's place.
    if len(cells) != columns.number:
        raise RowError(f"{len(cells)} columns instead of {columns.number}")
    if any(map(tells_post_office_box, cells)):
        return SkippedRow(line, POST_OFFICE_BOX)
    return read_row(line, cells[columns.code], cells[columns.latitude], cells[columns.longitude])
