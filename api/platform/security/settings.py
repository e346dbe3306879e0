"""Who may ask, as an operator sets it."""

from dataclasses import dataclass

from api.platform.settings import above_zero, web_address


@dataclass(frozen=True, slots=True)
class AccessSettings:
    """How much one caller may ask, and whose tokens are taken."""

    rate_limit_per_minute: int = above_zero(300_000)
    oidc_issuer: str = ""
    oidc_audience: str = "vonk"
    oidc_jwks_url: str = web_address("")
    oidc_role_claim: str = "vonk_role"
    oidc_organization_claim: str = "vonk_organization"
