"""/offers/{offerId}/lineage."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from api.catalogue.offers.access import require_owned
from api.catalogue.offers.queries import hold_offers, offer_not_found
from api.catalogue.offers.tables import Offer
from api.catalogue.upkeep.lineage.actions import decide, undo_decision
from api.catalogue.upkeep.lineage.schemas import LineageDecisionWrite, LineageRead
from api.catalogue.upkeep.lineage.view import show_lineage
from api.platform.requests.dependencies import OfferIdPath, ReadingDeskDep, WritingDeskDep
from api.platform.requests.desk import RouteDesk
from api.platform.security.dependencies import WRITERS, WriterDep
from api.platform.web.answers import body_of
from api.platform.web.shapes import Id

router = APIRouter(tags=["upkeep"])
OtherOfferIdPath = Annotated[Id, Path(alias="otherOfferId", description="Which other offer.")]


@router.get(
    "/offers/{offerId}/lineage",
    response_model=LineageRead,
    operation_id="readOfferLineage",
    summary="Read in which guises one offer came before",
    dependencies=[WRITERS],
)
def read(offer_id: OfferIdPath, desk: ReadingDeskDep) -> Response:
    """Read which offers of the same organization are, or may be, this activity under another title, season or place."""
    return desk.answer(_body(desk, _own(desk, offer_id)))


def get_pair(offer_id: OfferIdPath, other_id: OtherOfferIdPath, _caller: WriterDep) -> tuple[str, str]:
    """Return the ids of the two offers in the address."""
    return offer_id, other_id


PairDep = Annotated[tuple[str, str], Depends(get_pair)]


@router.put(
    "/offers/{offerId}/lineage/{otherOfferId}",
    response_model=LineageRead,
    operation_id="decideLineage",
    summary="Confirm or reject that two offers are one activity",
    dependencies=[WRITERS],
)
def put(pair: PairDep, wanted: LineageDecisionWrite, desk: WritingDeskDep) -> Response:
    """Confirm or reject; what is confirmed carries over what was before. It can be decided anew, or taken back."""
    offer, other = _own_to_change(desk, pair)
    desk.require_unchanged(_body(desk, offer))
    decide(desk, offer, other, wanted.decision)
    return desk.answer(_body(desk, offer))


@router.delete(
    "/offers/{offerId}/lineage/{otherOfferId}",
    response_model=LineageRead,
    operation_id="undoLineage",
    summary="Take back what was decided about two offers",
    dependencies=[WRITERS],
)
def delete(pair: PairDep, desk: WritingDeskDep) -> Response:
    """Take the decision back: it is a proposal again, if it was one."""
    offer, other = _own_to_change(desk, pair)
    desk.require_unchanged(_body(desk, offer))
    undo_decision(desk, offer, other.id)
    return desk.answer(_body(desk, offer))


def _own(desk: RouteDesk, offer_id: str) -> Offer:
    """Return an offer of the caller's own, withdrawn ones too: that is how most earlier guises end."""
    offer = desk.session.get(Offer, offer_id)
    if offer is None:
        raise offer_not_found()
    require_owned(offer, desk.known_caller)
    return offer


def _own_to_change(desk: RouteDesk, pair: tuple[str, str]) -> tuple[Offer, Offer]:
    """Return two offers of the caller's own, held until the transaction ends: who decides next sees this decision."""
    held = hold_offers(desk.session, pair)
    if not all(each in held for each in pair):
        raise offer_not_found()
    for offer in held.values():
        require_owned(offer, desk.known_caller)
    return held[pair[0]], held[pair[1]]


def _body(desk: RouteDesk, offer: Offer) -> bytes:
    return body_of(show_lineage(desk.session, offer, desk.language))
