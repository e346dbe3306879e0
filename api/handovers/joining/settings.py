"""Whether residents ask for themselves, as a municipality sets it."""

from dataclasses import dataclass

from api.platform.settings import above_zero


@dataclass(frozen=True, slots=True)
class SelfReferralSettings:
    """Whether residents ask for themselves, and how many at most in a day from one address and at one offer."""

    self_referral: bool = False
    # A household or a quiet street has enough of it; for a market with one address for all, raise it for the day.
    self_referrals_per_address: int = above_zero(10)
    # More than this a volunteer cannot answer in a day, and it is not what one neighbourhood asks of one offer.
    self_referrals_per_offer: int = above_zero(20)
