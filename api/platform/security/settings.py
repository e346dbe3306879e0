"""Who may ask, as an operator sets it."""

from dataclasses import dataclass

from api.platform.settings import above_zero, web_address


@dataclass(frozen=True, slots=True)
class AccessSettings:
    """How much one caller may ask, how long its key lasts, and whose tokens are taken."""

    rate_limit_per_minute: int = above_zero(300_000)
    key_days: int = above_zero(365)
    key_longest_days: int = above_zero(730)
    key_overlap_hours: int = 168
    oidc_issuer: str = ""
    oidc_audience: str = "vonk"
    oidc_jwks_url: str = web_address("")
    oidc_role_claim: str = "vonk_role"
    oidc_organization_claim: str = "vonk_organization"

    @property
    def usual_key_days(self) -> int:
        """How many days a key works when nothing is said, never more than a key may work."""
        return min(self.key_days, self.key_longest_days)
