"""/organizations."""

from fastapi import APIRouter, Request, Response

from api.catalogue.organizations.actions import change_organization, create_organization
from api.catalogue.organizations.queries import (
    get_organization,
    get_organization_to_change,
    list_organizations,
)
from api.catalogue.organizations.schemas import OrganizationCreate, OrganizationPage, OrganizationRead
from api.catalogue.organizations.tables import Organization
from api.platform.requests.dependencies import (
    ClockDep,
    IfMatchHeader,
    OrganizationIdPath,
    PageDep,
    ReadingSessionDep,
    WritingSessionDep,
)
from api.platform.requests.once.dependencies import OnceDep
from api.platform.security.dependencies import AdminDep, AnyCallerDep
from api.platform.web.answers import body_of, location_of, page, single
from api.platform.web.openapi import MERGE_PATCH_OF
from api.platform.web.pagination import make_page
from api.platform.web.patches import MergePatchBody, apply_patch
from api.platform.web.preconditions import etag_of, require_match

router = APIRouter(prefix="/organizations", tags=["organizations"])


@router.post(
    "",
    status_code=201,
    response_model=OrganizationRead,
    operation_id="createOrganization",
    summary="Add an organization",
)
def create(request: Request, wanted: OrganizationCreate, _caller: AdminDep, once: OnceDep, clock: ClockDep) -> Response:
    """An organization that provides offers, or whose coaches ask for matches."""
    organization = create_organization(once.session, wanted, now=clock.now())
    location = location_of(request, "organizations", organization.id)
    return once.keep(single(request, _body(organization), status=201, location=location))


@router.get("", response_model=OrganizationPage, operation_id="listOrganizations", summary="List organizations")
def list_all(
    request: Request,
    _caller: AnyCallerDep,
    session: ReadingSessionDep,
    asked: PageDep,
) -> Response:
    """Every organization, oldest first."""
    rows = list_organizations(session, asked)
    answer = make_page(rows, asked, key=lambda row: row.id, show=OrganizationRead.model_validate)
    return page(request, answer)


@router.get(
    "/{organizationId}",
    response_model=OrganizationRead,
    operation_id="readOrganization",
    summary="Read one organization",
)
def read(
    request: Request, organization_id: OrganizationIdPath, _caller: AnyCallerDep, session: ReadingSessionDep
) -> Response:
    """One organization."""
    return single(request, _body(get_organization(session, organization_id)))


@router.patch(
    "/{organizationId}",
    response_model=OrganizationRead,
    operation_id="changeOrganization",
    openapi_extra={MERGE_PATCH_OF: "OrganizationCreate"},
    summary="Change one organization",
)
def change(
    request: Request,
    organization_id: OrganizationIdPath,
    patch: MergePatchBody,
    _caller: AdminDep,
    session: WritingSessionDep,
    clock: ClockDep,
    if_match: IfMatchHeader = None,
) -> Response:
    """Change what is named (JSON Merge Patch)."""
    organization = get_organization_to_change(session, organization_id)
    current = OrganizationCreate(
        name=organization.name, description=organization.description, website=organization.website
    )
    wanted = apply_patch(current, patch)
    require_match(if_match, etag_of(_body(organization)))
    change_organization(session, organization, wanted, now=clock.now())
    return single(request, _body(organization))


def _body(organization: Organization) -> bytes:
    return body_of(OrganizationRead.model_validate(organization))
