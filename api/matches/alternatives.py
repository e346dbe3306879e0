"""What is most like an offer that cannot be: nothing is known of the client, so the offer itself is the wish."""

from typing import Final

from matching.facts import ClientProfile, LoadCapacity, OfferFacts, Travel
from matching.vocabulary import DayPart, TravelMode

REACH_MINUTES: Final = 30


def profile_of(offer: OfferFacts, day_parts: frozenset[DayPart]) -> ClientProfile:
    """Describe for whom this offer was right: who asks no more than it gave, and can carry what it asked."""
    return ClientProfile(
        # What was offered is the best that is known of the wish.
        interests=offer.interests or (offer.title,),
        goals=offer.goals,
        load_capacity=LoadCapacity(hours_per_week=offer.maximum_hours_per_week, levels=dict(offer.load)),
        day_parts=day_parts or offer.day_parts,
        point=offer.point,
        precision=offer.precision,
        # Where the client lives is not known here: around the offer is near it all the same.
        travel=Travel(TravelMode.BIKE, REACH_MINUTES),
        dutch_level=offer.dutch_level,
        indications=frozenset({offer.indication} if offer.indication else ()),
        women_only_welcome=bool(offer.women_only),
        max_cost_euros=offer.cost_euros,
        conduct_certificate_possible=offer.conduct_certificate or None,
        ladder_step=offer.ladder_step,
    )
