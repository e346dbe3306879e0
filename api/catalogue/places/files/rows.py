"""The rows of a place file: what one must hold, and what is left out of it."""

import re
from dataclasses import dataclass

from api.catalogue.places.schemas import POSTCODE_PATTERN
from api.platform.plain_error import PlainError

NORTH, EAST, SOUTH, WEST = 53.7, 7.3, 50.7, 3.2
POST_OFFICE_BOX = "a code of post-office boxes has no place"
NO_POSITION = "there is no position"

_POSTCODE = re.compile(POSTCODE_PATTERN)
_NUMBER = re.compile(r"[+-]?[0-9]{1,3}([.,][0-9]+)?")
_POST_OFFICE_BOX = re.compile(r"\b(postbus(sen)?|antwoordnummers?|p\.?o\.? ?box(es)?)\b", re.IGNORECASE)
_SHOWN_LENGTH = 20


class PlaceFileError(PlainError, ValueError):
    """A place file that cannot be used; the text is one sentence for the operator and names the file and the line."""


class RowError(ValueError):
    """A broken row; whoever reads the file says which."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Where one postcode lies."""

    code: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is sound but tells no place."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class PlaceFile:
    """One row for each postcode that a file locates, by code, and what was skipped."""

    rows: list[PlaceRow]
    skipped: list[SkippedRow]


def placed_row(line: int, code: str, latitude: float, longitude: float) -> PlaceRow | SkippedRow:
    """Return the row, skipped when it lies outside the Netherlands."""
    if SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST:
        return PlaceRow(code, latitude, longitude)
    return SkippedRow(line, f"{code} at {latitude:.4f}, {longitude:.4f} is not in the Netherlands")


def read_row(line: int, code: str, latitude: str, longitude: str) -> PlaceRow | SkippedRow:
    """Read the row that these texts tell; raises RowError when one cannot be read."""
    postcode = read_code(code)
    if not latitude.strip() and not longitude.strip():
        return SkippedRow(line, NO_POSITION)
    return placed_row(line, postcode, _read_number("latitude", latitude), _read_number("longitude", longitude))


def read_code(text: str) -> str:
    """Return a postcode as it is stored; raises RowError."""
    stripped = text.strip()
    if _POSTCODE.fullmatch(stripped):
        return stripped.replace(" ", "").upper()
    raise RowError(f"{_shown(text)} is not a Dutch postcode")


def tells_post_office_box(text: str) -> bool:
    """Tell whether this text says that mail is collected here, not delivered."""
    return _POST_OFFICE_BOX.search(text) is not None


def _read_number(name: str, text: str) -> float:
    stripped = text.strip()
    if _NUMBER.fullmatch(stripped):
        return float(stripped.replace(",", "."))
    raise RowError(f"the {name} {_shown(text)} is not a number of degrees")


def _shown(text: str) -> str:
    shortened = text if len(text) <= _SHOWN_LENGTH else f"{text[:_SHOWN_LENGTH]}…"
    return f"‘{shortened}’"
