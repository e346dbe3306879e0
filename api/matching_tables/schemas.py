"""Matching tables on the wire."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, StringConstraints, field_validator, model_validator
from pydantic.config import JsonDict

from api.catalogue.places.schemas import OptionalPostcode
from api.clients.schemas import ClientReference
from api.handovers.schemas import Appointment, Consent, Introduction
from api.matches.schemas import ReasonRead, SentenceRead
from api.matching_tables.vocabulary import LABEL_LIKE_NAME, UNRELATED, DecisionType, TableEventType
from api.platform.web.openapi_names import Variant, closed_list, one_of
from api.platform.web.pagination import Page
from api.platform.web.shapes import LAX, AnswerModel, Id, IsoDate, Timestamp, WireModel
from api.platform.web.texts import NAMELESS, NamelessLine, NamelessProse
from api.platform.web.validation import explain_pattern, rule_error
from api.vocabulary import DayPartWord
from matching import codes_of
from matching.allocation import OptionCode, PinCode, SeatCode
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
SeatCautionCode = Annotated[
    str,
    closed_list("SeatCautionCode", (UNRELATED, *codes_of("cautions")), "What to keep in mind about a seat's offer."),
]
SeatReasonCode = Annotated[
    str, closed_list("SeatReasonCode", (*SeatCode, *OptionCode), "Why a seat has not what suits it best.")
]
ProposalStatus = Annotated[
    str,
    closed_list("ProposalStatus", ("optimal", "unproven"), "Whether nothing better is possible, and that is proven."),
]


class TableCreate(WireModel):
    """An afternoon at which clients and offers meet."""

    model_config = ConfigDict(json_schema_extra={"examples": [_TABLE_EXAMPLE]})

    name: NamelessLine
    on: IsoDate


class OffersWrite(WireModel):
    """The offers at the table: by their ids, or all that are open around a postcode now."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"offerIds": [_ID]}], **_ONE_OF_TWO})

    offer_ids: Annotated[list[Id], Field(max_length=MOST_OFFERS)] | None = None
    postcode: OptionalPostcode = None
    radius_km: Annotated[float, Field(gt=0, le=LARGEST_RADIUS_KM, allow_inf_nan=False)] | None = None

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
    offer_id: Id


class TableHandover(WireModel):
    """What a handover of one seat needs besides the agreement; without a reference the label of the seat is taken."""

    seat: SeatLabel
    client_reference: ClientReference | None = None
    message: NamelessProse | None = None
    preferred_day_parts: Annotated[list[DayPartWord], Field(max_length=len(DayPart))] | None = None
    accompanied: bool = False
    consent: Consent
    introduction: Introduction | None = None
    appointment: Appointment


class TableHandoversWrite(WireModel):
    """Which agreements become handovers, both sides being present."""

    model_config = ConfigDict(json_schema_extra={"examples": [_HANDOVERS_EXAMPLE]})

    handovers: Annotated[list[TableHandover], Field(min_length=1, max_length=MOST_SEATS)]

    @field_validator("handovers")
    @classmethod
    def _hold_each_seat_once(cls, handovers: list[TableHandover]) -> list[TableHandover]:
        if len({each.seat for each in handovers}) < len(handovers):
            raise rule_error("Een stoel staat hier vaker dan één keer.", "A seat stands here more than once.")
        return handovers


class DecisionRead(AnswerModel):
    """What was decided about a seat."""

    seat: str
    type: DecisionType
    offer_id: Id
    handover_id: Id | None
    decided_at: Timestamp


class DecisionList(AnswerModel):
    """All that was decided about one seat."""

    items: list[DecisionRead]


class TableRead(AnswerModel):
    """A matching table; `number` rises with every change, and `boardUrl` opens the live page in a browser."""

    id: Id
    organization_id: Id
    name: str
    on: IsoDate
    board_url: str
    clients: list[str]
    offer_ids: list[Id]
    decisions: list[DecisionRead]
    number: int
    erased_at: Timestamp = Field(description="When everything about this table is gone.")
    created_at: Timestamp
    updated_at: Timestamp


class TablePage(Page[TableRead]):
    """One page of matching tables."""


class SeatWarningRead(SentenceRead):
    """Something about a seat that stands, and is worth a second look."""

    code: SeatWarningCode


class SeatRead(AnswerModel):
    """A client at the table; the profile itself is not told again."""

    seat: str
    suitable_offers: int
    warnings: list[SeatWarningRead] = Field(description="What stands, and is worth a second look: `label-like-name`.")
    updated_at: Timestamp


class ObjectiveRead(AnswerModel):
    """How many clients have an offer, and what they score together; the first counts before the second."""

    matched: int
    total_score: float


class SeatCautionRead(SentenceRead):
    """What to keep in mind about what is proposed for a seat."""

    code: SeatCautionCode


class SeatReasonRead(SentenceRead):
    """Why a seat has what it has, and not what suits it best."""

    code: SeatReasonCode


class OptionReasonRead(SentenceRead):
    """What stands between a seat and one of its other offers."""

    code: OptionCode


class PinReasonRead(SentenceRead):
    """Why a pin cannot be honoured."""

    code: PinCode


class AlternativeRead(AnswerModel):
    """Another offer that suits: what stands between, and what the table loses when the client has it anyway."""

    offer_id: Id
    title: str
    score: float
    reason: OptionReasonRead
    matched_lost: int | None
    score_lost: float | None


class SeatProposalRead(AnswerModel):
    """What is proposed for one client, why that, why not the first choice, and what else was possible."""

    seat: str
    offer_id: Id | None
    title: str | None
    score: float | None
    decision: DecisionType | None
    reasons: list[ReasonRead]
    cautions: list[SeatCautionRead]
    first_choice_offer_id: Id | None
    why_not_first_choice: SeatReasonRead | None
    impossible_pin: PinReasonRead | None
    alternatives: list[AlternativeRead]


class TableOfferRead(AnswerModel):
    """An offer at the table; null places mean that the partner did not say how many there are."""

    offer_id: Id
    title: str
    places: int | None
    taken: int
    left: int | None


class ProposalRead(AnswerModel):
    """The best allocation for everyone together; `upperBound` shows that none is better, `greedy` what it gains."""

    status: ProposalStatus
    objective: ObjectiveRead
    upper_bound: ObjectiveRead
    greedy: ObjectiveRead
    clients: list[SeatProposalRead]
    offers: list[TableOfferRead]


class TableNews(AnswerModel):
    """One change at a table; `catalogue-changed` when an offer changed elsewhere, `ended` when the table is gone."""

    number: int
    type: TableEventType | str
    seat: str | None = None
    offer_id: Id | None = None
