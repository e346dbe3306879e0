"""What an offer is today: derived from status, review, dates and places, never stored."""

from datetime import date, timedelta
from typing import NamedTuple

from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferState, ReviewDecision
from matching.vocabulary import OfferKind, OfferStatus

REVIEWED_KINDS = frozenset({OfferKind.PLACEMENT, OfferKind.WORK_EXPERIENCE})


class StateFacts(NamedTuple):
    """All that the state of an offer depends on, besides the day."""

    status: OfferStatus
    in_review: bool
    starts_on: date | None
    ends_on: date | None
    available_places: int | None
    assured_on: date
    review_every_days: int | None


def needs_review(offer: Offer) -> bool:
    """Tell whether this may be work that was paid for (verdringing); a reviewer's yes settles it."""
    return (
        offer.kind in REVIEWED_KINDS
        and bool(offer.paid_before or offer.vacancy_open or offer.review_again)
        and offer.review_decision is not ReviewDecision.PUBLISH
    )


def lasting_state(offer: Offer) -> OfferState:
    """Return the state that only a write can change: without what follows from dates and places."""
    is_in_review = offer.status is OfferStatus.PUBLISHED and needs_review(offer)
    return OfferState.IN_REVIEW if is_in_review else OfferState(offer.status)


def state_facts(offer: Offer) -> StateFacts:
    """Return what the state of this offer depends on."""
    return StateFacts(
        status=offer.status,
        in_review=needs_review(offer),
        starts_on=offer.starts_on,
        ends_on=offer.ends_on,
        available_places=offer.available_places,
        assured_on=offer.assured_on,
        review_every_days=offer.review_every_days,
    )


def stale_from(facts: StateFacts, *, stale_after_days: int) -> date:
    """Return the first day of silence that is longer than the rhythm of its organization, or else of the service."""
    return facts.assured_on + timedelta(days=(facts.review_every_days or stale_after_days) + 1)


def state_on(facts: StateFacts, today: date, *, stale_after_days: int) -> OfferState:
    """Return the state on a day; what keeps people away comes before what is good to know."""
    # In this order: what its organization or a reviewer said comes before what follows from dates and places.
    if facts.status is not OfferStatus.PUBLISHED:
        return OfferState(facts.status)
    if facts.in_review:
        return OfferState.IN_REVIEW
    if facts.ends_on is not None and facts.ends_on < today:
        return OfferState.ENDED
    if facts.available_places == 0:
        return OfferState.FULL
    if facts.starts_on is not None and facts.starts_on > today:
        return OfferState.UPCOMING
    if stale_from(facts, stale_after_days=stale_after_days) <= today:
        return OfferState.STALE
    return OfferState.PUBLISHED
