"""What is proposed for a table, on the wire."""

from typing import Annotated

from api.matches.codes import ReasonRead, SentenceRead
from api.matching_tables.vocabulary import UNRELATED, DecisionType
from api.platform.web.openapi_names import closed_list
from api.platform.web.shapes import AnswerModel, Id
from matching import codes_of
from matching.allocation import OptionCode, PinCode, SeatCode

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


class ObjectiveRead(AnswerModel):
    """How many clients have an offer, and what they score together; the first counts before the second."""

    matched: int
    """How many clients have an offer."""
    total_score: float
    """What their scores add up to."""


class SeatCautionRead(SentenceRead):
    """What to keep in mind about what is proposed for a seat."""

    code: SeatCautionCode
    """Which caution."""


class SeatReasonRead(SentenceRead):
    """Why a seat has what it has, and not what suits it best."""

    code: SeatReasonCode
    """Which reason."""


class OptionReasonRead(SentenceRead):
    """What stands between a seat and one of its other offers."""

    code: OptionCode
    """What stands between."""


class PinReasonRead(SentenceRead):
    """Why a pin cannot be honoured."""

    code: PinCode
    """Which reason."""


class AlternativeRead(AnswerModel):
    """Another offer that suits: what stands between, and what the table loses when the client has it anyway."""

    offer_id: Id
    """The other offer."""
    title: str
    """What it is called."""
    score: float
    """How well it suits, from 0 to 1."""
    reason: OptionReasonRead
    """What stands between."""
    matched_lost: int | None
    """How many others would be without an offer; null when it cannot be."""
    score_lost: float | None
    """How much lower all scores together would be; null when it cannot be."""


class SeatProposalRead(AnswerModel):
    """What is proposed for one client, why that, why not the first choice, and what else was possible."""

    seat: str
    """Label of the seat."""
    offer_id: Id | None
    """What is proposed; null: nothing."""
    title: str | None
    """What it is called."""
    score: float | None
    """How well it suits, from 0 to 1."""
    decision: DecisionType | None
    """What was decided about it; null: nothing."""
    reasons: list[ReasonRead]
    """Why it suits."""
    cautions: list[SeatCautionRead]
    """What to ask, or to keep in mind."""
    first_choice_offer_id: Id | None
    """What suits this client best; null: nothing does."""
    why_not_first_choice: SeatReasonRead | None
    """Why not that; null when it is what is proposed."""
    impossible_pin: PinReasonRead | None
    """Why a pin cannot be honoured; null when it can."""
    alternatives: list[AlternativeRead]
    """What else was possible, best first."""


class TableOfferRead(AnswerModel):
    """An offer at the table; null places mean that the partner did not say how many there are."""

    offer_id: Id
    """Which offer."""
    title: str
    """What it is called."""
    places: int | None
    """How many places are free; null: not said."""
    taken: int
    """How many the proposal takes."""
    left: int | None
    """How many it leaves; null: not known."""


class ProposalRead(AnswerModel):
    """The best allocation for everyone together; `upperBound` shows that none is better, `greedy` what it gains."""

    status: ProposalStatus
    """Whether it is proven that nothing is better."""
    objective: ObjectiveRead
    """What it is worth."""
    upper_bound: ObjectiveRead
    """What no allocation can be more than."""
    greedy: ObjectiveRead
    """What it would be worth if each took the best that is left, one by one."""
    clients: list[SeatProposalRead]
    """What is proposed for each seat."""
    offers: list[TableOfferRead]
    """What is left of each offer."""
