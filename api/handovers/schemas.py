"""Handovers on the wire: what a sender asks, what each side tells, and what each may see."""

from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from api.clients.schemas import ClientReference
from api.handovers.agreements import Appointment, AppointmentRead, Consent, ConsentRead, Introduction, IntroductionRead
from api.handovers.shapes_of_events import SHAPES_OF_EVENTS, EventWord
from api.handovers.vocabulary import (
    DeclineReason,
    EventType,
    Goes,
    HandoverState,
    Outcome,
    Side,
    WarningCode,
)
from api.matches.schemas import MatchRead, OrganizationName
from api.platform.web.pagination import CURSOR_LENGTH, CURSOR_PATTERN, DEFAULT_LIMIT, LARGEST_LIMIT, Page
from api.platform.web.shapes import (
    LAX,
    WHOLE,
    AnswerModel,
    Id,
    IsoDate,
    OptionalDate,
    Timestamp,
    WireModel,
)
from api.platform.web.texts import NamelessProse
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

StateWord = Annotated[HandoverState, LAX]


class HandoverCreate(WireModel):
    """A client who would like to join an offer."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [CREATE_EXAMPLE], "dependentRequired": {"appointment": ["onTheSpot"]}}
    )

    offer_id: Id
    """To which offer."""
    client_reference: ClientReference
    """Your own pseudonymous reference for the client; one open handover an offer."""
    message: NamelessProse | None = None
    """What the receiver should know, without a name or a way to reach the client."""
    preferred_day_parts: Annotated[list[DayPartWord], Field(max_length=len(DayPart))] | None = None
    """When the client would like to come. Left out: any moment."""
    accompanied: bool = False
    """Whether someone comes along the first time."""
    consent: Consent
    """What the client agreed to."""
    introduction: Introduction | None = None
    """Facts by which the client is met: only what consent names; sealed, and erased at the end."""
    on_the_spot: bool = False
    """True for a host with both present: born introduced. Needs an appointment."""
    appointment: Appointment | None = None
    """When and where they meet; with `onTheSpot` alone."""


class EventCreate(WireModel):
    """What happened, and what belongs to it."""

    model_config = ConfigDict(json_schema_extra={"examples": [EVENT_EXAMPLE], **SHAPES_OF_EVENTS})

    type: EventWord
    """What happened."""
    appointment: Appointment | None = None
    """When, where and with whom they meet."""
    contact_before: OptionalDate = None
    """Day before which the receiver calls the client."""
    reason: Annotated[DeclineReason, LAX] | None = None
    """Why it cannot be."""
    organization_id: Id | None = None
    """To which organization it goes."""
    goes: Annotated[Goes, LAX] | None = None
    """How it goes."""
    hours_per_week: Hours | None = None
    """Hours a week the client takes part now. Left out: not told."""
    outcome: Annotated[Outcome, LAX] | None = None
    """What came of it; to stay is as good as to move on."""
    text: Annotated[NamelessProse, Field(min_length=1)] | None = None
    """The question or the answer, without a name or a way to reach the client."""


class ClientSearch(WireModel):
    """Which client, by the reference of your own tool."""

    model_config = ConfigDict(json_schema_extra={"examples": [SEARCH_EXAMPLE]})

    client_reference: ClientReference
    """Your own reference for the client."""
    cursor: Annotated[str, Field(max_length=CURSOR_LENGTH, pattern=CURSOR_PATTERN)] | None = None
    """From `nextCursor` of the page before. Left out: the first page."""
    limit: Annotated[int, Field(ge=1, le=LARGEST_LIMIT), WHOLE] = DEFAULT_LIMIT
    """How many at most."""


class WarningRead(AnswerModel):
    """Something that stands, and is worth a second look."""

    code: WarningCode
    """Which warning."""
    text: str
    """To read, in your language."""


class HandoverStatusRead(AnswerModel):
    """How far a handover is: all that its first sender sees after a forward, and who received it before.

    With `selfReferral` a resident asked for himself: there is no sender and no reference.
    """

    id: Id
    """Id of the handover."""
    offer_id: Id
    """To which offer."""
    offer_title: Annotated[str, Field(description="What the offer is called now.")]
    organization_name: OrganizationName
    client_reference: str | None
    """The sender's own reference; null when a resident asked for himself."""
    sender_organization_id: Id | None
    """Who brings the client; null when nobody does."""
    sender_organization_name: str | None
    """What the sender is called; null without a sender, and for who passed it on."""
    receiver_organization_id: Id | None
    """Who has to answer."""
    receiver_organization_name: str | None
    """What the receiver is called; null for who passed it on."""
    sides: list[Side]
    """On which side your key stands."""
    state: HandoverState
    """Where it is."""
    self_referral: bool
    """Whether a resident asked for himself."""
    on_the_spot: bool
    """Whether it was made with both present."""
    allowed_events: list[EventType]
    """What you may tell now."""
    created_at: Timestamp
    """When it was asked."""
    updated_at: Timestamp
    """When something last happened."""


