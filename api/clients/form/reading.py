"""What was filled in about a client becomes the body that the API takes, and back; what is wrong is named by field."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from api.clients.form.saying import LEVELS
from api.clients.schemas import ClientWrite
from api.platform.pages.forms import Choices, FormError
from api.platform.web.languages import find_language_named
from api.platform.web.problems import Words
from api.platform.web.validation import errors_of
from matching.vocabulary import LoadAxis

FIELDS: Final = ("wishes", "avoid", "postcode", "minutes", "hours", "languages", "dutch")
"""The fields that can be wrong, in the order of the form."""
_FIELD_OF: Final = {
    "interests": "wishes",
    "avoid": "avoid",
    "location": "postcode",
    "travel": "minutes",
    "loadCapacity": "hours",
    "languages": "languages",
    "dutchLevel": "dutch",
}
_NEEDS: Final = ("wheelchair", "seated", "quiet")
_LONGEST_PLAIN_TAG: Final = 3
_COMMAS: Final = str.maketrans(",;", "\n\n")


def read_client(form: Choices) -> dict[str, Any]:
    """Return the client as the API takes it; raises FormError."""
    body = body_of_form(form)
    try:
        ClientWrite.model_validate(body)
    except ValidationError as error:
        raise FormError(_by_field(error)) from None
    return body


def body_of_form(form: Choices) -> dict[str, Any]:
    """Return what was filled in, under the names of the API; what was left open is left out."""
    told: dict[str, Any] = {
        "interests": _lines_of(form.one("wishes")),
        "avoid": _lines_of(form.one("avoid").translate(_COMMAS)),
        "loadCapacity": _capacity(form),
        "dayParts": form.all("day_part"),
        "location": {"postcode": form.one("postcode").replace(" ", "").upper()} if form.one("postcode") else {},
        "travel": _travel(form),
        "dutchLevel": form.one("dutch"),
        "languages": [_tag_of(name) for name in _lines_of(form.one("languages").translate(_COMMAS))],
        "needs": {need: True for need in form.all("need") if need in _NEEDS},
    }
    return {name: value for name, value in told.items() if value or name == "interests"}


def form_of_body(body: Mapping[str, Any]) -> Choices:
    """Return the form in which this client would be filled in."""
    capacity, travel = body.get("loadCapacity") or {}, body.get("travel") or {}
    fields: dict[str, list[str]] = {
        "wishes": ["\n".join(body.get("interests") or ())],
        "avoid": ["\n".join(body.get("avoid") or ())],
        "hours": [_said(capacity.get("hoursPerWeek"))],
        "day_part": list(body.get("dayParts") or ()),
        "postcode": [(body.get("location") or {}).get("postcode") or ""],
        "mode": [travel.get("mode") or ""],
        "minutes": [_said(travel.get("maxMinutes"))],
        "dutch": [body.get("dutchLevel") or ""],
        "languages": ["\n".join(body.get("languages") or ())],
        "need": [name for name in _NEEDS if (body.get("needs") or {}).get(name)],
    }
    fields |= {axis: [_said(capacity.get(axis))] for axis in LoadAxis}
    return Choices(fields)


def _lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _tag_of(name: str) -> str:
    """Return the tag of a language by its name; what is no name is left as it was, for the API to judge."""
    is_tag = len(name) <= _LONGEST_PLAIN_TAG
    return name if is_tag else find_language_named(name) or name


def _capacity(form: Choices) -> dict[str, Any]:
    levels = {axis.value: form.one(axis) for axis in LoadAxis}
    # The highest step of a slider is where it stands by itself: a lot goes, so nothing is limited.
    capacity: dict[str, Any] = {
        axis: int(level) for axis, level in levels.items() if level.isdecimal() and level != str(LEVELS - 1)
    }
    return capacity | ({"hoursPerWeek": _number(form.one("hours"))} if form.one("hours") else {})


def _travel(form: Choices) -> dict[str, Any]:
    travel: dict[str, Any] = {"mode": form.one("mode")} if form.one("mode") else {}
    return travel | ({"maxMinutes": _number(form.one("minutes"))} if form.one("minutes") else {})


def _number(text: str) -> float | str:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


def _said(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _by_field(error: ValidationError) -> Mapping[str, Words]:
    found: dict[str, Words] = {}
    for each in errors_of(error):
        found.setdefault(_FIELD_OF.get(_first_part(each.pointer), "wishes"), each.detail)
    return {name: found[name] for name in FIELDS if name in found}


def _first_part(pointer: str) -> str:
    parts: Sequence[str] = pointer.split("/")
    return parts[1] if len(parts) > 1 else ""
