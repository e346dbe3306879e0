"""The address with which an organization turns its mail off: signed, for the e-mail address that it was mailed to."""

from api.catalogue.organizations.tables import Organization
from api.platform.requests.desk import Desk
from api.platform.settings import NodeSettings
from api.platform.web.capabilities import id_claimed_in, read_token, write_token


def mail_off_link(desk: Desk, organization: Organization) -> str:
    """Give the address that turns this mail off, for as long as it goes to the same e-mail address."""
    token = write_token(desk.secrets, organization.id, _purpose(organization))
    return f"{desk.settings[NodeSettings].base_url.rstrip('/')}/mail-off/{token}"


def find_organization_of(desk: Desk, token: str) -> Organization | None:
    """Find the organization whose mail this token turns off; None when we did not sign it for the address of today."""
    claimed = id_claimed_in(token)
    organization = desk.session.get(Organization, claimed) if claimed else None
    if organization is None or read_token(desk.secrets, token, _purpose(organization)) is None:
        return None
    return organization


def _purpose(organization: Organization) -> str:
    return f"turn off mail to {organization.contact_email}"
