"""Making and changing organizations."""

from datetime import datetime

from sqlmodel import Session

from api.catalogue.organizations.queries import find_organization_named
from api.catalogue.organizations.schemas import OrganizationCreate
from api.catalogue.organizations.tables import Organization
from api.catalogue.organizations.vocabulary import ORGANIZATIONS
from api.platform.clock import AMSTERDAM
from api.platform.storage.freshness import bump
from api.platform.web.problems import invalid


def create_organization(session: Session, wanted: OrganizationCreate, *, now: datetime) -> Organization:
    """Add an organization; raises InvalidInputError for consent to mail that cannot be."""
    _require_sensible_consent(wanted, now)
    organization = Organization(**wanted.model_dump(), created_at=now, updated_at=now)
    session.add(organization)
    session.flush()
    return organization


def change_organization(
    session: Session, organization: Organization, wanted: OrganizationCreate, *, now: datetime
) -> Organization:
    """Make the organization as it is wanted; its moment of change stays when nothing changes.

    Raises InvalidInputError for consent to mail that cannot be.
    """
    _require_sensible_consent(wanted, now)
    changes = {name: value for name, value in wanted.model_dump().items() if getattr(organization, name) != value}
    if changes:
        organization.sqlmodel_update(changes | {"updated_at": now})
        session.add(organization)
        session.flush()
    if "name" in changes:
        bump(session, ORGANIZATIONS)
    return organization


def keep_consent_with_its_address(
    current: OrganizationCreate, wanted: OrganizationCreate, *, says_consent: bool
) -> OrganizationCreate:
    """Give what is wanted, without the consent that was given for another address, unless consent is said anew."""
    if says_consent or wanted.contact_email == current.contact_email:
        return wanted
    return wanted.model_copy(update={"contact_email_consent_on": None})


def turn_mail_off(session: Session, organization: Organization, *, now: datetime) -> None:
    """Take back that this organization may be written to; its address stays, for who wants to ask it again."""
    if organization.contact_email_consent_on is not None:
        organization.sqlmodel_update({"contact_email_consent_on": None, "updated_at": now})
        session.add(organization)
        session.flush()


def _require_sensible_consent(wanted: OrganizationCreate, now: datetime) -> None:
    if wanted.contact_email_consent_on is None:
        return
    if wanted.contact_email is None:
        raise invalid("/contactEmailConsentOn", "Hier hoort een contactEmail bij.", "This takes a contactEmail.")
    if wanted.contact_email_consent_on > now.astimezone(AMSTERDAM).date():
        raise invalid("/contactEmailConsentOn", "Deze dag is nog niet geweest.", "This day is still to come.")


def find_or_create_organization(session: Session, name: str, *, now: datetime) -> Organization:
    """Find the organization with this name, or add it; raises ConflictError when several have it."""
    return find_organization_named(session, name) or create_organization(
        session, OrganizationCreate(name=name), now=now
    )
