"""The postal dump of GeoNames: a line of tab-separated columns for each postcode and place."""

from collections.abc import Iterator
from pathlib import Path

from api.catalogue.places.files.rows import (
    POST_OFFICE_BOX,
    PlaceFileError,
    PlaceRow,
    RowError,
    SkippedRow,
    read_row,
    tells_post_office_box,
)

# The readme beside the dump names twelve columns; dumps before 2018 lack the last, the accuracy.
_COLUMNS = (11, 12)
_COUNTRY, _CODE, _NAME, _LATITUDE, _LONGITUDE = 0, 1, 2, 9, 10
_NETHERLANDS = "NL"


def read_geonames(path: Path) -> Iterator[PlaceRow | SkippedRow]:
    """Yield the rows in the order of the file; raises PlaceFileError at a broken one."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for line, text in enumerate(file, start=1):
            if not text.strip():
                continue
            try:
                yield _read_line(line, text.rstrip("\n").split("\t"))
            except RowError as error:
                raise PlaceFileError(f"{path}, line {line}: {error}.") from None


def _read_line(line: int, cells: list[str]) -> PlaceRow | SkippedRow:
    if len(cells) not in _COLUMNS:
        raise RowError(f"{len(cells)} columns instead of {_COLUMNS[-1]}")
    # The dump of all countries is read as well.
    if cells[_COUNTRY] != _NETHERLANDS:
        return SkippedRow(line, "the row is of another country")
    if tells_post_office_box(cells[_NAME]):
        return SkippedRow(line, POST_OFFICE_BOX)
    return read_row(line, cells[_CODE], cells[_LATITUDE], cells[_LONGITUDE])
