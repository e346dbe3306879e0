"""What happened to one offer."""

import uuid
from collections.abc import Sequence

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.catalogue.offers.tables import Offer, OfferChange
from api.catalogue.upkeep.changes.queries import may_hear
from api.platform.security.roles import Caller
from api.platform.web.pagination import PageRequest


def list_history(session: Session, offer: Offer, caller: Caller | None, request: PageRequest) -> Sequence[OfferChange]:
    """List what happened to this offer and this caller may hear, oldest first, and one more than was asked."""
    query = _history(offer, caller).order_by(col(OfferChange.sequence)).limit(request.limit + 1)
    if request.after is not None:
        query = query.where(col(OfferChange.sequence) > uuid.UUID(request.after).int)
    return session.exec(query).all()


def find_change_before(session: Session, offer: Offer, caller: Caller | None, number: int) -> OfferChange | None:
    """Find what the caller may hear that happened to this offer last before this number."""
    query = _history(offer, caller).where(col(OfferChange.sequence) < number)
    return session.exec(query.order_by(col(OfferChange.sequence).desc()).limit(1)).first()


def _history(offer: Offer, caller: Caller | None) -> SelectOfScalar[OfferChange]:
    query = select(OfferChange).join(Offer, col(Offer.id) == col(OfferChange.offer_id))
    return query.where(OfferChange.offer_id == offer.id, may_hear(caller))
