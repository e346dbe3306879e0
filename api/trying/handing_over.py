"""From the form of a handover to the body that the API takes."""

import secrets
from datetime import date, timedelta
from typing import Any, Final

from pydantic import ValidationError

from api.handovers.schemas import HandoverCreate
from api.platform.pages.forms import Choices, FormError
from api.platform.web.problems import InvalidInputError, Words
from api.platform.web.validation import errors_of
from api.trying.dependencies import say

FIELDS: Final = ("first_name", "phone", "message", "agree")
USUAL_DAYS: Final = 91
"""Three months: long enough to begin and to stop again."""
_FIELD_OF: Final = {"firstName": "first_name", "phone": "phone", "message": "message"}


def read_handover(form: Choices, today: date) -> tuple[HandoverCreate, dict[str, Any]]:
    """Return the handover, and its body as any tool would send it; raises FormError."""
    if not form.one("agree"):
        raise FormError({"agree": say("empty_agree")})
    introduction = {"firstName": form.one("first_name"), "phone": form.one("phone")}
    introduction = {name: text for name, text in introduction.items() if text}
    until = today + timedelta(days=USUAL_DAYS)
    body: dict[str, Any] = {
        "offerId": form.one("offer"),
        "clientReference": f"try-{secrets.token_hex(4)}",
        "message": form.one("message") or None,
        "preferredDayParts": form.all("day_part") or None,
        "consent": {"givenOn": today.isoformat(), "expiresOn": until.isoformat(), "shares": list(introduction)},
        "introduction": introduction or None,
    }
    body = {name: value for name, value in body.items() if value is not None}
    try:
        return HandoverCreate.model_validate(body), body
    except ValidationError as error:
        raise FormError(_by_field(InvalidInputError(say("look_again"), errors_of(error)))) from None


def by_field(error: InvalidInputError) -> FormError:
    """Return what the API found wrong, by the fields of the form."""
    return FormError(_by_field(error))


def _by_field(error: InvalidInputError) -> dict[str, Words]:
    return {_FIELD_OF.get(each.pointer.rpartition("/")[2], "message"): each.detail for each in error.errors}
