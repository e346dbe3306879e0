"""Which keys there are."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from api.platform.security.roles import Role
from api.platform.security.tables import ApiKey
from api.platform.storage.database import get_to_change
from api.platform.web.pagination import PageRequest
from api.platform.web.problems import ForbiddenError, NotFoundError, Words


def find_key_by_hash(session: Session, key_hash: str) -> ApiKey | None:
    """Find the key with this hash, also when it is revoked or expired."""
    return session.exec(select(ApiKey).where(ApiKey.key_hash == key_hash)).one_or_none()


def require_known_organization(session: Session, organization_id: str) -> None:
    """Raise ForbiddenError unless this organization is there: only a key is bound to one by the database itself."""
    (reference,) = ApiKey.metadata.tables[str(ApiKey.__tablename__)].c.organization_id.foreign_keys
    if session.execute(select(reference.column).where(reference.column == organization_id)).first() is None:
        raise ForbiddenError(
            Words("Deze sleutel is van een organisatie die Vonk niet kent.", "This key is of an unknown organization.")
        )


def get_key(session: Session, key_id: str) -> ApiKey:
    """Return the key with this id; raises NotFoundError."""
    return _found(session.get(ApiKey, key_id))


def get_key_to_change(session: Session, key_id: str) -> ApiKey:
    """Return the key with this id, held until the transaction ends; raises NotFoundError."""
    return _found(get_to_change(session, ApiKey, key_id))


def list_keys(session: Session) -> Sequence[ApiKey]:
    """List every key, oldest first."""
    return session.exec(select(ApiKey).order_by(col(ApiKey.id))).all()


def list_some_keys(session: Session, request: PageRequest) -> Sequence[ApiKey]:
    """List keys, oldest first, and one more than was asked."""
    query = select(ApiKey).order_by(col(ApiKey.id)).limit(request.limit + 1)
    if request.after is not None:
        query = query.where(col(ApiKey.id) > request.after)
    return session.exec(query).all()


def has_admin_key(session: Session, now: datetime, *, besides: str = "") -> bool:
    """Tell whether a key of an admin works now, besides the one with this id."""
    works = (col(ApiKey.role) == Role.ADMIN, col(ApiKey.revoked_at).is_(None), col(ApiKey.expires_at) > now)
    return session.exec(select(ApiKey.id).where(*works, col(ApiKey.id) != besides).limit(1)).first() is not None


def _found(key: ApiKey | None) -> ApiKey:
    if key is None:
        raise NotFoundError(Words("Deze sleutel is er niet.", "There is no such key."))
    return key
