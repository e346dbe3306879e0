"""Saying that an offer still holds."""

from api.catalogue.offers.recording import Change, record
from api.catalogue.offers.state import lasting_state
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferEvent
from api.platform.requests.desk import Desk


def assure_offer(desk: Desk, offer: Offer) -> bool:
    """Keep that the offer holds today, and tell whether that is new: once a day is enough."""
    if offer.assured_on >= desk.today:
        return False
    before = lasting_state(offer)
    offer.assured_on = desk.today
    record(desk, [Change(offer, OfferEvent.ASSURED, before)])
    return True
