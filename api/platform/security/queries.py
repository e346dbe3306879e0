"""Which keys there are."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from api.platform.security.tables import ApiKey
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
    key = session.get(ApiKey, key_id)
    if key is None:
        raise NotFoundError(Words("Deze sleutel is er niet.", "There is no such key."))
    return key


def list_keys(session: Session) -> Sequence[ApiKey]:
    """List every key, oldest first."""
    return session.exec(select(ApiKey).order_by(col(ApiKey.id))).all()
