"""Which property a column fills, by what stands above it: a path, or what partners write."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import BaseModel
from pydantic.alias_generators import to_camel
from rapidfuzz import fuzz, process

from api.catalogue.offers.schemas import OfferWrite
from matching import fold

_SIGNS: Final = re.compile(r"[^a-z0-9]+")
_ALIKE: Final = 88
"""Of 100: a slip of the keyboard or a plural; below it other headings were taken for known ones."""

_SHORTEST_SLIP: Final = 5
"""Of shorter words one sign says something else: datum and data, naam and maan."""


class Headings(NamedTuple):
    """The property of each column, None where nobody knows it; which name it by its path; and what nobody knows."""

    paths: tuple[str | None, ...]
    exact: frozenset[str]
    unread: tuple[str, ...]


def read_headings(headings: Sequence[str]) -> Headings:
    """Return which property each column fills; of two columns for one property both are read."""
    paths = tuple(path_of(heading) for heading in headings)
    exact = {path for heading in headings if (path := own_paths().get(heading.strip().lower()))}
    unread = (heading.strip() for heading, path in zip(headings, paths, strict=True) if path is None)
    return Headings(paths, frozenset(exact), tuple(heading for heading in unread if heading))


def count_known(headings: Sequence[str]) -> int:
    """Return how many of these are headings, none when no column says what an offer is called."""
    paths = {path_of(heading) for heading in headings} - {None}
    return len(paths) if "title" in paths else 0


def path_of(heading: str) -> str | None:
    """Return the property that a heading names; None when it names none."""
    written = heading.strip()
    if len(written) > _LONGEST or not written:
        return None
    if written.lower() in own_paths():
        return own_paths()[written.lower()]
    folded = plain(written)
    known = _known()
    if folded in known:
        return known[folded]
    if len(folded) < _SHORTEST_SLIP:
        return None
    nearest = process.extractOne(folded, known.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return known[nearest[0]] if nearest else None


_LONGEST: Final = 60
"""Signs of the longest heading; what is longer is a text."""


def plain(text: str) -> str:
    """Return words as they are compared: small letters without accents, parted by single spaces."""
    return _SIGNS.sub(" ", fold(text)).strip()


@cache
def _known() -> dict[str, str]:
    with Path(__file__).with_name("headings.toml").open("rb") as file:
        told = tomllib.load(file)
    return {heading: path for path, headings in told.items() for heading in headings}


@cache
def own_paths() -> dict[str, str]:
    """Return the paths of an offer's properties by their small letters."""
    return {path.lower(): path for path in _paths_of(OfferWrite)}


def _paths_of(shape: type[BaseModel], before: str = "") -> list[str]:
    paths: list[str] = []
    for name, field in shape.model_fields.items():
        path = before + to_camel(name)
        inner = [each for each in (field.annotation, *getattr(field.annotation, "__args__", ())) if _is_shape(each)]
        paths += _paths_of(inner[0], f"{path}.") if inner else [path]
    return paths


def _is_shape(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
