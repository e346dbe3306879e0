"""What a resident fills in."""

from typing import Annotated

from pydantic import Field

from api.platform.web.shapes import IsoDate, WireModel
from api.platform.web.texts import Email, NamelessLine, NamelessProse, Phone
from api.vocabulary import DayPartWord


class SelfReferral(WireModel):
    """Who asks for himself: a first name, a way to be reached, when, a few words, and until when that may be kept."""

    first_name: Annotated[NamelessLine, Field(max_length=60)]
    phone: Phone | None = None
    email: Email | None = None
    day_parts: Annotated[list[DayPartWord], Field(max_length=21)] = Field(default_factory=list)
    message: Annotated[NamelessProse, Field(max_length=1000)] | None = None
    until: IsoDate
