"""Matching tables on the wire."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, StringConstraints, field_validator, model_validator
from pydantic.config import JsonDict

from api.catalogue.places.schemas import OptionalPostcode
from api.clients.schemas import ClientReference
from api.handovers.agreements import Appointment, Consent, Introduction
from api.matches.codes import SentenceRead
from api.matching_tables.vocabulary import LABEL_LIKE_NAME, DecisionType, TableEventType
from api.platform.web.openapi_names import Variant, closed_list, one_of
from api.platform.web.pagination import Page
from api.platform.web.shapes import LAX, AnswerModel, Id, IsoDate, Timestamp, WireModel
from api.platform.web.texts import NAMELESS, NamelessLine, NamelessProse
from api.platform.web.validation import explain_pattern, rule_error
from api.vocabulary import DayPartWord
from matching.vocabulary import DayPart

MOST_OFFERS = 500
MOST_SEATS = 300
LARGEST_RADIUS_KM = 50
_ID = "019ab2c4-5d6e-7f80-9a1b-2c3d4e5f6071"
_TABLE_EXAMPLE: JsonDict = {"name": "Matchingtafel de Focus", "on": "2099-11-25"}
_HANDOVERS_EXAMPLE: JsonDict = {
    "handovers": [
        {
            "seat": "K1",
            "clientReference": "K-2831",
            "consent": {"givenOn": "2026-11-25", "expiresOn": "2099-12-31", "shares": ["firstName"]},
            "introduction": {"firstName": "Bertus"},
            "appointment": {"at": "2099-11-30T09:30:00Z", "place": "De Focus, aan de balie", "with": "de beheerder"},
        }
    ]
}
_DECISION_EXAMPLE: JsonDict = {"type": "pin", "offerId": _ID}

_ONE_OF_TWO = one_of(
    Variant("OffersById", ("offerIds",), description="These offers, by their ids."),
    Variant("OffersNearby", ("postcode", "radiusKm"), description="All offers that are open around a postcode now."),
)

_LABEL = explain_pattern(
    r"^[A-Za-z0-9]([A-Za-z0-9 ._-]*[A-Za-z0-9])?$",
    "Hier kunnen letters, cijfers, spaties en . _ - staan, met een letter of cijfer aan het begin en aan het eind.",
    "This takes letters, digits, spaces and . _ -, with a letter or a digit at both ends.",
)
SeatLabel = Annotated[
    str,
    StringConstraints(min_length=1, max_length=20, pattern=_LABEL),
    NAMELESS,
]


SeatWarningCode = Annotated[
    str, closed_list("SeatWarningCode", (LABEL_LIKE_NAME,), "What is worth a second look about a seat.")
]


class TableCreate(WireModel):
    """An afternoon at which clients and offers meet."""

    model_config = ConfigDict(json_schema_extra={"examples": [_TABLE_EXAMPLE]})

    name: NamelessLine
    """What people call it, without the name of a client."""
    on: IsoDate
    """On which day; everything about it is erased a day later."""


class OffersWrite(WireModel):
    """The offers at the table: by their ids, or all that are open around a postcode now."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"offerIds": [_ID]}], **_ONE_OF_TWO})

    offer_ids: Annotated[list[Id], Field(max_length=MOST_OFFERS)] | None = None
    """Which offers."""
    postcode: OptionalPostcode = None
    """Around which postcode."""
    radius_km: Annotated[float, Field(gt=0, le=LARGEST_RADIUS_KM, allow_inf_nan=False)] | None = None
    """How far around it, in kilometres."""

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        around = (self.postcode is not None, self.radius_km is not None)
        if around not in {(True, True), (False, False)} or any(around) == (self.offer_ids is not None):
            raise rule_error(
                "Geef offerIds, of postcode en radiusKm samen.", "Give offerIds, or postcode and radiusKm together."
            )
        return self


