"""The closed lists of an offer, by the path of their property: which values an offer has, and which offers a value."""

import json
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Text, cast
from sqlmodel import col

from api.catalogue.offers.tables import Offer
from api.vocabulary import LADDER_STEPS
from matching import from_bits, to_bits
from matching.vocabulary import (
    Attendance,
    Audience,
    DayPart,
    DutchLevel,
    Goal,
    Guidance,
    Indication,
    LoadAxis,
    LoadLevel,
    OfferKind,
)

Condition = ColumnElement[bool]


class ClosedList(NamedTuple):
    """A property with values from a list: all of them, those of an offer, and what holds of offers with one, or any."""

    codes: tuple[str, ...]
    codes_of: Callable[[Offer], list[str]]
    holds: Callable[[str | None], Condition]


def _one(name: str, codes: Iterable[object], read: Callable[[str], Any]) -> ClosedList:
    """Return the list of a column with one value."""
    column = col(getattr(Offer, name))

    def codes_of(offer: Offer) -> list[str]:
        value = getattr(offer, name)
        return [] if value is None else [str(value)]

    def holds(code: str | None) -> Condition:
        return column.is_not(None) if code is None else column == read(code)

    return ClosedList(tuple(map(str, codes)), codes_of, holds)


def _word(name: str, values: type[StrEnum]) -> ClosedList:
    return _one(name, values, values)


def _bits(name: str, values: type[StrEnum]) -> ClosedList:
    """Return the list of a column with a bit for each value."""
    column = col(getattr(Offer, name))

    def codes_of(offer: Offer) -> list[str]:
        return [value.value for value in from_bits(getattr(offer, name), values)]

    def holds(code: str | None) -> Condition:
        told: Condition = column != 0 if code is None else column.op("&")(to_bits([values(code)], values)) != 0
        return told

    return ClosedList(tuple(values), codes_of, holds)


def _listed(name: str, values: type[StrEnum]) -> ClosedList:
    """Return the list of a column that holds the values as JSON: each stands there between quotes."""
    text = cast(col(getattr(Offer, name)), Text)

    def codes_of(offer: Offer) -> list[str]:
        return [str(value) for value in getattr(offer, name)]

    def holds(code: str | None) -> Condition:
        return text.contains('"' if code is None else json.dumps(code), autoescape=True)

    return ClosedList(tuple(values), codes_of, holds)


def has_interests() -> Condition:
    """Return what holds of an offer with interests, whatever they are."""
    return cast(col(Offer.interests), Text).contains('"', autoescape=True)


LISTS: Final[dict[str, ClosedList]] = {
    "kind": _word("kind", OfferKind),
    "goals": _bits("goals", Goal),
    "schedule.dayParts": _bits("day_parts", DayPart),
    **{f"load.{axis}": _one(f"load_{axis}", map(int, LoadLevel), int) for axis in LoadAxis},
    "requirements.dutchLevel": _word("dutch_level", DutchLevel),
    "requirements.indication": _word("indication", Indication),
    "accommodations.guidance": _word("guidance", Guidance),
    "location.attendance": _word("attendance", Attendance),
    "audience": _listed("audience", Audience),
    "ladderStep": _one("ladder_step", LADDER_STEPS, int),
}
