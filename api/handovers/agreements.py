"""What is agreed about a client: where and when to meet, what may be shared, and how the client is met."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from api.handovers.vocabulary import (
    IntroductionField,
)
from api.platform.web.shapes import (
    LAX,
    AnswerModel,
    Id,
    IsoDate,
    Moment,
    Timestamp,
    WireModel,
)
from api.platform.web.texts import Email, NamelessLine, Phone
from api.platform.web.validation import rule_error

IntroductionWord = Annotated[IntroductionField, LAX]


class Appointment(WireModel):
    """When, where and with whom."""

    at: Annotated[Moment, LAX]
    """When, with the time zone; told in UTC."""
    place: NamelessLine
    """Where, in one line."""
    with_whom: NamelessLine = Field(alias="with")
    """Whom the client meets, in a role rather than by name."""


class Consent(WireModel):
    """What the client agreed to: which facts, until when, and who may have them besides the offer's organization."""

    given_on: IsoDate
    """On which day the client agreed."""
    expires_on: IsoDate
    """Last day of it; then the introduction is erased."""
    shares: Annotated[list[IntroductionWord], Field(max_length=len(IntroductionField))] = Field(default_factory=list)
    """Which facts may be shown to the receiver. Empty: none."""
    recipients: Annotated[list[Id], Field(max_length=20)] = Field(default_factory=list)
    """Who else may have them, besides the offer's organization; a forward needs it."""

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.expires_on < self.given_on:
            raise rule_error("expiresOn ligt voor givenOn.", "expiresOn is before givenOn.")
        return self


class Introduction(WireModel):
    """How the client is met: only what consent names."""

    first_name: NamelessLine | None = None
    """First name. Left out: not told."""
    last_name: NamelessLine | None = None
    """Last name. Left out: not told."""
    phone: Phone | None = None
    """Phone number. Left out: not told."""
    email: Email | None = None
    """E-mail address. Left out: not told."""


class AppointmentRead(AnswerModel):
    """When, where and with whom."""

    at: Timestamp
    """When, in UTC."""
    place: str
    """Where."""
    with_whom: str = Field(alias="with")
    """Whom the client meets."""


class ConsentRead(AnswerModel):
    """What the client agreed to, and whether that was taken back."""

    given_on: IsoDate
    """On which day the client agreed."""
    expires_on: IsoDate
    """Its last day."""
    shares: list[IntroductionField]
    """Which facts may be shown to the receiver."""
    recipients: list[Id]
    """Who else may have them."""
    withdrawn_at: Timestamp | None
    """When it was taken back; null while it holds."""


class IntroductionRead(AnswerModel):
    """How the client is met."""

    first_name: str | None = None
    """First name; null: not told."""
    last_name: str | None = None
    """Last name; null: not told."""
    phone: str | None = None
    """Phone number; null: not told."""
    email: str | None = None
    """E-mail address; null: not told."""
