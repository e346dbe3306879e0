"""What a host filled in becomes what the API takes; what is not right yet is named by its field."""

from datetime import datetime, time, timedelta
from typing import Any, Final

from pydantic import ValidationError

from api.matching_tables.hosting.saying import say
from api.matching_tables.schemas import OffersWrite, TableCreate, TableHandover
from api.platform.clock import AMSTERDAM
from api.platform.pages.forms import Choices, FormError
from api.platform.requests.desk import Desk
from api.platform.web.problems import ConflictError, InvalidInputError, NotFoundError, ProblemError, Words
from api.platform.web.validation import errors_of

USUAL_DAYS: Final = 91
"""Three months: long enough to begin and to stop again."""
_FIELD_OF: Final = {
    "name": "name", "on": "on", "postcode": "postcode", "radiusKm": "radius", "at": "day", "place": "place",
    "with": "with", "firstName": "first_name", "phone": "phone", "message": "message", "seat": "seat",
}  # fmt: skip


def read_table(form: Choices) -> TableCreate:
    """Return the table that is wanted; raises FormError."""
    try:
        return TableCreate.model_validate({"name": form.one("name"), "on": form.one("on")})
    except ValidationError as error:
        raise as_form_error(InvalidInputError(say("look_again"), errors_of(error)), "name") from None


def read_area(form: Choices) -> OffersWrite:
    """Return from where offers are wanted; raises FormError."""
    postcode, radius = form.one("postcode").replace(" ", "").upper(), form.one("radius").replace(",", ".")
    try:
        return OffersWrite.model_validate({"postcode": postcode, "radiusKm": float(radius)})
    except ValidationError as error:
        raise as_form_error(InvalidInputError(say("look_again"), errors_of(error)), "postcode") from None
    except ValueError:
        raise FormError({"radius": say("no_number")}) from None


def read_handover(desk: Desk, seat: str, form: Choices) -> TableHandover:
    """Return the handover of a seat; raises FormError."""
    if not form.one("agree"):
        raise FormError({"agree": say("empty_agree")})
    introduction = {"firstName": form.one("first_name"), "phone": form.one("phone")}
    introduction = {name: text for name, text in introduction.items() if text}
    until = desk.today + timedelta(days=USUAL_DAYS)
    told: dict[str, Any] = {
        "seat": seat,
        "message": form.one("message") or None,
        "consent": {"givenOn": desk.today, "expiresOn": until, "shares": list(introduction)},
        "introduction": introduction or None,
        "appointment": {"at": _moment(form), "place": form.one("place"), "with": form.one("with")},
    }
    try:
        return TableHandover.model_validate(told)
    except ValidationError as error:
        raise as_form_error(InvalidInputError(say("look_again"), errors_of(error)), "place") from None


def _moment(form: Choices) -> datetime:
    try:
        day = datetime.fromisoformat(form.one("day")).date()
        return datetime.combine(day, time.fromisoformat(form.one("time")), AMSTERDAM)
    except ValueError:
        raise FormError({"day": say("wrong_day")}) from None


def as_form_error(error: ProblemError, otherwise: str) -> FormError:
    """Return what was refused by the fields of the form; what names no field stands at `otherwise`."""
    found: dict[str, Words] = {}
    for each in error.errors:
        found.setdefault(_FIELD_OF.get(each.pointer.rpartition("/")[2], otherwise), each.detail)
    return FormError(found or {otherwise: error.detail})


REFUSED: Final = (InvalidInputError, ConflictError, NotFoundError)
"""What a host can mend, or has to know."""
