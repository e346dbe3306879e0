"""The least that a question can take, as one pass in C, beside the engine: `python -m bench.floor`."""

import ctypes
import math
import shutil
import subprocess
import sys
from collections.abc import Callable
from ctypes import POINTER, Structure, c_float, c_int8, c_int16, c_int32, c_int64, c_uint32, c_void_p
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.city import CITY, TODAY, make_clients, make_offers
from bench.matching import LIMIT, ask_engine, fill, interleaved
from matching import Catalogue, Question, choose, number_of, rank
from matching.facts import ClientProfile, Point

_CLIENTS: Final = 40
_EARTH_RADIUS_KM: Final = 6371.0088
_MIDDLE: Final = Point(latitude=52.2, longitude=5.3)
_AXES: Final = 5
_HEAVIEST: Final = 3
_NOBODY: Final = 99
"""An answer that no offer gives."""

_EASE: Final = np.linspace(1, 0, 5**_AXES, dtype=np.float32)
"""What a load is worth, by the number that its levels make: the heavier, the less."""


class _Columns(Structure):
    _fields_ = (
        *((name, c_void_p) for name in ("openness", *(f"load_{axis}" for axis in range(_AXES)))),
        *((name, c_void_p) for name in ("dutch_level", "indication", "conduct_certificate", "women_only")),
        *((name, c_void_p) for name in ("wheelchair", "seated", "quiet", "available_places", "minimum_age")),
        *((name, c_void_p) for name in ("maximum_age", "group_size", "load_number", "ends_on", "starts_on")),
        *((name, c_void_p) for name in ("day_parts", "goals", "minimum_hours", "cost_euros")),
        *((f"position_{axis}", c_void_p) for axis in range(3)),
    )


class _Client(Structure):
    _fields_ = (
        ("capacity", c_int8 * _AXES),
        *((name, c_int8) for name in ("dutch_level", "forbidden_indications", "conduct_certificate", "women_only")),
        *((name, c_int8) for name in ("wheelchair", "seated", "quiet")),
        *((name, c_int16) for name in ("age_at_least", "age_at_most", "group_size")),
        ("today", c_int32),
        *((name, c_uint32) for name in ("day_parts", "goals")),
        *((name, c_float) for name in ("hours", "cost")),
        ("home", c_float * 3),
        ("squared_reach", c_float),
        ("comfort", c_void_p),
    )


class _Wish(Structure):
    _fields_ = (("rows", c_void_p), ("answered", c_void_p), ("count", c_int64))


def main() -> None:
    """Measure and print, where something can compile it."""
    compiler = _find_compiler()
    if compiler is None:
        print("Nothing here compiles C (cc, or the package ziglang): the floor is not measured.")
        return
    clients = make_clients(_CLIENTS)
    catalogue, _ = fill(make_offers(CITY))
    with TemporaryDirectory() as folder:
        passes = [_prepared(_built(compiler, Path(folder)), catalogue, client) for client in clients]
    asked = list(zip(clients, passes, strict=True))
    alike = sum(scan() == choose(catalogue, _question(client)).feasible for client, scan in asked)
    pick, ask = partial(ask_engine, choose, catalogue), partial(ask_engine, rank, catalogue)
    works = (lambda each: ask(each[0]), lambda each: pick(each[0]), lambda each: each[1]())
    explained_ms, chosen_ms, floor_ms = interleaved(asked, works)
    print(f"{CITY:,} offers of one city, {_CLIENTS} clients, the best {LIMIT}, median of each, CPU time")
    print(f"  floor: one pass in C   {floor_ms:9.3f} ms   as many possible offers for {alike} of {_CLIENTS} clients")
    print(f"  chosen, not explained  {chosen_ms:9.3f} ms   {chosen_ms / floor_ms:5.1f} x the floor")
    print(f"  engine                 {explained_ms:9.3f} ms   {explained_ms / floor_ms:5.1f} x the floor")


def _question(client: ClientProfile) -> Question:
    return Question(client=client, on=TODAY, limit=LIMIT)


