"""How fresh offers have to be, as a municipality sets it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfferSettings:
    """When an offer that nobody looked at counts as old."""

    stale_after_days: int = 180
