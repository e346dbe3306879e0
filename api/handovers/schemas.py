"""Handovers on the wire: what a sender asks, what each side tells, and what each may see."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from api.clients.schemas import ClientReference
from api.handovers.shapes_of_events import SHAPES_OF_EVENTS, EventWord
from api.handovers.vocabulary import (
    DeclineReason,
    EventType,
    Goes,
    HandoverState,
    IntroductionField,
    Outcome,
    Side,
    WarningCode,
)
from api.matches.schemas import MatchRead
from api.platform.web.pagination import CURSOR_LENGTH, CURSOR_PATTERN, DEFAULT_LIMIT, LARGEST_LIMIT, Page
from api.platform.web.shapes import (
    LAX,
    WHOLE,
    AnswerModel,
    Id,
    IsoDate,
    Moment,
    OptionalDate,
    Timestamp,
    WireModel,
)
from api.platform.web.texts import Email, NamelessLine, NamelessProse, Phone
from api.platform.web.validation import rule_error
from api.vocabulary import DayPartWord, Hours
from matching.vocabulary import DayPart

CREATE_EXAMPLE: JsonDict = {
    "offerId": "019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071",
    "clientReference": "K-2831",
    "message": "Houdt van hout. Komt liever niet alleen de eerste keer.",
    "preferredDayParts": ["mon-morning"],
    "accompanied": True,
    "consent": {"givenOn": "2026-11-20", "expiresOn": "2099-12-31", "shares": ["firstName", "phone"]},
    "introduction": {"firstName": "Bertus", "phone": "06 12345678"},
}
EVENT_EXAMPLE: JsonDict = {
    "type": "accept",
    "appointment": {"at": "2099-11-25T09:30:00Z", "place": "De Focus, aan de balie", "with": "de beheerder"},
}
SEARCH_EXAMPLE: JsonDict = {"clientReference": "K-2831"}

IntroductionWord = Annotated[IntroductionField, LAX]
StateWord = Annotated[HandoverState, LAX]


class Appointment(WireModel):
    """When, where and with whom."""

    at: Annotated[Moment, LAX]
    place: NamelessLine
    with_whom: NamelessLine = Field(alias="with")


class Consent(WireModel):
    """What the client agreed to: which facts, until when, and who may have them besides the offer's organization."""

    given_on: IsoDate
    expires_on: IsoDate
    shares: Annotated[list[IntroductionWord], Field(max_length=len(IntroductionField))] = Field(default_factory=list)
    recipients: Annotated[list[Id], Field(max_length=20)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.expires_on < self.given_on:
            raise rule_error("expiresOn ligt voor givenOn.", "expiresOn is before givenOn.")
        return self


class Introduction(WireModel):
    """How the client is met: only what consent names."""

    first_name: NamelessLine | None = None
    last_name: NamelessLine | None = None
    phone: Phone | None = None
    email: Email | None = None


class HandoverCreate(WireModel):
    """A client who would like to join an offer."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [CREATE_EXAMPLE], "dependentRequired": {"appointment": ["onTheSpot"]}}
    )

    offer_id: Id
    client_reference: ClientReference
    message: NamelessProse | None = None
    preferred_day_parts: Annotated[list[DayPartWord], Field(max_length=len(DayPart))] | None = None
    accompanied: bool = False
    consent: Consent
    introduction: Introduction | None = None
    on_the_spot: bool = False
    appointment: Appointment | None = None


class EventCreate(WireModel):
    """What happened, and what belongs to it."""

    model_config = ConfigDict(json_schema_extra={"examples": [EVENT_EXAMPLE], **SHAPES_OF_EVENTS})

    type: EventWord
    appointment: Appointment | None = None
    contact_before: OptionalDate = None
    reason: Annotated[DeclineReason, LAX] | None = None
    organization_id: Id | None = None
    goes: Annotated[Goes, LAX] | None = None
    hours_per_week: Hours | None = None
    outcome: Annotated[Outcome, LAX] | None = None
    text: Annotated[NamelessProse, Field(min_length=1)] | None = None


class ClientSearch(WireModel):
    """Which client, by the reference of your own tool."""

    model_config = ConfigDict(json_schema_extra={"examples": [SEARCH_EXAMPLE]})

    client_reference: ClientReference
    cursor: Annotated[str, Field(max_length=CURSOR_LENGTH, pattern=CURSOR_PATTERN)] | None = None
    limit: Annotated[int, Field(ge=1, le=LARGEST_LIMIT), WHOLE] = DEFAULT_LIMIT


class AppointmentRead(AnswerModel):
    """When, where and with whom."""

    at: Timestamp
    place: str
    with_whom: str = Field(alias="with")


class ConsentRead(AnswerModel):
    """What the client agreed to, and whether that was taken back."""

    given_on: IsoDate
    expires_on: IsoDate
    shares: list[IntroductionField]
    recipients: list[Id]
    withdrawn_at: Timestamp | None


class IntroductionRead(AnswerModel):
    """How the client is met."""

    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    email: str | None = None


class WarningRead(AnswerModel):
    """Something that stands, and is worth a second look."""

    code: WarningCode
    text: str


class HandoverStatusRead(AnswerModel):
    """How far a handover is: all that its first sender sees after a forward, and who received it before.

    With `selfReferral` a resident asked for himself: there is no sender and no reference.
    """

    id: Id
    offer_id: Id
    client_reference: str | None
    sender_organization_id: Id | None
    receiver_organization_id: Id | None
    sides: list[Side]
    state: HandoverState
    self_referral: bool
    on_the_spot: bool
    allowed_events: list[EventType]
    created_at: Timestamp
    updated_at: Timestamp


class HandoverRead(HandoverStatusRead):
    """A handover as its two sides see it; `alternatives` come with a decline or an expiry.

    `askedAt` is since when the receiver waits for an answer of the sender; the clock for its own answer waits too.
    """

    message: str | None
    preferred_day_parts: list[DayPart]
    accompanied: bool
    consent: ConsentRead
    introduction: IntroductionRead | None
    appointment: AppointmentRead | None
    appointment_is_off: bool
    contact_before: IsoDate | None
    answer_by: Timestamp | None
    asked_at: Timestamp | None
    next_check_in_at: Timestamp | None
    warnings: list[WarningRead]
    alternatives: list[MatchRead] | None


class HandoverPage(Page[HandoverStatusRead]):
    """One page of handovers."""


class EventRead(AnswerModel):
    """One thing that happened; who sees the status only sees no details."""

    handover_id: Id
    number: int
    type: EventType
    side: Side
    organization_id: Id | None
    state: HandoverState
    happened_at: Timestamp
    appointment: AppointmentRead | None = None
    contact_before: IsoDate | None = None
    reason: DeclineReason | None = None
    forwarded_to: Id | None = None
    goes: Goes | None = None
    hours_per_week: Hours | None = None
    outcome: Outcome | None = None
    text: str | None = None


class EventAnswer(EventRead):
    """What just happened, what may follow, what is worth a second look, and after a decline what else would suit."""

    allowed_events: list[EventType]
    warnings: list[WarningRead]
    alternatives: list[MatchRead] | None


class EventPage(Page[EventRead]):
    """One page of what happened."""
