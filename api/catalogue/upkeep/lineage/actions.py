"""Deciding whether two offers are one activity, and taking that back."""

from api.catalogue.offers.tables import Offer
from api.catalogue.upkeep.lineage.queries import find_decision
from api.catalogue.upkeep.lineage.tables import LineageDecision
from api.catalogue.upkeep.lineage.vocabulary import Decision
from api.platform.requests.desk import Desk
from api.platform.web.problems import ConflictError, Words


def decide(desk: Desk, offer: Offer, other: Offer, decision: Decision) -> None:
    """Keep what a person decides about two offers; raises ConflictError for offers of two organizations."""
    if offer.organization_id != other.organization_id or offer.id == other.id:
        raise ConflictError(
            Words(
                "Alleen twee keer aanbod van dezelfde organisatie kan hetzelfde zijn.",
                "Only two offers of the same organization can be one activity.",
            )
        )
    one_id, other_id = sorted((offer.id, other.id))
    desk.session.merge(
        LineageDecision(
            one_id=one_id, other_id=other_id, decision=decision, decided_at=desk.now, decided_by=desk.author_id
        )
    )
    desk.session.flush()


def undo_decision(desk: Desk, offer: Offer, other_id: str) -> None:
    """Let it be as if nobody had decided."""
    found = find_decision(desk.session, (offer.id, other_id))
    if found is not None:
        desk.session.delete(found)
        desk.session.flush()
