"""An address that opens the tables of one organization: signed, and good for as long as the key that it stands for."""

from typing import Final

from api.platform.requests.desk import Desk
from api.platform.security.actions import create_key
from api.platform.security.roles import Caller, Role
from api.platform.security.tables import ApiKey
from api.platform.web.capabilities import read_token, write_token
from api.platform.web.problems import NotFoundError, Words

PURPOSE: Final = "the tables of a host"
KEY_NAME: Final = "address of a host"


def create_host_link(desk: Desk, organization_id: str, *, days: int) -> str:
    """Make the path of an address for a host of this organization.

    It stands for a key of its own, that nobody is told: revoked or ended like any other key, the address is too.
    """
    made = create_key(
        desk.session, name=KEY_NAME, role=Role.HOST, organization_id=organization_id, now=desk.now, valid_days=days
    )
    return f"/tables/new?key={write_token(desk.secrets, made.stored.id, PURPOSE)}"


def open_host_link(desk: Desk, token: str) -> Caller:
    """Return the host that a token stands for; raises NotFoundError when we did not sign it, or its key ended."""
    key_id = read_token(desk.secrets, token, PURPOSE)
    # The signature is looked at before the database is asked anything.
    key = desk.session.get(ApiKey, key_id) if key_id else None
    if key is None or key.role is not Role.HOST or not key.opens(desk.now):
        raise NotFoundError(Words("Dit adres is er niet.", "There is no such address."))
    return Caller(id=key.id, role=key.role, organization_id=key.organization_id, expires_at=key.expires_at)
