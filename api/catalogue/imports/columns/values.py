"""What stands in a cell, as the value that its property takes on the wire."""

import re
from collections.abc import Callable
from typing import Any, Final

from langcodes import standardize_tag, tag_is_valid

from api.catalogue.imports.columns.moments import read_date, read_day_parts
from api.catalogue.imports.columns.remarks import UnreadableError
from api.catalogue.imports.columns.texts import clean, clean_line
from api.catalogue.imports.columns.words import read_word
from api.catalogue.places.schemas import POSTCODE_PATTERN
from api.platform.web.languages import find_language_named

_NUMBER: Final = re.compile(r"[-+]?\d{1,9}(?:[.,]\d{1,9})?")
_THOUSANDS: Final = re.compile(r"(?<=\d)\.(?=\d{3}(?:\D|$))")
_LISTED: Final = re.compile(r"[|;\n]")
_LISTED_ALSO: Final = re.compile(r"[|;\n,]| en ")
_FREE: Final = re.compile(r"\b(?:gratis|kosteloos|free|geen kosten|niets)\b", re.IGNORECASE)
_POSTCODE: Final = re.compile(r"\b([1-9]\d{3}) ?([A-Za-z]{2})\b")
_AGE_SPAN: Final = re.compile(r"(\d{1,3})\s{0,3}(?:-|–|tot en met|tot|t/m|to)\s{0,3}(\d{1,3})")
_AGE_FROM: Final = re.compile(r"(\d{1,3})")
CellValue = Any
Read = Callable[[str], CellValue]


def read_number(text: str) -> float | int:
    """Return a number as people write it: 2,5 and 1.000; raises UnreadableError for what is none."""
    found = _NUMBER.fullmatch(_THOUSANDS.sub("", text.strip()))
    if found is None:
        raise UnreadableError("Hier hoort een getal.", "This takes a number.", suggestion=_first_number(text))
    return _as_number(found[0])


def read_hours(text: str) -> float | int:
    """Return the first number of hours: 4, 2,5 uur, 2 tot 4 uur."""
    return _read_first(text)


def read_euros(text: str) -> float | int:
    """Return an amount: gratis, € 2,50 per keer; raises UnreadableError when no amount stands there."""
    if _FREE.search(text) and not re.search(r"\d", text):
        return 0
    return _read_first(text.replace("€", " "))


def _read_first(text: str) -> float | int:
    found = _first_number(_THOUSANDS.sub("", text))
    if found is None:
        raise UnreadableError("Hier staat geen getal.", "There is no number here.")
    return _as_number(found)


def _first_number(text: str) -> str | None:
    found = _NUMBER.search(text)
    return found[0] if found else None


def _as_number(text: str) -> float | int:
    number = float(text.replace(",", "."))
    return int(number) if number.is_integer() else number


def read_yes(text: str) -> bool:
    """Return whether a cell says yes; raises UnreadableError for what says neither."""
    return read_word(text, "yes") == "true"


def read_level(text: str) -> int:
    """Return how heavy, 0 to 3, by number or by word."""
    return int(text.strip()) if text.strip().isdecimal() else int(read_word(text, "level"))


def read_postcode(text: str) -> str:
    """Return a postcode; raises UnreadableError with the one that stands inside it."""
    written = text.strip()
    if re.fullmatch(POSTCODE_PATTERN, written):
        return written
    found = _POSTCODE.search(written)
    raise UnreadableError(
        "Hier hoort een postcode, zoals 3073XY.",
        "This takes a postcode, such as 3073XY.",
        suggestion=f"{found[1]}{found[2].upper()}" if found else None,
    )


def read_key(text: str) -> str:
    """Return an id of the partner's own; raises UnreadableError with one that may be used."""
    written = text.strip()
    if re.fullmatch(r"[A-Za-z0-9._~:-]{1,100}", written):
        return written
    usable = re.sub(r"[^A-Za-z0-9._~:-]+", "-", written)[:100].strip("-")
    raise UnreadableError(
        "Hier kunnen de letters a tot en met z, cijfers en . _ ~ : - staan.",
        "This takes the letters a to z, digits and . _ ~ : -.",
        suggestion=usable or None,
    )


def read_languages(text: str) -> list[str]:
    """Return the tags of languages, by tag or by name."""
    return [_language(each) for each in split_more(text)]


def _language(text: str) -> str:
    if tag_is_valid(text):
        return str(standardize_tag(text))
    meant = find_language_named(text)
    if meant is not None:
        return meant
    raise UnreadableError("Deze taal kennen wij niet.", "This language is not known.")


def read_ages(text: str) -> tuple[int, int | None]:
    """Return from which age and until which: 18-65, 18+, vanaf 55 jaar."""
    span = _AGE_SPAN.search(text)
    if span:
        return int(span[1]), int(span[2])
    since = _AGE_FROM.search(text)
    if since is None:
        raise UnreadableError("Hier staat geen leeftijd.", "There is no age here.", suggestion="18-65")
    return int(since[1]), None


def split_list(text: str) -> list[str]:
    """Return what is listed with | or on lines of its own."""
    return [each.strip() for each in _LISTED.split(text) if each.strip()]


def split_more(text: str) -> list[str]:
    """Return what is listed with |, commas or en."""
    return [each.strip() for each in _LISTED_ALSO.split(text) if each.strip()]


def _list_of(kind: str) -> Read:
    return lambda text: list(dict.fromkeys(read_word(each, kind) for each in split_more(text)))


def _one_of(kind: str) -> Read:
    return lambda text: read_word(text, kind)


def _interests(text: str) -> list[str]:
    listed = split_list(text)
    return [clean_line(each) for each in (listed if len(listed) > 1 else split_more(text))]


_LEVELS: Final = dict.fromkeys(
    ("load.physical", "load.posture", "load.mental", "load.social", "load.stimuli"), read_level
)
_YES: Final = dict.fromkeys(
    (
        *("requirements.conductCertificate", "requirements.womenOnly", "accommodations.wheelchair"),
        *("accommodations.seated", "accommodations.quiet", "paidWorkCheck.paidBefore", "paidWorkCheck.vacancyOpen"),
    ),
    read_yes,
)
_NUMBERS: Final = dict.fromkeys(
    (
        *("location.latitude", "location.longitude", "places.total", "places.available", "groupSize", "ladderStep"),
        *("requirements.minimumAge", "requirements.maximumAge"),
    ),
    read_number,
)
READ: Final[dict[str, Read]] = {
    **_LEVELS,
    **_YES,
    **_NUMBERS,
    "externalId": read_key,
    "kind": _one_of("kind"),
    "description": clean,
    "interests": _interests,
    "goals": _list_of("goals"),
    "location.postcode": read_postcode,
    "location.attendance": _one_of("attendance"),
    "schedule.dayParts": read_day_parts,
    "schedule.startsOn": read_date,
    "schedule.endsOn": read_date,
    "hoursPerWeek.minimum": read_hours,
    "hoursPerWeek.maximum": read_hours,
    "requirements.dutchLevel": _one_of("dutchLevel"),
    "requirements.indication": _one_of("indication"),
    "accommodations.guidance": _one_of("guidance"),
    "accommodations.languages": read_languages,
    "costEuros": read_euros,
    "allowanceEurosPerDay": read_euros,
    "audience": _list_of("audience"),
    "communities": split_more,
    "status": _one_of("status"),
}
"""How each property's cell is read; the others are text on one line."""


def read_value(path: str, text: str) -> CellValue:
    """Return what stands in a cell, as its property takes it; raises UnreadableError."""
    return READ.get(path, clean_line)(text)
