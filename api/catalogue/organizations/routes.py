"""/organizations."""

from fastapi import APIRouter, Response

from api.catalogue.organizations.actions import change_organization, create_organization
from api.catalogue.organizations.queries import (
    get_organization,
    get_organization_to_change,
    list_organizations,
)
from api.catalogue.organizations.schemas import OrganizationCreate, OrganizationPage, OrganizationRead
from api.catalogue.organizations.tables import Organization
from api.platform.requests.dependencies import (
    OrganizationIdPath,
    PageDep,
    ReadingDeskDep,
    WritingDeskDep,
)
from api.platform.requests.once.dependencies import CreatingDeskDep
from api.platform.security.dependencies import AdminDep, AnyCallerDep
from api.platform.web.answers import body_of
from api.platform.web.openapi import MERGE_PATCH_OF
from api.platform.web.pagination import make_page
from api.platform.web.patches import MergePatchBody, apply_patch

router = APIRouter(prefix="/organizations", tags=["organizations"])


@router.post(
    "",
    status_code=201,
    response_model=OrganizationRead,
    operation_id="createOrganization",
    summary="Add an organization",
)
def create(wanted: OrganizationCreate, _caller: AdminDep, desk: CreatingDeskDep) -> Response:
    """Add an organization that provides offers, or whose coaches ask for matches."""
    organization = create_organization(desk.session, wanted, now=desk.now)
    return desk.answer(_body(organization), status=201, location=("organizations", organization.id))


@router.get("", response_model=OrganizationPage, operation_id="listOrganizations", summary="List organizations")
def list_all(_caller: AnyCallerDep, desk: ReadingDeskDep, asked: PageDep) -> Response:
    """List every organization, oldest first."""
    rows = list_organizations(desk.session, asked)
    return desk.answer_page(make_page(rows, asked, key=lambda row: row.id, show=OrganizationRead.model_validate))


@router.get(
    "/{organizationId}",
    response_model=OrganizationRead,
    operation_id="readOrganization",
    summary="Read one organization",
)
def read(organization_id: OrganizationIdPath, _caller: AnyCallerDep, desk: ReadingDeskDep) -> Response:
    """Read one organization."""
    return desk.answer(_body(get_organization(desk.session, organization_id)))


@router.patch(
    "/{organizationId}",
    response_model=OrganizationRead,
    operation_id="changeOrganization",
    openapi_extra={MERGE_PATCH_OF: "OrganizationCreate"},
    summary="Change one organization",
)
def change(
    organization_id: OrganizationIdPath, patch: MergePatchBody, _caller: AdminDep, desk: WritingDeskDep
) -> Response:
    """Change what is named (JSON Merge Patch)."""
    organization = get_organization_to_change(desk.session, organization_id)
    current = OrganizationCreate(
        name=organization.name, description=organization.description, website=organization.website
    )
    wanted = apply_patch(current, patch)
    desk.require_unchanged(_body(organization))
    change_organization(desk.session, organization, wanted, now=desk.now)
    return desk.answer(_body(organization))


def _body(organization: Organization) -> bytes:
    return body_of(OrganizationRead.model_validate(organization))
