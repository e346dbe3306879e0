"""What a receiver filled in on the reply page becomes an event; what is not right is named by its field."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from api.handovers.replying.saying import say
from api.handovers.schemas import EventCreate
from api.platform.clock import AMSTERDAM
from api.platform.pages.forms import Form, FormError
from api.platform.web.problems import FieldError, Words
from api.platform.web.validation import errors_of

_FIELD_OF = {
    "/appointment/at": "day",
    "/appointment/place": "place",
    "/appointment/with": "with",
    "/contactBefore": "before",
    "/reason": "reason",
    "/organizationId": "organization",
    "/text": "text",
}
# What the wire says of a choice, a date or an empty text says too much to who fills in a page.
_SAID_SHORTER = {"day": "wrong_moment", "before": "wrong_day", "reason": "wrong_choice", "organization": "wrong_choice"}
_SAID_WHEN_EMPTY = {"place": "empty_place", "with": "empty_with", "text": "empty_text"}


def read_answer(form: Form) -> EventCreate:
    """Read which event was meant; raises FormError."""
    if form.get("moment"):
        return _read({"type": "accept", "appointment": _appointment(form, form["moment"])}, form)
    reader = _READERS.get(form.get("answer", ""))
    if reader is None:
        raise FormError({"moment": say("wrong_choice")})
    return _read(reader(form), form)


def field_of(error: FieldError) -> str:
    """Name the field of the page that an error of the wire is about."""
    return _FIELD_OF.get(error.pointer, "moment")


def to_fill_in(form: Form) -> Form:
    """Give what was tapped as if it had been filled in, so that its place and name can be changed by hand."""
    moment = _moment_of(form.get("moment", ""))
    if moment is None:
        return form
    local = moment.astimezone(AMSTERDAM)
    return {**form, "answer": "appointment", "day": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}"}


def _appoint(form: Form) -> dict[str, Any]:
    return {"type": "accept", "appointment": _appointment(form, f"{form.get('day', '')}T{form.get('time', '')}")}


def _appointment(form: Form, local_moment: str) -> dict[str, Any]:
    moment = _moment_of(local_moment)
    at = moment.isoformat() if moment else ""
    return {"at": at, "place": form.get("place", ""), "with": form.get("with", "")}


def _moment_of(local_moment: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(local_moment)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)


def _call(form: Form) -> dict[str, Any]:
    return {"type": "accept", "contactBefore": form.get("before", "")}


def _decline(form: Form) -> dict[str, Any]:
    return {"type": "decline", "reason": form.get("reason", "")}


def _forward(form: Form) -> dict[str, Any]:
    return {"type": "forward", "organizationId": form.get("organization", "")}


def _ask(form: Form) -> dict[str, Any]:
    return {"type": "ask", "text": form.get("text", "")}


_READERS: dict[str, Callable[[Form], dict[str, Any]]] = {
    "appointment": _appoint,
    "call": _call,
    "decline": _decline,
    "forward": _forward,
    "ask": _ask,
}


def _read(event: dict[str, Any], form: Form) -> EventCreate:
    try:
        return EventCreate.model_validate(event)
    except ValidationError as error:
        raise FormError({field_of(each): _say_of(each, form) for each in errors_of(error)}) from None


def _say_of(error: FieldError, form: Form) -> Words:
    field = field_of(error)
    if field in _SAID_SHORTER:
        return say(_SAID_SHORTER[field])
    if field in _SAID_WHEN_EMPTY and not form.get(field, "").strip():
        return say(_SAID_WHEN_EMPTY[field])
    return error.detail
