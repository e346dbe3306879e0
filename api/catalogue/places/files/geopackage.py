"""The GeoPackages of Statistics Netherlands (CBS): an SQLite file with a layer of postcode areas.

Names of layers and columns differ from year to year, so they are looked up, never assumed.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from api.catalogue.places.files.columns import POSTCODE_COLUMNS, find_column
from api.catalogue.places.files.geometries import Middle, middle_of
from api.catalogue.places.files.rijksdriehoek import to_latitude_longitude
from api.catalogue.places.files.rows import (
    NO_POSITION,
    PlaceFileError,
    PlaceRow,
    RowError,
    SkippedRow,
    placed_row,
    read_code,
)

_LAYERS = """
SELECT layer.table_name, layer.column_name, reference.organization_coordsys_id
FROM gpkg_geometry_columns AS layer JOIN gpkg_spatial_ref_sys AS reference USING (srs_id)
ORDER BY layer.table_name
"""
# With heights (7415) or without; ETRS89 (4258) lies within a metre of WGS84.
_DUTCH_GRID = (28992, 7415)
_DEGREES = (4326, 4258)
_BATCH = 10_000
_DECIMALS = 6

_Found = tuple[int, str, Middle]


@dataclass(frozen=True, slots=True)
class _Layer:
    """A table of postcodes with their geometry."""

    table: str
    code: str
    geometry: str
    reference: int


def read_geopackage(path: Path) -> Iterator[PlaceRow | SkippedRow]:
    """Yield the rows of every layer that has postcodes; raises PlaceFileError at a broken one."""
    try:
        # Immutable, so that a file in a folder that cannot be written is read as well.
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as connection:
            for layer in _find_layers(connection, path):
                yield from _read_layer(connection, path, layer)
    except sqlite3.Error as error:
        raise PlaceFileError(f"{path} is not a whole GeoPackage: {error}.") from None


def _find_layers(connection: sqlite3.Connection, path: Path) -> list[_Layer]:
    layers = []
    for table, geometry, reference in connection.execute(_LAYERS).fetchall():
        names = [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]
        code = find_column(names, POSTCODE_COLUMNS)
        if code is None:
            continue
        # Better no position than one in a grid that is read as another.
        if reference not in (*_DUTCH_GRID, *_DEGREES):
            raise PlaceFileError(f"{path} keeps {table} in EPSG:{reference}; known are EPSG:28992 and EPSG:4326.")
        layers.append(_Layer(table, names[code], geometry, reference))
    if not layers:
        raise PlaceFileError(f"{path} has no layer with a column of postcodes ({', '.join(POSTCODE_COLUMNS)}).")
    return layers


def _read_layer(connection: sqlite3.Connection, path: Path, layer: _Layer) -> Iterator[PlaceRow | SkippedRow]:
    columns = f"{_quoted(layer.code)}, {_quoted(layer.geometry)}"
    cursor = connection.execute(f"SELECT {columns} FROM {_quoted(layer.table)}")  # noqa: S608 # nosec B608 # nosemgrep - quoted names
    line = 0
    # In portions: the areas of a whole country need not be in memory at once.
    while batch := cursor.fetchmany(_BATCH):
        found: list[_Found] = []
        for code, blob in batch:
            line += 1
            try:
                row = _read_feature(line, code, blob)
            except RowError as error:
                raise PlaceFileError(f"{path}, line {line} of {layer.table}: {error}.") from None
            if isinstance(row, SkippedRow):
                yield row
            else:
                found.append(row)
        yield from _place(found, layer.reference)


def _read_feature(line: int, code: object, blob: object) -> _Found | SkippedRow:
    postcode = read_code(str(code))
    if blob is None:
        return SkippedRow(line, NO_POSITION)
    if not isinstance(blob, bytes):
        raise RowError("the geometry is text")
    middle = middle_of(blob)
    return SkippedRow(line, NO_POSITION) if middle is None else (line, postcode, middle)


def _place(found: list[_Found], reference: int) -> Iterator[PlaceRow | SkippedRow]:
    x, y = np.array([middle for _, _, middle in found], dtype=np.float64).reshape(-1, 2).T
    latitudes, longitudes = to_latitude_longitude(x, y) if reference in _DUTCH_GRID else (y, x)
    degrees = zip(latitudes.round(_DECIMALS).tolist(), longitudes.round(_DECIMALS).tolist(), strict=True)
    for (line, code, _), (latitude, longitude) in zip(found, degrees, strict=True):
        yield placed_row(line, code, latitude, longitude)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
