"""Making, recognising, replacing and revoking keys."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from api.platform.security.queries import find_key_by_hash, get_key, has_admin_key
from api.platform.security.roles import BOUND_ROLES, Caller, Role
from api.platform.security.tables import KEYS, ApiKey
from api.platform.storage.freshness import bump
from api.platform.web.problems import ConflictError, Words, invalid

KEY_PREFIX = "vonk_"
SIGNS_SHOWN = 6
"""Of the 43 that are drawn by lot: enough to tell thousands of keys apart, and of no use to who guesses the rest."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was made just now: what is stored of it, and the key itself."""

    stored: ApiKey
    key: str


def hash_key(key: str) -> str:
    """Return what is stored of a key; a key is long and random, so a plain hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


def create_key(
    session: Session, *, name: str, role: Role, organization_id: str | None, now: datetime, valid_days: int
) -> NewKey:
    """Make a key, readable only in this answer; raises InvalidInputError when a bound role lacks its organization."""
    if (role in BOUND_ROLES) != (organization_id is not None):
        raise invalid(
            "/organizationId",
            "Een sleutel voor partner, coach of host hoort bij een organisatie; een andere sleutel juist niet.",
            "A key for a partner, coach or host belongs to an organization; another key does not.",
        )
    told = {"name": name, "role": role, "organization_id": organization_id}
    return _issue(session, told, now=now, valid_days=valid_days)


def replace_key(session: Session, old: ApiKey, *, now: datetime, valid_days: int, overlap: timedelta) -> NewKey:
    """Make a key that takes the place of this one, which ends after the overlap at the latest.

    Raises ConflictError for a key that ended before.
    """
    if not old.opens(now):
        raise ConflictError(
            Words("Deze sleutel werkt niet meer. Maak een nieuwe.", "This key has ended. Make a new one.")
        )
    old.expires_at = min(old.expires_at, now + overlap)
    session.add(old)
    told = old.model_dump(include={"name", "role", "organization_id"}) | {"replaces_id": old.id}
    return _issue(session, told, now=now, valid_days=valid_days)


def revoke_key(session: Session, key_id: str, *, now: datetime) -> None:
    """End a key at once, on every node; a second time changes nothing."""
    key = get_key(session, key_id)
    if key.revoked_at is None:
        key.revoked_at = now
        session.add(key)
        bump(session, KEYS)


def require_other_admin_key(session: Session, key: ApiKey, *, now: datetime) -> None:
    """Raise ConflictError when without this key no key of an admin would be left.

    Whoever changes keys waits here for who did so before, so that of the last two not both can go.
    """
    bump(session, KEYS)
    if key.role is Role.ADMIN and key.opens(now) and not has_admin_key(session, now, besides=key.id):
        raise ConflictError(
            Words(
                "Dit is de laatste sleutel van een beheerder. Maak eerst een nieuwe.",
                "This is the last key of an admin. Make another one first.",
            )
        )


def note_use(session: Session, key_id: str, today: date) -> None:
    """Store that this key was used today, unless that is stored, or someone is changing the key just now."""
    unsaid = col(ApiKey.last_used_on).is_(None) | (col(ApiKey.last_used_on) < today)
    wanted = select(ApiKey.id).where(col(ApiKey.id) == key_id, unsaid).with_for_update(skip_locked=True)
    if session.exec(wanted).first() is not None:
        session.execute(update(ApiKey).where(col(ApiKey.id) == key_id).values(last_used_on=today))


def find_caller_by_key(session: Session, key_hash: str) -> Caller | None:
    """Find who holds the key with this hash, unless it is revoked."""
    key = find_key_by_hash(session, key_hash)
    if key is None or key.revoked_at is not None:
        return None
    return Caller(id=key.id, role=key.role, organization_id=key.organization_id, expires_at=key.expires_at)


def _issue(session: Session, told: dict[str, Any], *, now: datetime, valid_days: int) -> NewKey:
    """Draw a key by lot and store what is told of it with its hash."""
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    stored = ApiKey(
        **told,
        key_hash=hash_key(key),
        prefix=key[: len(KEY_PREFIX) + SIGNS_SHOWN],
        created_at=now,
        expires_at=now + timedelta(days=valid_days),
    )
    session.add(stored)
    session.flush()
    bump(session, KEYS)
    return NewKey(stored, key)
