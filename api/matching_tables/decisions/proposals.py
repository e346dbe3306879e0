"""The proposal for a table as it goes out."""

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from api.matches.codes import ReasonRead, SentenceRead
from api.matching_tables.decisions.schemas import (
    AlternativeRead,
    ObjectiveRead,
    OptionReasonRead,
    PinReasonRead,
    ProposalRead,
    SeatCautionRead,
    SeatProposalRead,
    SeatReasonRead,
    TableOfferRead,
)
from api.matching_tables.facts import SeatFacts, TableFacts
from matching import Sentence
from matching.allocation import (
    Objective,
    Option,
    SeatCode,
    Seated,
    explain_option,
    explain_pin,
    explain_seat,
)
from matching.vocabulary import Language

Spoken = TypeVar("Spoken", bound=SentenceRead)


def show_proposal(facts: TableFacts, language: Language) -> ProposalRead:
    """Show the best allocation with its reasons."""
    allocation = facts.allocation
    seated = {each.seat_id: each for each in allocation.seats}
    return ProposalRead(
        status=allocation.status,
        objective=_objective(allocation.objective),
        upper_bound=_objective(allocation.upper_bound),
        greedy=_objective(allocation.greedy),
        # Who was handed over already is no part of the proposal.
        clients=[_seat(facts, seat, seated[seat.label], language) for seat in facts.seats if seat.label in seated],
        offers=_offers(facts),
    )


def _offers(facts: TableFacts) -> list[TableOfferRead]:
    """Show the offers at the table, with what the proposal leaves of their places."""
    taken = Counter(facts.allocation.pairs.values())
    return [
        TableOfferRead(
            offer_id=offer.id,
            title=offer.title,
            places=offer.available_places,
            taken=taken[offer.id],
            left=None if offer.available_places is None else offer.available_places - taken[offer.id],
        )
        for offer in facts.offers.values()
    ]


def _objective(objective: Objective) -> ObjectiveRead:
    return ObjectiveRead(matched=objective.matched, total_score=round(objective.total_score, 6))


def _seat(facts: TableFacts, seat: SeatFacts, seated: Seated, language: Language) -> SeatProposalRead:
    match = seat.explain(seated.offer_id)
    return SeatProposalRead(
        seat=seat.label,
        offer_id=seated.offer_id,
        title=facts.offers[seated.offer_id].title if seated.offer_id else None,
        score=seated.score,
        decision=seat.chosen.type if seat.chosen else None,
        reasons=_all_told(ReasonRead, match.reasons if match else ()),
        cautions=_all_told(SeatCautionRead, seat.cautions(match, language) if match else ()),
        first_choice_offer_id=_first_choice_of(seat, seated),
        why_not_first_choice=_why_not_first_choice(seated, language),
        impossible_pin=_told(PinReasonRead, explain_pin(seated.impossible_pin, language))
        if seated.impossible_pin
        else None,
        alternatives=[_alternative(facts, option, language) for option in seated.options],
    )


def _first_choice_of(seat: SeatFacts, seated: Seated) -> str | None:
    """Return the offer that suits a seat best; of equals the one it has, else the first."""
    if seated.code is SeatCode.FIRST_CHOICE:
        return seated.offer_id
    return min(seat.suitable, key=lambda offer_id: (-seat.suitable[offer_id], offer_id), default=None)


def _why_not_first_choice(seated: Seated, language: Language) -> SeatReasonRead | None:
    """Say why a seat has something else than what suits it best; None when it has that."""
    if seated.code is SeatCode.FIRST_CHOICE:
        return None
    return _told(SeatReasonRead, explain_seat(seated.code, language))


def _alternative(facts: TableFacts, option: Option, language: Language) -> AlternativeRead:
    return AlternativeRead(
        offer_id=option.offer_id,
        title=facts.offers[option.offer_id].title,
        score=option.score,
        reason=_told(OptionReasonRead, explain_option(option.code, language)),
        matched_lost=option.matched_lost,
        score_lost=None if option.score_lost is None else round(option.score_lost, 6),
    )


def _all_told(shape: type[Spoken], sentences: Sequence[Sentence]) -> list[Spoken]:
    return [_told(shape, each) for each in sentences]


def _told(shape: type[Spoken], sentence: Sentence) -> Spoken:
    return shape(code=sentence.code, text=sentence.text)
