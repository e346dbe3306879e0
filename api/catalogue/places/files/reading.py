"""Reads a place file of any kind that is known, and settles on one position for each postcode."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from api.catalogue.places.files.comma_separated import find_columns, read_comma_separated
from api.catalogue.places.files.geonames import read_geonames
from api.catalogue.places.files.geopackage import read_geopackage
from api.catalogue.places.files.medoids import LatLons, settle
from api.catalogue.places.files.rows import PlaceFile, PlaceFileError, PlaceRow, SkippedRow

KNOWN_KINDS = "GeoNames NL.txt, CSV with a header postcode,lat,lon, or CBS GeoPackage"

_HEAD_BYTES = 65_536
_SQLITE = b"SQLite format 3\x00"
_ZIP = b"PK\x03\x04"
_GEONAMES = re.compile(r"[A-Z]{2}\t[^\t]*[0-9]")


def read_place_file(path: Path) -> PlaceFile:
    """Read all places in a file, or none of them: raises PlaceFileError at the first broken line."""
    positions: defaultdict[str, LatLons] = defaultdict(list)
    skipped: list[SkippedRow] = []
    try:
        for row in _rows(path):
            if isinstance(row, SkippedRow):
                skipped.append(row)
            else:
                positions[row.code].append((row.latitude, row.longitude))
    except OSError as error:
        raise PlaceFileError(f"{path} cannot be read: {error.strerror}.") from None
    if not positions and not skipped:
        raise PlaceFileError(f"{path} holds no postcodes.")
    # In order of code: neighbours in number lie side by side, and decide between equals.
    settled = settle(dict(sorted(positions.items())))
    return PlaceFile([PlaceRow(code, *position) for code, position in settled.items()], skipped)


def _rows(path: Path) -> Iterator[PlaceRow | SkippedRow]:
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head.startswith(_SQLITE):
        return read_geopackage(path)
    # GeoNames comes packed, and whoever forgets that is helped by a sentence.
    if head.startswith(_ZIP):
        raise PlaceFileError(f"{path} is a zip archive; unpack it first.")
    lines = head.decode("utf-8-sig", errors="replace").splitlines()
    first = next((line for line in lines if line.strip()), "")
    if _GEONAMES.match(first):
        return read_geonames(path)
    columns = find_columns(first)
    if columns is not None:
        return read_comma_separated(path, columns)
    raise PlaceFileError(f"{path} is not a place file, judging by its first line; known are {KNOWN_KINDS}.")
