"""What the offers and organizations of handovers are called, looked up for a whole list at once."""

from collections.abc import Collection
from typing import NamedTuple

from sqlmodel import Session, col, select

from api.catalogue.offers.tables import Offer
from api.catalogue.organizations.queries import get_organization_names
from api.handovers.tables import Handover


class OfferNames(NamedTuple):
    """What an offer is called, and whose it is."""

    title: str
    organization_id: str


class Names(NamedTuple):
    """What is called how, by id."""

    offers: dict[str, OfferNames]
    organizations: dict[str, str]


def look_up_names(session: Session, handovers: Collection[Handover]) -> Names:
    """Look up what the offers of these handovers and all organizations in them are called."""
    offer_ids = {each.offer_id for each in handovers}
    named = select(Offer.id, Offer.title, Offer.organization_id).where(col(Offer.id).in_(offer_ids))
    offers = {offer_id: OfferNames(title, of) for offer_id, title, of in session.exec(named)}
    parties = {each.receiver_organization_id for each in handovers} | {each.organization_id for each in offers.values()}
    senders = {each.sender_organization_id for each in handovers if each.sender_organization_id is not None}
    return Names(offers, get_organization_names(session, parties | senders))
