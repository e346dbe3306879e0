"""From what pydantic found wrong to sentences that name the value and say what is allowed."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from api.platform.web.problems import FieldError, Words

MOST_ERRORS = 100
LONGEST_POINTER = 300
NO_JSON = Words("Dit is geen goede JSON.", "This is not JSON.")
SENTENCES = {
    "missing": ("Dit veld ontbreekt.", "This property is missing."),
    "extra_forbidden": ("Dit veld kennen wij niet.", "This property is not known here."),
    "string_type": ("Hier hoort tekst.", "This takes text."),
    "string_unicode": ("Hier staat een teken dat geen tekst is.", "This holds a character that is not text."),
    "string_too_short": ("Minstens {min_length} teken(s).", "At least {min_length} character(s)."),
    "string_too_long": ("Hoogstens {max_length} tekens.", "At most {max_length} characters."),
    "int_type": ("Hier hoort een heel getal.", "This takes a whole number."),
    "int_from_float": ("Hier hoort een heel getal.", "This takes a whole number."),
    "int_parsing": ("Hier hoort een heel getal.", "This takes a whole number."),
    "int_parsing_size": ("Dit getal is te groot.", "This number is too large."),
    "float_type": ("Hier hoort een getal.", "This takes a number."),
    "float_parsing": ("Hier hoort een getal.", "This takes a number."),
    "finite_number": ("Hier hoort een gewoon getal.", "This takes a finite number."),
    "bool_type": ("Hier hoort true of false.", "This takes true or false."),
    "bool_parsing": ("Hier hoort true of false.", "This takes true or false."),
    "greater_than": ("Meer dan {gt}.", "More than {gt}."),
    "greater_than_equal": ("Niet lager dan {ge}.", "Not below {ge}."),
    "less_than": ("Minder dan {lt}.", "Less than {lt}."),
    "less_than_equal": ("Niet hoger dan {le}.", "Not above {le}."),
    "enum": ("Kies uit {expected}.", "One of {expected}."),
    "literal_error": ("Kies uit {expected}.", "One of {expected}."),
    "list_type": ("Hier hoort een lijst.", "This takes a list."),
    "too_long": ("Hoogstens {max_length} in deze lijst.", "At most {max_length} in this list."),
    "too_short": ("Minstens {min_length} in deze lijst.", "At least {min_length} in this list."),
    "dict_type": ("Hier hoort een object.", "This takes an object."),
    "model_type": ("Hier hoort een object.", "This takes an object."),
    "model_attributes_type": ("Hier hoort een object.", "This takes an object."),
    "json_invalid": (NO_JSON.nl, NO_JSON.en),
    "date": ("Hier hoort een datum, zoals 2026-11-22.", "This takes a date, such as 2026-11-22."),
    "datetime_from_date_parsing": (
        "Hier hoort een tijdstip, zoals 2026-11-22T09:30:00Z; een plus in een adres schrijf je als %2B.",
        "A moment, such as 2026-11-22T09:30:00Z; a plus in an address is written as %2B.",
    ),
    "datetime_parsing": (
        "Hier hoort een tijdstip, zoals 2026-11-22T09:30:00Z.",
        "A moment, such as 2026-11-22T09:30:00Z.",
    ),
    "moment": ("Hier hoort een tijdstip, zoals 2026-11-22T09:30:00Z.", "A moment, such as 2026-11-22T09:30:00Z."),
    "postcode": ("Hier hoort een postcode, zoals 3073XY.", "This takes a postcode, such as 3073XY."),
    "timezone_aware": ("Zet er een tijdzone bij, zoals Z.", "Add a time zone, such as Z."),
    "bsn": (
        "Hier staat een burgerservicenummer. Dat hoort hier niet; haal het weg.",
        "This holds a citizen service number, which does not belong here; remove it.",
    ),
    "iban": (
        "Hier staat een rekeningnummer. Dat hoort hier niet; haal het weg.",
        "This holds a bank account number, which does not belong here; remove it.",
    ),
    "email": (
        "Hier staat een e-mailadres. Dat hoort hier niet; haal het weg.",
        "This holds an e-mail address, which does not belong here; remove it.",
    ),
    "phone": (
        "Hier staat een telefoonnummer. Dat hoort hier niet; haal het weg.",
        "This holds a phone number, which does not belong here; remove it.",
    ),
    "blank": ("Hier is niets te lezen. Zet er woorden neer.", "There is nothing to read here. Write some words."),
    "turning": (
        "Hier staat een onzichtbaar teken dat tekst omdraait of verbergt. Typ de tekst opnieuw.",
        "This holds an invisible sign that turns or hides text. Type the text again.",
    ),
    "rule": ("{nl}", "{en}"),
}
_PLACE = re.compile(r"line (\d+) column (\d+)")
_EXPLAINED: dict[str, tuple[str, str]] = {}
_UNKNOWN = ("Deze waarde past hier niet.", "This value does not fit here.")


def no_json(line: int, column: int) -> Words:
    """Say that something is no JSON, and from where on; both count from 1."""
    return Words(
        f"Dit is geen goede JSON: het gaat mis op regel {line}, bij teken {column}.",
        f"This is not JSON: it goes wrong at line {line}, column {column}.",
    )


def explain_pattern(pattern: str, nl: str, en: str) -> str:
    """Return the pattern; who sends a text that does not fit hears these words instead of the pattern."""
    _EXPLAINED[pattern] = (nl, en)
    return pattern


def is_explained(pattern: str) -> bool:
    """Tell whether there are words for a pattern."""
    return pattern in _EXPLAINED


def rule_error(nl: str, en: str) -> PydanticCustomError:
    """Return an error for a rule between values, to be raised in a validator."""
    # Both sentences travel with the error, for the reader's language is not known here.
    return PydanticCustomError("rule", "{en}", {"nl": nl, "en": en})


def field_errors(errors: Iterable[Any]) -> tuple[FieldError, ...]:
    """Return the first errors, each once and with its pointer; never the value that was sent."""
    # A body that a route and what it depends on both read is found wrong twice.
    found = (FieldError(pointer_to(error["loc"]), _sentence(error)) for error in islice(errors, MOST_ERRORS))
    return tuple(dict.fromkeys(found))


def errors_of(error: ValidationError) -> tuple[FieldError, ...]:
    """Return what pydantic found wrong, without making a copy of all that was sent."""
    return field_errors(error.errors(include_url=False, include_input=False))


def pointer_to(location: Sequence[str | int]) -> str:
    """Return the JSON pointer of what pydantic or the framework points at: a place in the body, or a parameter."""
    parts = location[1:] if location and location[0] in {"body", "query", "path", "header"} else location
    if location and location[0] == "body" and len(parts) == 1 and isinstance(parts[0], int):
        # Broken JSON: pydantic points at the character, for which there is no pointer.
        return ""
    return pointer_of(parts)


def pointer_of(parts: Iterable[str | int]) -> str:
    """Return the JSON pointer (RFC 6901) of a place, name by name; of a place too long to tell, of what holds it."""
    pointer = ""
    for part in parts:
        longer = f"{pointer}/{_escaped(part)}"
        if len(longer) > LONGEST_POINTER:
            break
        pointer = longer
    return pointer


def _escaped(part: str | int) -> str:
    if isinstance(part, int):
        return str(part)
    # JSON can name half a character, which no answer can hold: it is told as it was escaped.
    told = part[: LONGEST_POINTER + 1].encode(errors="backslashreplace").decode()
    return told.replace("~", "~0").replace("/", "~1")


def _sentence(error: dict[str, Any]) -> Words:
    if error["type"] == "string_pattern_mismatch":
        return Words(*_EXPLAINED.get(error["ctx"]["pattern"], _UNKNOWN))
    if error["type"] == "json_invalid" and (place := _PLACE.search(error["ctx"]["error"])):
        return no_json(int(place[1]), int(place[2]))
    nl, en = SENTENCES.get(error["type"], _UNKNOWN)
    context = {name: _as_text(value) for name, value in (error.get("ctx") or {}).items()}
    english = context | {"expected": context.get("expected", "").replace(" or ", ", ")}
    # The library joins choices with an English word.
    dutch = context | {"expected": context.get("expected", "").replace(" or ", " of ")}
    return Words(nl.format(**dutch), en.format(**english))


def _as_text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
