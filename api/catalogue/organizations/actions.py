"""Making and changing organizations."""

from datetime import datetime

from sqlmodel import Session

from api.catalogue.organizations.queries import find_organization_named
from api.catalogue.organizations.schemas import OrganizationCreate
from api.catalogue.organizations.tables import Organization


def create_organization(session: Session, wanted: OrganizationCreate, *, now: datetime) -> Organization:
    """Add an organization."""
    organization = Organization(**wanted.model_dump(), created_at=now, updated_at=now)
    session.add(organization)
    session.flush()
    return organization


def change_organization(
    session: Session, organization: Organization, wanted: OrganizationCreate, *, now: datetime
) -> Organization:
    """Make the organization as it is wanted; its moment of change stays when nothing changes."""
    changes = {name: value for name, value in wanted.model_dump().items() if getattr(organization, name) != value}
    if changes:
        organization.sqlmodel_update(changes | {"updated_at": now})
        session.add(organization)
        session.flush()
    return organization


def find_or_create_organization(session: Session, name: str, *, now: datetime) -> Organization:
    """Find the organization with this name, or add it; raises ConflictError when several have it."""
    return find_organization_named(session, name) or create_organization(
        session, OrganizationCreate(name=name), now=now
    )
