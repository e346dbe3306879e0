"""Which organizations there are."""

from collections.abc import Collection, Mapping, Sequence

from sqlmodel import Session, col, select

from api.catalogue.organizations.tables import Organization
from api.platform.security.roles import Caller, Role
from api.platform.storage.database import get_to_change
from api.platform.web.pagination import PageRequest
from api.platform.web.problems import ConflictError, NotFoundError, Words


def get_organization(session: Session, organization_id: str) -> Organization:
    """Return the organization with this id; raises NotFoundError."""
    organization = session.get(Organization, organization_id)
    if organization is None:
        raise organization_not_found()
    return organization


def get_organization_to_change(session: Session, organization_id: str) -> Organization:
    """Return the organization with this id, held until the transaction ends; raises NotFoundError."""
    organization = get_to_change(session, Organization, organization_id)
    if organization is None:
        raise organization_not_found()
    return organization


def require_own_organization(session: Session, organization_id: str, caller: Caller) -> None:
    """Raise NotFoundError unless this is the caller's own organization, or the caller is an admin."""
    get_organization(session, organization_id)
    if caller.role is not Role.ADMIN and caller.organization_id != organization_id:
        raise organization_not_found()


def organization_not_found() -> NotFoundError:
    """Return the error for an organization that is not there."""
    return NotFoundError(Words("Deze organisatie is er niet.", "There is no such organization."))


def list_organizations(session: Session, request: PageRequest) -> Sequence[Organization]:
    """List organizations in the order in which they came, and one more than was asked."""
    query = select(Organization).order_by(col(Organization.id)).limit(request.limit + 1)
    if request.after is not None:
        query = query.where(col(Organization.id) > request.after)
    return session.exec(query).all()


def get_organizations(session: Session, ids: Collection[str]) -> Mapping[str, Organization]:
    """Return the organizations with these ids by id."""
    query = select(Organization).where(col(Organization.id).in_(ids))
    return {organization.id: organization for organization in session.exec(query)}


def get_organization_names(session: Session, ids: Collection[str] | None = None) -> dict[str, str]:
    """Return what the organizations with these ids are called, or all of them, by id."""
    query = select(Organization.id, Organization.name)
    found = session.exec(query if ids is None else query.where(col(Organization.id).in_(ids)))
    return dict(found.all())


def list_organization_names(session: Session) -> Sequence[str]:
    """List what organizations are called, in the order in which they came."""
    return session.exec(select(Organization.name).order_by(col(Organization.id))).all()


def list_organizations_by_name(session: Session) -> Sequence[tuple[str, str]]:
    """List what organizations are called, each with its id; of two with one name the older one comes last."""
    return session.exec(select(Organization.name, Organization.id).order_by(col(Organization.id).desc())).all()


def find_organization_named(session: Session, name: str) -> Organization | None:
    """Find the one organization with exactly this name or id; raises ConflictError when several have the name."""
    query = select(Organization).where((col(Organization.name) == name) | (col(Organization.id) == name))
    found = session.exec(query.limit(2)).all()
    if len(found) > 1:
        raise ConflictError(
            Words("Meer organisaties heten zo; noem het id.", "Several organizations have this name; give the id.")
        )
    return found[0] if found else None
