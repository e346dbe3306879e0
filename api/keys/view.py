"""Keys as their answers show them."""

from datetime import datetime

from api.catalogue.organizations.queries import get_organization
from api.keys.schemas import KeyRead, MeRead, NewKeyRead
from api.keys.vocabulary import KeyState
from api.platform.requests.desk import RouteDesk
from api.platform.security.actions import NewKey
from api.platform.security.queries import get_key
from api.platform.security.tables import ApiKey


def show_me(desk: RouteDesk) -> MeRead:
    """Show who asks."""
    caller = desk.known_caller
    of = get_organization(desk.session, caller.organization_id) if caller.organization_id else None
    return MeRead(
        role=caller.role,
        key_name=get_key(desk.session, caller.id).name if not caller.is_by_token else None,
        organization_id=caller.organization_id,
        organization_name=of.name if of else None,
        expires_at=caller.expires_at,
    )


def show_key(key: ApiKey, now: datetime) -> KeyRead:
    """Show what is known of a key."""
    return KeyRead(**_told(key, now))


def show_new_key(made: NewKey, now: datetime) -> NewKeyRead:
    """Show a key itself, this once."""
    return NewKeyRead(**_told(made.stored, now), key=made.key)


def _told(key: ApiKey, now: datetime) -> dict[str, object]:
    ended = KeyState.REVOKED if key.revoked_at is not None else KeyState.EXPIRED
    told = key.model_dump(exclude={"key_hash", "replaces_id"})
    return told | {"state": KeyState.ACTIVE if key.opens(now) else ended, "replaces_key_id": key.replaces_id}
