"""/organizations."""

from fastapi import APIRouter, Response

from api.catalogue.organizations.actions import (
    change_organization,
    create_organization,
    keep_consent_with_its_address,
)
from api.catalogue.organizations.queries import (
    get_organization,
    get_organization_to_change,
    list_organizations,
    require_own_organization,
)
from api.catalogue.organizations.schemas import OrganizationCreate, OrganizationPage, OrganizationRead
from api.catalogue.organizations.view import show_organization, to_wanted
from api.platform.mail.queries import list_mails
from api.platform.mail.schemas import MailPage
from api.platform.mail.view import show_mail
from api.platform.requests.dependencies import (
    OrganizationIdPath,
    PageDep,
    ReadingDeskDep,
    WritingDeskDep,
)
from api.platform.requests.once.dependencies import CreatingDeskDep
from api.platform.security.dependencies import ADMINS, AnyCallerDep, MemberDep
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
    dependencies=[ADMINS],
)
def create(wanted: OrganizationCreate, desk: CreatingDeskDep) -> Response:
    """Add an organization that provides offers, or whose coaches ask for matches."""
    organization = create_organization(desk.session, wanted, now=desk.now)
    body = body_of(show_organization(organization, desk.known_caller))
    return desk.answer(body, status=201, location=("organizations", organization.id))


@router.get("", response_model=OrganizationPage, operation_id="listOrganizations", summary="List organizations")
def list_all(caller: AnyCallerDep, desk: ReadingDeskDep, asked: PageDep) -> Response:
    """List every organization, oldest first."""
    rows = list_organizations(desk.session, asked)
    shown = make_page(rows, asked, key=lambda row: row.id, show=lambda row: show_organization(row, caller))
    return desk.answer_page(shown)


@router.get(
    "/{organizationId}",
    response_model=OrganizationRead,
    operation_id="readOrganization",
    summary="Read one organization",
)
def read(organization_id: OrganizationIdPath, caller: AnyCallerDep, desk: ReadingDeskDep) -> Response:
    """Read one organization."""
    return desk.answer(body_of(show_organization(get_organization(desk.session, organization_id), caller)))


@router.patch(
    "/{organizationId}",
    response_model=OrganizationRead,
    operation_id="changeOrganization",
    openapi_extra={MERGE_PATCH_OF: "OrganizationCreate"},
    summary="Change one organization",
    dependencies=[ADMINS],
)
def change(
    organization_id: OrganizationIdPath, patch: MergePatchBody, caller: AnyCallerDep, desk: WritingDeskDep
) -> Response:
    """Change what is named (JSON Merge Patch); a new `contactEmail` takes a `contactEmailConsentOn` of its own."""
    organization = get_organization_to_change(desk.session, organization_id)
    current = to_wanted(organization)
    wanted = apply_patch(current, patch)
    wanted = keep_consent_with_its_address(current, wanted, says_consent="contactEmailConsentOn" in patch)
    desk.require_unchanged(body_of(show_organization(organization, caller)))
    change_organization(desk.session, organization, wanted, now=desk.now)
    return desk.answer(body_of(show_organization(organization, caller)))


@router.get(
    "/{organizationId}/mails",
    response_model=MailPage,
    operation_id="listMails",
    summary="List what was mailed to an organization",
    tags=["mails"],
)
def list_all_mails(
    organization_id: OrganizationIdPath, caller: MemberDep, desk: ReadingDeskDep, asked: PageDep
) -> Response:
    """List every mail of the last weeks to your own organization, newest first: what it was about, and how it went."""
    require_own_organization(desk.session, organization_id, caller)
    rows = list_mails(desk.session, organization_id, asked)
    return desk.answer_page(make_page(rows, asked, key=lambda row: row.id, show=lambda row: show_mail(row, caller)))
