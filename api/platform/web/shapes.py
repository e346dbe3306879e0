"""What every shape on the wire shares: camelCase, nothing unknown, bounded text, strict values, UTC with Z."""

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from api.platform.web.personal_data.numbers import BSN_LENGTH, is_bsn
from api.platform.web.validation import explain_pattern

MERGE_PATCH = "application/merge-patch+json"
JSON_LINES = "application/x-ndjson"
LONGEST_BARE_BSN = 30  # As long as a phone number may be; an id of ours is longer.
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
# Signs that begin a line or steer a device, and signs that Unicode keeps for the inside of programs: in nobody's words.
_STEERING = r"\x7f-\x9f\u2028\u2029\ufff9-\ufffb\ufffe\uffff"
_TURNING = re.compile(rf"[{_STEERING}\u202a-\u202e\u2066-\u2069]")
_EMPTY = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # Letters and signs by name that show nothing.
_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class WireModel(BaseModel):
    """A shape that comes in: unknown properties are refused, for a field nobody reads is a field someone trusts."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        extra="forbid",
        strict=True,
        frozen=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )


class AnswerModel(BaseModel):
    """A shape that goes out."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=True,
        serialize_by_alias=True,
        frozen=True,
        use_attribute_docstrings=True,
    )


def require_visible(text: str) -> str:
    """Return the text; raises when nothing in it shows, or when a sign in it turns or hides what others show."""
    # Nearly every text, and none of these signs is in it.
    if text.isascii():
        return text
    if _TURNING.search(text):
        raise PydanticCustomError("turning", "no signs that turn or hide text")
    if not any(_shows(sign) for sign in text):
        raise PydanticCustomError("blank", "something to read")
    return text


def refuse_bare_bsn(number: str) -> str:
    """Return an id or a phone number itself; an error when it is nine digits that make a citizen service number."""
    # An id of ours is longer and may hold any nine digits in a row.
    if len(number) <= LONGEST_BARE_BSN and not number.startswith("+"):
        digits = re.sub(r"\D", "", number)
        if len(digits) == BSN_LENGTH and is_bsn(digits):
            raise PydanticCustomError("bsn", "a citizen service number does not belong here")
    return number


def _shows(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNPS" and sign not in _EMPTY


def _is_near(year: int) -> bool:
    """Tell whether a year is one that people here plan in; beyond it, counting days and hours overflows."""
    return EARLIEST_YEAR <= year <= LATEST_YEAR


def _parse_date(value: object) -> object:
    if isinstance(value, str) and _ISO_DATE.fullmatch(value) and _is_near(int(value[:4])):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    elif value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise PydanticCustomError("date", "a date as 2026-11-22")


def _parse_moment(value: object) -> object:
    if isinstance(value, str) and not (_ISO_MOMENT.match(value) and _is_near(int(value[:4]))):
        raise PydanticCustomError("moment", "a moment as 2026-11-22T09:30:00Z")
    return value


def _take_whole(value: object) -> object:
    # To JSON, 2.0 is a whole number too.
    return int(value) if isinstance(value, float) and value.is_integer() else value


def to_utc_text(moment: datetime) -> str:
    """Write the moment in UTC with Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _to_plain_number(number: float) -> float | int:
    return int(number) if number.is_integer() else number


PlainNumber = PlainSerializer(_to_plain_number, return_type=float, when_used="json-unless-none")
ONE_LINE = explain_pattern(
    rf"^[^\x00-\x1f{_STEERING}]*$",
    "Hier staat een regeleinde of een ander onzichtbaar teken. Zet alles op één regel.",
    "This holds a line break or another invisible sign. Put it all on one line.",
)
TEXT = explain_pattern(
    rf"^[^\x00-\x08\x0b\x0c\x0e-\x1f{_STEERING}]*$",
    "Hier staat een teken dat geen tekst is.",
    "This holds a character that is not text.",
)
SHOWN = rf"^[^\x00-\x1f{_STEERING}\u202a-\u202e\u2066-\u2069]*$"
WEB_ADDRESS = (
    "Hier hoort een webadres dat begint met https:// of http://.",
    "This takes an address that begins with https:// or http://.",
)
LAX = Strict(strict=False)  # JSON has words, not members of a closed list; these are taken where all else is strict
VISIBLE = AfterValidator(require_visible)
# What `require_visible` refuses as turning or hiding, for who reads the document; its own sentence says it better.
SHOWN_AS = Field(json_schema_extra={"pattern": SHOWN})
IsoDate = Annotated[date, BeforeValidator(_parse_date), WithJsonSchema({"type": "string", "format": "date"})]
OptionalDate = Annotated[
    date | None,
    BeforeValidator(_parse_date),
    WithJsonSchema({"type": ["string", "null"], "format": "date"}),
]
WHOLE = BeforeValidator(_take_whole)
Moment = Annotated[AwareDatetime, BeforeValidator(_parse_moment)]
Timestamp = Annotated[
    datetime,
    PlainSerializer(to_utc_text, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
_ID = explain_pattern(
    r"^[0-9a-f-]+$",
    "Hier hoort een id zoals Vonk het gaf: cijfers, de letters a tot en met f en streepjes.",
    "This takes an id as Vonk gave it: digits, the letters a to f and hyphens.",
)
Id = Annotated[str, StringConstraints(min_length=1, max_length=36, pattern=_ID), AfterValidator(refuse_bare_bsn)]
