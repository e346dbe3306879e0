"""Making, recognising and revoking keys."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlmodel import Session

from api.platform.security.queries import find_key_by_hash, get_key
from api.platform.security.roles import BOUND_ROLES, Caller, Role
from api.platform.security.tables import KEYS, ApiKey
from api.platform.storage.freshness import bump
from api.platform.web.problems import invalid

KEY_PREFIX = "vonk_"


def hash_key(key: str) -> str:
    """Return what is stored of a key; a key is long and random, so a plain hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


def create_key(
    session: Session, *, name: str, role: Role, organization_id: str | None, now: datetime, valid_days: int
) -> str:
    """Make a key, readable only in this answer; raises InvalidInputError when a bound role lacks its organization."""
    if (role in BOUND_ROLES) != (organization_id is not None):
        raise invalid(
            "/organizationId",
            "Een sleutel voor partner, coach of host hoort bij een organisatie; een andere sleutel juist niet.",
            "A key for a partner, coach or host belongs to an organization; another key does not.",
        )
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    session.add(
        ApiKey(
            name=name,
            role=role,
            organization_id=organization_id,
            key_hash=hash_key(key),
            created_at=now,
            expires_at=now + timedelta(days=valid_days),
        )
    )
    bump(session, KEYS)
    return key


def revoke_key(session: Session, key_id: str, *, now: datetime) -> None:
    """End a key at once, on every node; a second time changes nothing."""
    key = get_key(session, key_id)
    if key.revoked_at is None:
        key.revoked_at = now
        session.add(key)
        bump(session, KEYS)


def find_caller_by_key(session: Session, key_hash: str) -> Caller | None:
    """Find who holds the key with this hash, unless it is revoked."""
    key = find_key_by_hash(session, key_hash)
    if key is None or key.revoked_at is not None:
        return None
    return Caller(id=key.id, role=key.role, organization_id=key.organization_id, expires_at=key.expires_at)
