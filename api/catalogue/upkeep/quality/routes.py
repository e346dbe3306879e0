"""/offers/{offerId}/quality."""

from fastapi import APIRouter, Response

from api.catalogue.offers.access import require_owned
from api.catalogue.offers.queries import get_offer
from api.catalogue.offers.settings import OfferSettings
from api.catalogue.offers.state import stale_from, state_facts
from api.catalogue.upkeep.quality.schemas import QualityRead
from api.catalogue.upkeep.quality.view import show_quality
from api.platform.requests.dependencies import OfferIdPath, ReadingDeskDep
from api.platform.security.dependencies import WriterDep
from api.platform.web.answers import body_of

router = APIRouter(tags=["upkeep"])


@router.get(
    "/offers/{offerId}/quality",
    response_model=QualityRead,
    operation_id="readOfferQuality",
    summary="Read what would let one offer be found better",
)
def read(offer_id: OfferIdPath, caller: WriterDep, desk: ReadingDeskDep) -> Response:
    """Read how easily this offer is found and judged, what to mend first, and what is read in its texts."""
    offer = get_offer(desk.session, offer_id)
    require_owned(offer, caller)
    since = stale_from(state_facts(offer), stale_after_days=desk.settings[OfferSettings].stale_after_days)
    return desk.answer(body_of(show_quality(offer, desk.language, is_stale=since <= desk.today)))
