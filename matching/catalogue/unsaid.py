"""What a partner did not say about an offer: one bit per fact that a client may have to know."""

from typing import Final

from matching.facts import OfferFacts
from matching.vocabulary import LoadAxis

_FACTS: Final = (
    "minimum_hours_per_week",
    "day_parts",
    "available_places",
    "dutch_level",
    "conduct_certificate",
    "women_only",
    "cost_euros",
    "wheelchair",
    "seated",
    "quiet",
    "group_size",
    "guidance",
)
_NOTHING: Final[tuple[object, ...]] = (None, frozenset())

UNSAID: Final[dict[str, int]] = {fact: 1 << place for place, fact in enumerate((*LoadAxis, *_FACTS))}
"""The bit of each fact, by the name of an axis or as an offer's facts call it."""

ANY_AXIS: Final = sum(UNSAID[axis] for axis in LoadAxis)
"""The bits of all axes."""


def unsaid_of(offer: OfferFacts) -> int:
    """Return the bits of all that was not said about an offer."""
    axes = [axis for axis in LoadAxis if offer.load.get(axis) is None]
    facts = [fact for fact in _FACTS if getattr(offer, fact) in _NOTHING]
    return sum(map(UNSAID.__getitem__, (*axes, *facts)))
