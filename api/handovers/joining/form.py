"""What a resident filled in on the page of an offer becomes a wish; what is not right is named by its field."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from pydantic import ValidationError

from api.handovers.consent import holds_name
from api.handovers.joining.saying import say
from api.handovers.joining.schemas import SelfReferral
from api.platform.pages.forms import Choices, FormError
from api.platform.web.problems import Words
from api.platform.web.validation import errors_of

FIELDS: Final = ("first_name", "phone", "email", "day_part", "message", "until", "agree")
"""The fields in the order of the page."""
USUAL_DAYS: Final = 91
"""Three months: long enough to begin and to stop again."""
MOST_DAYS: Final = 366
"""A year: who still likes it after that has long met the people there."""
_FIELD_OF = {"/firstName": "first_name", "/dayParts": "day_part"}


def read_wish(form: Choices, today: date) -> SelfReferral:
    """Return what was asked; raises FormError with everything that is not right yet."""
    wrong = dict(_missing(form))
    try:
        wish = SelfReferral.model_validate(
            {
                "firstName": form.one("first_name"),
                "phone": form.one("phone") or None,
                "email": form.one("email") or None,
                "dayParts": form.all("day_part"),
                "message": form.one("message") or None,
                "until": form.one("until"),
            }
        )
    except ValidationError as error:
        for each in errors_of(error):
            pointer = "/" + each.pointer.split("/")[1]
            wrong.setdefault(_FIELD_OF.get(pointer, pointer[1:]), each.detail)
        raise FormError(_in_order(wrong)) from None
    wrong |= _without_sense(wish, today)
    if wrong:
        raise FormError(_in_order(wrong))
    return wish


def _missing(form: Choices) -> Mapping[str, Words]:
    said = {
        "first_name": form.one("first_name"),
        "phone": form.one("phone") or form.one("email"),
        "until": form.one("until"),
        "agree": form.one("agree"),
    }
    return {field: say(f"empty_{field}") for field, text in said.items() if not text}


def _without_sense(wish: SelfReferral, today: date) -> dict[str, Words]:
    wrong = {}
    last = today + timedelta(days=MOST_DAYS)
    if not today <= wish.until <= last:
        wrong["until"] = say("wrong_until", first=today, last=last)
    if wish.message and holds_name(wish.message, wish.first_name):
        wrong["message"] = say("name_in_message")
    return wrong


def _in_order(wrong: Mapping[str, Words]) -> dict[str, Words]:
    return dict(sorted(wrong.items(), key=lambda each: FIELDS.index(each[0])))