class DecisionWrite(WireModel):
    """What is decided about a seat: this offer, not this one, or agreed."""

    model_config = ConfigDict(json_schema_extra={"examples": [_DECISION_EXAMPLE]})

    type: Annotated[DecisionType, LAX]
    """This offer, not this one, or agreed."""
    offer_id: Id
    """Which offer."""


class TableHandover(WireModel):
    """What a handover of one seat needs besides the agreement; without a reference the label of the seat is taken."""

    seat: SeatLabel
    """Which seat."""
    client_reference: ClientReference | None = None
    """Your own reference for the client. Left out: the label of the seat."""
    message: NamelessProse | None = None
    """What the receiver should know, without a name or a way to reach the client."""
    preferred_day_parts: Annotated[list[DayPartWord], Field(max_length=len(DayPart))] | None = None
    """When the client would like to come. Left out: any moment."""
    accompanied: bool = False
    """Whether someone comes along the first time."""
    consent: Consent
    """What the client agreed to."""
    introduction: Introduction | None = None
    """Facts by which the client is met: only what consent names."""
    appointment: Appointment
    """When, where and with whom they meet."""


class TableHandoversWrite(WireModel):
    """Which agreements become handovers, both sides being present."""

    model_config = ConfigDict(json_schema_extra={"examples": [_HANDOVERS_EXAMPLE]})

    handovers: Annotated[list[TableHandover], Field(min_length=1, max_length=MOST_SEATS)]
    """One for each seat that agreed; all are made, or none."""

    @field_validator("handovers")
    @classmethod
    def _hold_each_seat_once(cls, handovers: list[TableHandover]) -> list[TableHandover]:
        if len({each.seat for each in handovers}) < len(handovers):
            raise rule_error("Een stoel staat hier vaker dan één keer.", "A seat stands here more than once.")
        return handovers


class DecisionRead(AnswerModel):
    """What was decided about a seat."""

    seat: str
    """About which seat."""
    type: DecisionType
    """What was decided."""
    offer_id: Id
    """About which offer."""
    handover_id: Id | None
    """The handover that came of it; null: none yet."""
    decided_at: Timestamp
    """When."""


class DecisionList(AnswerModel):
    """All that was decided about one seat."""

    items: list[DecisionRead]
    """Oldest first."""


class TableRead(AnswerModel):
    """A matching table; `number` rises with every change, and `boardUrl` opens the live page in a browser."""

    id: Id
    """Id of the table."""
    organization_id: Id
    """Whose table it is."""
    name: str
    """What people call it."""
    on: IsoDate
    """On which day."""
    board_url: str
    """Opens the live page in a browser without a key; do not share it wider than the room."""
    clients: list[str]
    """Labels of the seats."""
    offer_ids: list[Id]
    """Which offers lie on it."""
    decisions: list[DecisionRead]
    """What was decided, oldest first."""
    number: int
    """Rises with every change."""
    erased_at: Timestamp = Field(description="When everything about this table is gone.")
    created_at: Timestamp
    """When it was made."""
    updated_at: Timestamp
    """When it last changed."""


class TablePage(Page[TableRead]):
    """One page of matching tables."""


class SeatWarningRead(SentenceRead):
    """Something about a seat that stands, and is worth a second look."""

    code: SeatWarningCode
    """Which warning."""


class SeatRead(AnswerModel):
    """A client at the table; the profile itself is not told again."""

    seat: str
    """Label of the seat."""
    suitable_offers: int
    """How many offers at the table suit this client."""
    warnings: list[SeatWarningRead] = Field(description="What stands, and is worth a second look: `label-like-name`.")
    updated_at: Timestamp
    """When it last changed."""


class TableNews(AnswerModel):
    """One change at a table; `catalogue-changed` when an offer changed elsewhere, `ended` when the table is gone."""

    number: int
    type: TableEventType | str
    seat: str | None = None
    offer_id: Id | None = None
