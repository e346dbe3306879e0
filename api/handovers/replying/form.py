"""What a receiver filled in on the reply page becomes an event; what is not right is named by its field."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from api.handovers.schemas import EventCreate
from api.platform.clock import AMSTERDAM

Form = Mapping[str, str]
_WORD_OF = {
    "at": "wrong_moment",
    "contactBefore": "wrong_day",
    "place": "wrong_text",
    "with": "wrong_text",
    "text": "wrong_text",
}
_FIELD_OF = {
    "at": "day",
    "contactBefore": "before",
    "place": "place",
    "with": "with",
    "reason": "reason",
    "organizationId": "organization",
    "text": "text",
}


class FormError(ValueError):
    """Fields that are not right yet, each with the word that says why."""

    def __init__(self, wrong: dict[str, str]) -> None:
        super().__init__(", ".join(wrong))
        self.wrong = wrong


def read_answer(form: Form) -> EventCreate:
    """Read which event was meant; raises FormError."""
    if form.get("moment"):
        return _read({"type": "accept", "appointment": _appointment(form, form["moment"])})
    reader = _READERS.get(form.get("answer", ""))
    if reader is None:
        raise FormError({"moment": "wrong_choice"})
    return _read(reader(form))


def _appoint(form: Form) -> dict[str, Any]:
    return {"type": "accept", "appointment": _appointment(form, f"{form.get('day', '')}T{form.get('time', '')}")}


def _appointment(form: Form, local_moment: str) -> dict[str, Any]:
    try:
        moment = datetime.fromisoformat(local_moment)
    except ValueError:
        raise FormError({"day": "wrong_moment"}) from None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)
    return {"at": aware.isoformat(), "place": form.get("place", ""), "with": form.get("with", "")}


def _call(form: Form) -> dict[str, Any]:
    try:
        date.fromisoformat(form.get("before", ""))
    except ValueError:
        raise FormError({"before": "wrong_day"}) from None
    return {"type": "accept", "contactBefore": form["before"]}


def _decline(form: Form) -> dict[str, Any]:
    return {"type": "decline", "reason": _chosen(form, "reason")}


def _forward(form: Form) -> dict[str, Any]:
    return {"type": "forward", "organizationId": _chosen(form, "organization")}


def _ask(form: Form) -> dict[str, Any]:
    return {"type": "ask", "text": form.get("text", "")}


def _chosen(form: Form, field: str) -> str:
    if not form.get(field):
        raise FormError({field: "wrong_choice"})
    return form[field]


_READERS: dict[str, Callable[[Form], dict[str, Any]]] = {
    "appointment": _appoint,
    "call": _call,
    "decline": _decline,
    "forward": _forward,
    "ask": _ask,
}


def _read(event: dict[str, Any]) -> EventCreate:
    try:
        return EventCreate.model_validate(event)
    except ValidationError as error:
        names = [str(each["loc"][-1]) for each in error.errors()]
        raise FormError({_FIELD_OF.get(name, "answer"): _WORD_OF.get(name, "wrong_choice") for name in names}) from None