class HandoverRead(HandoverStatusRead):
    """A handover as its two sides see it; `alternatives` come with a decline or an expiry.

    `askedAt` is since when the receiver waits for an answer of the sender; the clock for its own answer waits too.
    """

    message: str | None
    """What the sender told the receiver."""
    preferred_day_parts: list[DayPart]
    """When the client would like to come; empty: any moment."""
    accompanied: bool
    """Whether someone comes along the first time."""
    consent: ConsentRead
    """What the client agreed to."""
    introduction: IntroductionRead | None
    """By which the client is met; null when it was erased, or nothing is shared."""
    appointment: AppointmentRead | None
    """When and where they meet; null while nothing was arranged."""
    appointment_is_off: bool
    """Whether the appointment does not take place."""
    contact_before: IsoDate | None
    """Day before which the receiver calls the client; null: not arranged."""
    answer_by: Timestamp | None
    """Until when the receiver may answer; null when it has, or the clock waits."""
    asked_at: Timestamp | None
    """Since when the receiver waits for an answer of the sender; null: it does not."""
    next_check_in_at: Timestamp | None
    """When to tell how it goes; null: no more."""
    warnings: list[WarningRead]
    """What stands, and is worth a second look."""
    alternatives: list[MatchRead] | None
    """After a decline or an expiry, what else would suit; else null."""


class HandoverPage(Page[HandoverStatusRead]):
    """One page of handovers."""


class EventRead(AnswerModel):
    """One thing that happened; who sees the status only sees no details."""

    handover_id: Id
    """In which handover."""
    number: int
    """Its place in the row; 1 is the first."""
    type: EventType
    """What happened."""
    side: Side
    """Who told it."""
    organization_id: Id | None
    """Which organization told it; null: the clock or a resident."""
    state: HandoverState
    """Where the handover was after it."""
    happened_at: Timestamp
    """When."""
    appointment: AppointmentRead | None = None
    """When, where and with whom they meet; null when it tells none."""
    contact_before: IsoDate | None = None
    """Day before which the receiver calls the client; null when it tells none."""
    reason: DeclineReason | None = None
    """Why it could not be; null but for a decline."""
    forwarded_to: Id | None = None
    """To which organization it went; null but for a forward."""
    goes: Goes | None = None
    """How it goes; null but for a check-in."""
    hours_per_week: Hours | None = None
    """Hours a week then; null: not told."""
    outcome: Outcome | None = None
    """What came of it; null but at the end."""
    text: str | None = None
    """What was asked or answered; null when it tells none."""


class EventAnswer(EventRead):
    """What just happened, what may follow, what is worth a second look, and after a decline what else would suit."""

    allowed_events: list[EventType]
    """What you may tell next."""
    warnings: list[WarningRead]
    """What stands, and is worth a second look."""
    alternatives: list[MatchRead] | None
    """After a decline, what else would suit; else null."""


class EventPage(Page[EventRead]):
    """One page of what happened."""
