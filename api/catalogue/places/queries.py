"""Where a postcode lies."""

from dataclasses import dataclass

from sqlmodel import Session

from api.catalogue.places.tables import Place
from matching.facts import Point
from matching.vocabulary import Precision

DIGITS = 4


@dataclass(frozen=True, slots=True)
class Located:
    """A position and how exactly it is known; no point when it is not."""

    point: Point | None = None
    precision: Precision = Precision.UNKNOWN


NOWHERE = Located()
LOCATED = "places.located"
"""Where a session keeps the postcodes that it looked up: an import asks for the same few thousands of times."""


def locate(session: Session, *, point: Point | None, postcode: str | None) -> Located:
    """Return the position when it is given, else of the postcode, else of its four digits; never an error."""
    if point is not None:
        return Located(point, Precision.ADDRESS)
    if postcode is None:
        return NOWHERE
    known: dict[str, Located] = session.info.setdefault(LOCATED, {})
    if postcode not in known:
        known[postcode] = _look_up(session, postcode)
    return known[postcode]


def _look_up(session: Session, postcode: str) -> Located:
    for code, precision in ((postcode, Precision.PC6), (postcode[:DIGITS], Precision.PC4)):
        place = session.get(Place, code)
        if place is not None:
            exact = precision if len(code) > DIGITS else Precision.PC4
            return Located(Point(place.latitude, place.longitude), exact)
    return NOWHERE
