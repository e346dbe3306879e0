"""A row becomes what the engine is told."""

from datetime import date
from typing import Any

from api.catalogue.offers.state import needs_review, stale_from, state_facts
from api.catalogue.offers.tables import Offer
from matching import from_bits
from matching.facts import OfferFacts, Point
from matching.vocabulary import Audience, DayPart, Goal, LoadAxis


def to_facts(offer: Offer, *, stale_after_days: int | None = None) -> OfferFacts:
    """Return everything about this offer that a match can depend on; without a number of days it is never stale."""
    has_position = offer.latitude is not None and offer.longitude is not None
    return OfferFacts(
        id=offer.id,
        organization_id=offer.organization_id,
        kind=offer.kind,
        title=offer.title,
        status=offer.status,
        in_review=needs_review(offer),
        description=offer.description or "",
        place=offer.location_name or offer.location_address or "",
        interests=tuple(offer.interests),
        goals=frozenset(from_bits(offer.goals, Goal)),
        point=Point(offer.latitude or 0.0, offer.longitude or 0.0) if has_position else None,
        precision=offer.precision,
        day_parts=frozenset(from_bits(offer.day_parts, DayPart)),
        starts_on=offer.starts_on,
        ends_on=offer.ends_on,
        minimum_hours_per_week=offer.minimum_hours_per_week,
        maximum_hours_per_week=offer.maximum_hours_per_week,
        load={axis: getattr(offer, f"load_{axis}") for axis in LoadAxis},
        dutch_level=offer.dutch_level,
        indication=offer.indication,
        conduct_certificate=offer.conduct_certificate,
        minimum_age=offer.minimum_age,
        maximum_age=offer.maximum_age,
        women_only=offer.women_only,
        wheelchair=offer.wheelchair,
        seated=offer.seated,
        quiet=offer.quiet,
        guidance=offer.guidance,
        languages=tuple(offer.languages),
        cost_euros=offer.cost_euros,
        available_places=offer.available_places,
        group_size=offer.group_size,
        ladder_step=offer.ladder_step,
        stale_from=_stale_from(offer, stale_after_days),
        **_whom(offer),
    )


def _stale_from(offer: Offer, stale_after_days: int | None) -> date | None:
    """Return the first day of a silence that is too long."""
    if stale_after_days is None:
        return None
    return stale_from(state_facts(offer), stale_after_days=stale_after_days)


def _whom(offer: Offer) -> dict[str, Any]:
    """Return for whom it is as the partner says, and how one takes part."""
    return {
        "audience": frozenset(map(Audience, offer.audience)),
        "communities": tuple(offer.communities),
        "attendance": offer.attendance,
    }
