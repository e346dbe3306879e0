"""Saying that an offer still holds."""

from api.catalogue.offers.recording import Change, record
from api.catalogue.offers.state import lasting_state
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferEvent
from api.catalogue.upkeep.reviewing.queries import has_lapsed
from api.platform.requests.desk import Desk
from matching.vocabulary import OfferStatus


def assure_offer(desk: Desk, offer: Offer) -> bool:
    """Keep that the offer holds today, and tell whether that is new: once a day is enough."""
    if offer.assured_on >= desk.today:
        return False
    before = lasting_state(offer)
    # What only silence had paused is open again as soon as somebody says that it holds.
    if has_lapsed(desk.session, offer):
        offer.sqlmodel_update({"status": OfferStatus.PUBLISHED, "updated_at": desk.now})
    offer.assured_on = desk.today
    record([Change(desk, offer, OfferEvent.ASSURED, before)])
    return True
