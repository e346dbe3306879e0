"""Makes small GeoPackages."""

import sqlite3
import struct
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

Ring = Sequence[Sequence[float]]
RD_NEW = 28992
WGS84 = 4326
TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER);
"""


class GeoPackage:
    """A GeoPackage in a folder of the test, with layers of postcodes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(TABLES)

    def add_layer(
        self,
        rows: Sequence[tuple[object, object]],
        *,
        name: str = "postcode6",
        code: str = "postcode6",
        geometry: str = "geom",
        reference: int = RD_NEW,
    ) -> None:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            srs_id = reference + 100_000
            connection.execute(
                "INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES ('', ?, 'EPSG', ?, '')", (srs_id, reference)
            )
            connection.execute(
                "INSERT INTO gpkg_geometry_columns VALUES (?, ?, 'GEOMETRY', ?, 0, 0)", (name, geometry, srs_id)
            )
            connection.execute(f'CREATE TABLE "{name}" (fid INTEGER PRIMARY KEY, "{geometry}" BLOB, "{code}")')
            connection.executemany(f'INSERT INTO "{name}" ("{code}", "{geometry}") VALUES (?, ?)', rows)  # noqa: S608


def geometry(well_known_binary: bytes, *, envelope: int = 0) -> bytes:
    sizes = (0, 32, 48, 48, 64)
    return (
        b"GP\x00" + bytes([envelope << 1 | 1]) + struct.pack("<i", RD_NEW) + bytes(sizes[envelope]) + well_known_binary
    )


def point(*numbers: float, order: str = "<", kind: int = 1) -> bytes:
    return _start(kind, order) + struct.pack(f"{order}{len(numbers)}d", *numbers)


def polygon(*rings: Ring, order: str = "<", kind: int = 3) -> bytes:
    return _start(kind, order) + struct.pack(f"{order}I", len(rings)) + b"".join(_ring(ring, order) for ring in rings)


def multi_polygon(*polygons: bytes, order: str = "<", kind: int = 6) -> bytes:
    return _start(kind, order) + struct.pack(f"{order}I", len(polygons)) + b"".join(polygons)


def square(x: float, y: float, side: float) -> list[tuple[float, float]]:
    return [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]


def _start(kind: int, order: str) -> bytes:
    return bytes([order == "<"]) + struct.pack(f"{order}I", kind)


def _ring(ring: Ring, order: str) -> bytes:
    numbers = [number for each in ring for number in each]
    return struct.pack(f"{order}I{len(numbers)}d", len(ring), *numbers)
