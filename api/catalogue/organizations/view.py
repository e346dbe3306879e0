"""How an organization is shown: to everyone with a key, and its address to itself and an admin alone."""

from api.catalogue.organizations.schemas import OrganizationCreate, OrganizationRead
from api.catalogue.organizations.tables import Organization
from api.platform.security.roles import Caller, Role

_OWN = ("contact_email", "contact_email_consent_on")


def show_organization(organization: Organization, caller: Caller) -> OrganizationRead:
    """Show the organization as this caller sees it."""
    shown = OrganizationRead.model_validate(organization)
    if caller.role is Role.ADMIN or caller.organization_id == organization.id:
        return shown
    return shown.model_copy(update=dict.fromkeys(_OWN))


def to_wanted(organization: Organization) -> OrganizationCreate:
    """Show the organization as an admin would describe it, for a patch to be laid over."""
    told = organization.model_dump(exclude={"id", "created_at", "updated_at"})
    return OrganizationCreate.model_validate(told, by_name=True)
