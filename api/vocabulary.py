"""The closed lists and scales of the contract (§2), as values on the wire."""

from typing import Annotated, Final

from pydantic import AfterValidator, Field, StringConstraints

from api.platform.web.languages import require_language
from api.platform.web.shapes import LAX, WHOLE, PlainNumber
from api.platform.web.validation import explain_pattern
from matching.parameters import parameters_of
from matching.vocabulary import (
    Attendance,
    Audience,
    DayPart,
    DutchLevel,
    Goal,
    Guidance,
    Indication,
    OfferKind,
    OfferStatus,
    TravelMode,
)

OfferKindWord = Annotated[OfferKind, LAX]
OfferStatusWord = Annotated[OfferStatus, LAX]
GoalWord = Annotated[Goal, LAX]
DayPartWord = Annotated[DayPart, LAX]
DutchLevelWord = Annotated[DutchLevel, LAX]
IndicationWord = Annotated[Indication, LAX]
AttendanceWord = Annotated[Attendance, LAX]
AudienceWord = Annotated[Audience, LAX]
GuidanceWord = Annotated[Guidance, LAX]
Level = Annotated[int, Field(ge=0, le=3), WHOLE]
Hours = Annotated[float, Field(ge=0, le=60, allow_inf_nan=False), PlainNumber]
Euros = Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False), PlainNumber]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0, le=100_000), WHOLE]
Age = Annotated[int, Field(ge=0, le=120), WHOLE]
_LANGUAGE = explain_pattern(
    r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
    "Hier hoort een taalcode, zoals nl of pt-BR.",
    "This takes the code of a language, such as nl or pt-BR.",
)
# Any language that exists; what names one otherwise is told which tag is meant.
LanguageTag = Annotated[
    str,
    StringConstraints(min_length=1, max_length=35),
    AfterValidator(require_language),
    Field(examples=["nl"], json_schema_extra={"pattern": _LANGUAGE}),
]
_COMMUNITY = explain_pattern(
    r"^([a-z]{2,3}|[A-Z]{2})$",
    "Hier hoort een taalcode in kleine letters, zoals tr, of een landcode in hoofdletters, zoals SR.",
    "This takes the code of a language in lower case, such as tr, or of a country in capitals, such as SR.",
)
CommunityCode = Annotated[str, StringConstraints(max_length=3, pattern=_COMMUNITY), Field(examples=["SR"])]
TravelModeWord = Annotated[TravelMode, LAX]
_LADDER: Final = parameters_of("paths")
LADDER_STEPS: Final = range(_LADDER.count("lowest_step"), _LADDER.count("highest_step") + 1)
LadderStep = Annotated[int, Field(ge=LADDER_STEPS[0], le=LADDER_STEPS[-1]), WHOLE]
