"""Closed lists about offers that only the service knows; the engine's stand in matching/vocabulary.py."""

from enum import StrEnum
from typing import Final

CATALOGUE: Final = "catalogue"  # Under this name changes of offers are numbered.


class OfferState(StrEnum):
    """What became of an offer: its status, or what follows from its dates, places and review."""

    DRAFT = "draft"
    PUBLISHED = "published"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"
    IN_REVIEW = "in-review"
    FULL = "full"
    UPCOMING = "upcoming"
    ENDED = "ended"
    STALE = "stale"


class ReviewDecision(StrEnum):
    """What an admin decided about an offer that looks like paid work."""

    PUBLISH = "publish"
    REFUSE = "refuse"


class WhomSource(StrEnum):
    """Who says for whom an offer is."""

    PARTNER = "partner"
    TEXT = "text"


class OfferEvent(StrEnum):
    """What can happen to an offer."""

    CREATED = "created"
    UPDATED = "updated"
    ASSURED = "assured"
    WITHDRAWN = "withdrawn"
    REVIEWED = "reviewed"
    LOCATED = "located"
    LAPSED = "lapsed"
