"""Which offers a partner sees on its page."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from api.catalogue.offers.queries import offer_not_found
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import ReviewDecision
from api.platform.storage.database import get_to_change
from api.platform.storage.ids import is_id
from matching import fold
from matching.vocabulary import OfferStatus

MOST_SHOWN: Final = 200
"""More than anyone looks through on a phone; who has more finds the others by a word of their title."""


def list_own_offers(session: Session, organization_id: str, words: str) -> tuple[Sequence[Offer], int]:
    """List the first offers of an organization in which these words stand, by title, and count them all.

    What a reviewer refused is among them: its partner hears why it is not to be seen.
    """
    is_there = or_(col(Offer.status) != OfferStatus.WITHDRAWN, col(Offer.review_decision) == ReviewDecision.REFUSE)
    found = select(Offer).where(Offer.organization_id == organization_id, is_there)
    for word in fold(words).split():
        found = found.where(col(Offer.search_text).contains(word, autoescape=True))
    number = session.exec(select(func.count()).select_from(found.subquery())).one()
    return session.exec(found.order_by(func.lower(Offer.title), col(Offer.id)).limit(MOST_SHOWN)).all(), number


def get_own_offer(session: Session, offer_id: str, organization_id: str) -> Offer:
    """Return an offer of this organization, also withdrawn; raises NotFoundError."""
    return _own(session.get(Offer, offer_id) if is_id(offer_id) else None, organization_id)


def get_own_offer_to_change(session: Session, offer_id: str, organization_id: str) -> Offer:
    """Return the offer as `get_own_offer` does, held until the transaction ends; raises NotFoundError."""
    return _own(get_to_change(session, Offer, offer_id) if is_id(offer_id) else None, organization_id)


def _own(offer: Offer | None, organization_id: str) -> Offer:
    if offer is None or offer.organization_id != organization_id:
        raise offer_not_found()
    return offer