def _find_compiler() -> list[str] | None:
    found = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if found:
        return [found]
    return [sys.executable, "-m", "ziglang", "cc"] if find_spec("ziglang") else None


def _built(compiler: list[str], folder: Path) -> ctypes.CDLL:
    library = folder / "floor.so"
    source = Path(__file__).with_name("floor.c")
    options = ("-O3", "-march=native", "-std=gnu11", "-shared", "-fPIC", "-o", str(library), str(source), "-lm")
    subprocess.run([*compiler, *options], check=True)  # noqa: S603 - the compiler of the machine, on a file of ours
    return ctypes.CDLL(str(library))


def _prepared(library: ctypes.CDLL, catalogue: Catalogue, client: ClientProfile) -> Callable[[], int]:
    """Return the pass for one client, with all that it reads and writes at hand."""
    choose_best = library.choose
    structures = POINTER(_Columns), c_int32, POINTER(_Client), POINTER(_Wish), c_int32
    choose_best.argtypes = (*structures, c_void_p, c_void_p, c_void_p)
    columns = catalogue.columns
    names = [field[0] for field in _Columns._fields_]
    hits = [catalogue.find_wish(phrase) for phrase in dict.fromkeys(client.interests)]
    found = [(each.rows, each.answered) for each in hits]
    wishes = (_Wish * len(found))(*(_Wish(_at(rows), _at(answered), len(rows)) for rows, answered in found))
    written = np.empty(len(catalogue), np.float32), np.empty(LIMIT, np.int32), np.empty(LIMIT, np.float32)
    asked = _Columns(*(_at(_column(columns, name)) for name in names)), len(catalogue), _client(catalogue, client)
    best = [array.ctypes for array in written]

    def scan() -> int:
        possible: int = choose_best(*asked, wishes, len(found), *best)
        return possible

    return scan


def _column(columns: object, name: str) -> NDArray[Any]:
    """Return a column, or one of the rows of a wide one."""
    wide, _, place = name.rpartition("_")
    array: NDArray[Any] = getattr(columns, wide)[int(place)] if place.isdigit() else getattr(columns, name)
    return array


def _at(array: NDArray[Any]) -> int:
    return array.ctypes.data


def _client(catalogue: Catalogue, client: ClientProfile) -> _Client:
    """Return what a client allows: the clients of the bench all tell where they live and how far they travel."""
    bounds = _question(client).bounds(catalogue)
    reach_km = ((client.travel.max_minutes or 0) - bounds.waiting_minutes) / bounds.minutes_per_km
    return _Client(
        capacity=tuple(_HEAVIEST if most is None else most for most in bounds.capacity),
        dutch_level=number_of(client.dutch_level),
        forbidden_indications=~sum(1 << number_of(each) for each in client.indications or ()),
        conduct_certificate=_NOBODY if client.conduct_certificate_possible else 1,
        women_only=_NOBODY if client.women_only_welcome else 1,
        **{need: 0 if getattr(client.needs, need) else _NOBODY for need in ("wheelchair", "seated", "quiet")},
        age_at_least=client.age or 0,
        age_at_most=client.age or 0,
        group_size=np.iinfo(np.int16).max,
        today=bounds.today,
        day_parts=bounds.day_parts,
        goals=bounds.goals,
        hours=bounds.hours_left,
        cost=math.inf if client.max_cost_euros is None else client.max_cost_euros,
        home=tuple(_from_middle(client.point or _MIDDLE)),
        squared_reach=(2 * math.sin(reach_km / (2 * _EARTH_RADIUS_KM))) ** 2,
        comfort=_at(_EASE),
    )


def _from_middle(point: Point) -> list[float]:
    """Return where a point is, in earth radii from the middle of the country, as the columns have it."""
    return [here - there for here, there in zip(_on_globe(point), _on_globe(_MIDDLE), strict=True)]


def _on_globe(point: Point) -> tuple[float, float, float]:
    north, east = math.radians(point.latitude), math.radians(point.longitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


if __name__ == "__main__":
    main()
