"""JSON Web Tokens of a configured OpenID Connect issuer, as the OAuth profile for Dutch government asks."""

from datetime import UTC, datetime
from typing import Any

import jwt

from api.security.roles import BOUND_ROLES, Caller, Role
from api.settings import Settings

ALGORITHMS = ("RS256", "PS256", "ES256")
LEEWAY_SECONDS = 30


class TokenReader:
    """Turns a signed token into a caller; without a configured issuer no token is good."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keys = jwt.PyJWKClient(settings.oidc_jwks_url, cache_keys=True) if settings.oidc_jwks_url else None

    def read(self, token: str) -> Caller | None:
        """Who holds the token; None unless signature, issuer, audience and expiry are all right."""
        if self._keys is None:
            return None
        try:
            key = self._keys.get_signing_key_from_jwt(token)
            claims = jwt.decode(
                token,
                key.key,
                algorithms=list(ALGORITHMS),
                issuer=self._settings.oidc_issuer,
                audience=self._settings.oidc_audience,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except jwt.PyJWTError:
            return None
        return self._caller_from(claims)

    def _caller_from(self, claims: dict[str, Any]) -> Caller | None:
        role = claims.get(self._settings.oidc_role_claim)
        if not isinstance(role, str) or role not in set(Role):
            return None
        organization_id = claims.get(self._settings.oidc_organization_claim)
        if Role(role) in BOUND_ROLES and not isinstance(organization_id, str):
            return None
        expires_at = datetime.fromtimestamp(claims["exp"], UTC)
        return Caller(
            id=f"token:{claims['sub']}", role=Role(role), organization_id=organization_id, expires_at=expires_at
        )
