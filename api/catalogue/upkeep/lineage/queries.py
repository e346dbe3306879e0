"""Offers that may be one activity, what was decided about them, and how often they were full."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from api.catalogue.offers.tables import Offer, OfferChange
from api.catalogue.upkeep.lineage.tables import LineageDecision
from api.catalogue.upkeep.lineage.vocabulary import Decision
from matching.vocabulary import OfferStatus

# Each is read and compared in about a millisecond; who has more offers is shown the latest of them.
MOST_COMPARED = 500


def list_possible_guises(session: Session, offer: Offer) -> Sequence[Offer]:
    """List the other offers of the same organization and kind, the latest first; withdrawn ones too, but no drafts."""
    query = select(Offer).where(
        Offer.organization_id == offer.organization_id,
        Offer.kind == offer.kind,
        Offer.id != offer.id,
        Offer.status != OfferStatus.DRAFT,
    )
    return session.exec(query.order_by(col(Offer.created_at).desc(), col(Offer.id)).limit(MOST_COMPARED)).all()


def list_decisions(session: Session, organization_id: str) -> dict[frozenset[str], Decision]:
    """Return what was decided about the offers of an organization, by pair."""
    query = select(LineageDecision).join(Offer, col(Offer.id) == col(LineageDecision.one_id))
    rows = session.exec(query.where(Offer.organization_id == organization_id)).all()
    return {frozenset((row.one_id, row.other_id)): row.decision for row in rows}


def find_decision(session: Session, pair: Collection[str]) -> LineageDecision | None:
    """Find what was decided about two offers."""
    return session.get(LineageDecision, tuple(sorted(pair)))


def list_offers(session: Session, offer_ids: Collection[str]) -> Sequence[Offer]:
    """List these offers."""
    return session.exec(select(Offer).where(col(Offer.id).in_(offer_ids))).all()


def count_times_full(session: Session, offer_ids: Collection[str]) -> int:
    """Count how often the last place of one of these offers was taken."""
    query = select(OfferChange.offer_id, OfferChange.snapshot).where(col(OfferChange.offer_id).in_(offer_ids))
    times, before, left_before = 0, "", None
    for offer_id, snapshot in session.exec(query.order_by(col(OfferChange.offer_id), col(OfferChange.sequence))):
        left = (snapshot.get("places") or {}).get("available")
        if offer_id != before:
            left_before = None
        # Counted when it becomes full, and not with every change while it is.
        times += left == 0 and left_before != 0
        before, left_before = offer_id, left
    return times
