"""JSON Web Tokens of a configured OpenID Connect issuer, as the OAuth profile for Dutch government asks."""

import re
import time
from datetime import UTC, datetime
from typing import Any

import jwt

from api.platform.security.roles import BOUND_ROLES, SUBJECT_PREFIX, Caller, Role
from api.platform.security.settings import AccessSettings

ALGORITHMS = ("RS256", "PS256", "ES256")
LEEWAY_SECONDS = 30
FETCH_TIMEOUT_SECONDS = 5
PAUSE_SECONDS = 30
PAUSE_AFTER_FAILURE_SECONDS = 5
TYPES = frozenset({"jwt", "at+jwt", "application/at+jwt"})
"""What the head of a token may call it (RFC 9068), if it says: what was signed for something else says so."""
# OpenID Connect Core 1.0, section 2: a subject is at most 255 ASCII characters.
_SUBJECT = re.compile(r"[ -~]{1,255}")
_ORGANIZATION = re.compile(r"[0-9a-f-]{1,36}")
# What numbers without end, texts for numbers and nesting without bottom raise inside the library.
_UNREADABLE = (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError)


class IssuerKeys(jwt.PyJWKClient):
    """The issuer's keys, asked for no more often than a pause allows, whatever strangers send and however it fails."""

    def __init__(self, url: str) -> None:
        super().__init__(url, timeout=FETCH_TIMEOUT_SECONDS, cooldown_duration=PAUSE_SECONDS)
        self._resting_until = 0.0

    def fetch_data(self) -> object:
        """Fetch the keys as the issuer tells them; raises PyJWKClientError if it does not, or did not a moment ago."""
        if time.monotonic() < self._resting_until:
            raise jwt.PyJWKClientError("The issuer did not answer a moment ago.")
        try:
            return super().fetch_data()
        except (OSError, ValueError, jwt.PyJWTError) as error:
            # Strangers' tokens would otherwise make every request wait for an issuer that is gone.
            self._resting_until = time.monotonic() + PAUSE_AFTER_FAILURE_SECONDS
            raise jwt.PyJWKClientError("The issuer does not tell its keys.") from error


class TokenReader:
    """Turns a signed token into a caller; without a configured issuer no token is good."""

    def __init__(self, settings: AccessSettings) -> None:
        self._settings = settings
        self._keys = IssuerKeys(settings.oidc_jwks_url) if settings.oidc_jwks_url else None

    def read(self, token: str) -> Caller | None:
        """Read who holds the token; None unless signature, issuer, audience and expiry are all right."""
        if self._keys is None:
            return None
        try:
            if not _is_for_access(jwt.get_unverified_header(token).get("typ", "JWT")):
                return None
            key = self._keys.get_signing_key_from_jwt(token)
            claims = jwt.decode(
                token,
                key.key,
                # Named here and never taken from the token: a token that says ‘none’ is not good.
                algorithms=list(ALGORITHMS),
                issuer=self._settings.oidc_issuer,
                audience=self._settings.oidc_audience,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
            return self._caller_from(claims)
        except _UNREADABLE:
            return None

    def _caller_from(self, claims: dict[str, Any]) -> Caller | None:
        """Return the caller; a role that is bound to no organization speaks for none, whatever its token says."""
        told, subject = claims.get(self._settings.oidc_role_claim), claims["sub"]
        if not isinstance(told, str) or told not in set(Role) or not _SUBJECT.fullmatch(subject):
            return None
        role, organization_id = Role(told), None
        if role in BOUND_ROLES:
            organization_id = claims.get(self._settings.oidc_organization_claim)
            if not isinstance(organization_id, str) or not _ORGANIZATION.fullmatch(organization_id):
                return None
        expires_at = datetime.fromtimestamp(claims["exp"], UTC)
        return Caller(
            id=f"{SUBJECT_PREFIX}{subject}", role=role, organization_id=organization_id, expires_at=expires_at
        )


def _is_for_access(told: object) -> bool:
    return isinstance(told, str) and told.lower() in TYPES
