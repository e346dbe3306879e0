"""The closed lists and scales of the contract (§2), as values on the wire."""

from typing import Annotated

from pydantic import Field, StringConstraints

from api.platform.web.shapes import LAX, WHOLE, PlainNumber
from api.platform.web.validation import explain_pattern
from matching.vocabulary import DayPart, DutchLevel, Goal, Guidance, Indication, OfferKind, OfferStatus, TravelMode

OfferKindWord = Annotated[OfferKind, LAX]
OfferStatusWord = Annotated[OfferStatus, LAX]
GoalWord = Annotated[Goal, LAX]
DayPartWord = Annotated[DayPart, LAX]
DutchLevelWord = Annotated[DutchLevel, LAX]
IndicationWord = Annotated[Indication, LAX]
GuidanceWord = Annotated[Guidance, LAX]
Level = Annotated[int, Field(ge=0, le=3), WHOLE]
Hours = Annotated[float, Field(ge=0, le=60, allow_inf_nan=False), PlainNumber]
Euros = Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False), PlainNumber]
Count = Annotated[int, Field(ge=0, le=100_000), WHOLE]
Age = Annotated[int, Field(ge=0, le=120), WHOLE]
_LANGUAGE = explain_pattern(
    r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
    "Hier hoort een taalcode, zoals nl of pt-BR.",
    "This takes the code of a language, such as nl or pt-BR.",
)
LanguageTag = Annotated[str, StringConstraints(max_length=35, pattern=_LANGUAGE), Field(examples=["nl"])]
TravelModeWord = Annotated[TravelMode, LAX]
LadderStep = Annotated[int, Field(ge=1, le=6), WHOLE]
