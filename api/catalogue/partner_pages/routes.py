"""/organizations/{organizationId}/page-links: addresses of a page for partners without a system."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from api.catalogue.partner_pages.links import (
    create_page_link,
    get_page_link,
    get_page_link_to_change,
    list_page_links,
    require_own_organization,
    revoke_page_link,
    show_new_page_link,
    show_page_link,
)
from api.catalogue.partner_pages.schemas import NewPageLinkRead, PageLinkCreate, PageLinkPage, PageLinkRead
from api.platform.requests.dependencies import OrganizationIdPath, PageDep, ReadingDeskDep, WritingDeskDep
from api.platform.requests.once.dependencies import CreatingDeskDep
from api.platform.security.dependencies import WRITERS, WriterDep
from api.platform.web.answers import body_of
from api.platform.web.pagination import make_page
from api.platform.web.shapes import Id

router = APIRouter(prefix="/organizations/{organizationId}/page-links", tags=["partner-pages"])

PageLinkIdPath = Annotated[Id, Path(alias="linkId", description="Which address.")]


def get_own_organization(organization_id: OrganizationIdPath, caller: WriterDep) -> str:
    """Return the organization in the address; raises NotFoundError for another one than the caller's own."""
    require_own_organization(caller, organization_id)
    return organization_id


OwnOrganizationDep = Annotated[str, Depends(get_own_organization)]


@router.post(
    "",
    status_code=201,
    response_model=NewPageLinkRead,
    operation_id="createPageLink",
    summary="Make an address for a partner without a system",
    dependencies=[WRITERS],
)
def create(
    organization_id: OwnOrganizationDep, desk: CreatingDeskDep, wanted: PageLinkCreate | None = None
) -> Response:
    """Make an address at which a partner keeps up its offers in a browser, without a key; it is told this once."""
    link, token = create_page_link(desk, wanted, organization_id)
    body = body_of(show_new_page_link(link, token, desk.base_url))
    return desk.answer(body, status=201, location=("organizations", organization_id, "page-links", link.id))


@router.get("", response_model=PageLinkPage, operation_id="listPageLinks", summary="List the addresses of a partner")
def list_all(organization_id: OwnOrganizationDep, desk: ReadingDeskDep, asked: PageDep) -> Response:
    """List the addresses of the organization's page, oldest first, without what opens them."""
    rows = list_page_links(desk.session, organization_id, asked)
    return desk.answer_page(make_page(rows, asked, key=lambda row: row.id, show=show_page_link))


@router.get(
    "/{linkId}", response_model=PageLinkRead, operation_id="readPageLink", summary="Read one address of a partner"
)
def read(organization_id: OwnOrganizationDep, link_id: PageLinkIdPath, desk: ReadingDeskDep) -> Response:
    """Read until when one address works."""
    return desk.answer(body_of(show_page_link(get_page_link(desk.session, link_id, organization_id))))


@router.delete(
    "/{linkId}",
    status_code=204,
    operation_id="revokePageLink",
    summary="Revoke one address of a partner",
    dependencies=[WRITERS],
)
def revoke(organization_id: OwnOrganizationDep, link_id: PageLinkIdPath, desk: WritingDeskDep) -> Response:
    """Revoke an address: it opens nothing any more, from the next look on."""
    link = get_page_link_to_change(desk.session, link_id, organization_id)
    desk.require_unchanged(body_of(show_page_link(link)))
    revoke_page_link(desk.session, link)
    return Response(status_code=204)
