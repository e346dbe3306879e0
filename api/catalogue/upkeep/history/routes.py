"""/offers/{offerId}/history and /offers/{offerId}/assurances."""

from fastapi import APIRouter, Response

from api.catalogue.offers.access import require_owned, require_visible
from api.catalogue.offers.dependencies import ViewDep
from api.catalogue.offers.queries import get_offer_to_change, offer_not_found
from api.catalogue.offers.schemas import OfferRead, OwnOfferRead
from api.catalogue.offers.tables import Offer
from api.catalogue.upkeep.history.actions import assure_offer
from api.catalogue.upkeep.history.queries import find_change_before, list_history
from api.catalogue.upkeep.history.schemas import HistoryPage
from api.catalogue.upkeep.history.view import show_history
from api.platform.requests.dependencies import OfferIdPath, PageDep, ReadingDeskDep
from api.platform.requests.once.dependencies import CreatingDeskDep
from api.platform.security.dependencies import WRITERS, AnyCallerDep

router = APIRouter(tags=["upkeep"])


@router.get(
    "/offers/{offerId}/history",
    response_model=HistoryPage,
    operation_id="listOfferHistory",
    summary="List what happened to one offer",
)
def list_all(offer_id: OfferIdPath, view: ViewDep, desk: ReadingDeskDep, asked: PageDep) -> Response:
    """List what happened, oldest first; its own organization sees all of it, others what was public."""
    # Not `get_offer`: what was withdrawn keeps its history, for its own organization.
    offer = desk.session.get(Offer, offer_id)
    if offer is None:
        raise offer_not_found()
    require_visible(offer, view.state_of(offer), view.caller)
    rows = list_history(desk.session, offer, view.caller, asked)
    before = find_change_before(desk.session, offer, view.caller, rows[0].sequence) if rows else None
    is_own = view.caller is not None and view.caller.owns(offer.organization_id)
    return desk.answer_page(show_history(rows, before, view.caller, asked, is_own=is_own))


@router.post(
    "/offers/{offerId}/assurances",
    status_code=201,
    response_model=OwnOfferRead | OfferRead,
    responses={200: {"model": OwnOfferRead | OfferRead, "description": "Assured today already"}},
    operation_id="assureOffer",
    summary="Say that one offer still holds",
    dependencies=[WRITERS],
)
def assure(offer_id: OfferIdPath, caller: AnyCallerDep, view: ViewDep, desk: CreatingDeskDep) -> Response:
    """Say that all of it still holds today; once more on the same day changes nothing."""
    offer = get_offer_to_change(desk.session, offer_id)
    require_owned(offer, caller)
    is_new = assure_offer(desk, offer)
    return desk.answer(view.body_of(offer), status=201 if is_new else 200)
