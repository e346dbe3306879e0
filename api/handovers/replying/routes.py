"""/calendar-links: addresses to subscribe to with all appointments of one's own organization."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.handovers.replying.calendar_links import (
    create_calendar_link,
    get_calendar_link,
    get_calendar_link_to_change,
    list_calendar_links,
    show_calendar_link,
)
from api.handovers.replying.schemas import CalendarLinkCreate, CalendarLinkPage, CalendarLinkRead
from api.platform.requests.dependencies import PageDep, ReadingDeskDep, WritingDeskDep
from api.platform.requests.once.dependencies import CreatingDeskDep
from api.platform.security.dependencies import PARTIES, AnyCallerDep, PartyDep
from api.platform.web.answers import body_of, unpacked
from api.platform.web.pagination import make_page
from api.platform.web.shapes import Id

router = APIRouter(prefix="/calendar-links", tags=["handovers"])

LinkIdPath = Annotated[Id, Path(alias="linkId", description="Which address.")]


@router.post(
    "",
    status_code=201,
    response_model=CalendarLinkRead,
    operation_id="createCalendarLink",
    summary="Make an address to subscribe to",
    dependencies=[PARTIES],
)
def create(caller: AnyCallerDep, desk: CreatingDeskDep, wanted: CalendarLinkCreate | None = None) -> Response:
    """Put all appointments of your organization in a calendar, moved and called off too; no word about a client."""
    link = create_calendar_link(desk, wanted, caller.organization_id or "")
    body = body_of(show_calendar_link(desk, link, desk.base_url))
    return desk.answer(body, status=201, location=("calendar-links", link.id))


@router.get(
    "", response_model=CalendarLinkPage, operation_id="listCalendarLinks", summary="List your calendar addresses"
)
def list_all(caller: PartyDep, desk: ReadingDeskDep, asked: PageDep) -> Response:
    """List the addresses of your own organization, oldest first."""
    rows = list_calendar_links(desk.session, caller.organization_id or "", asked)
    shown = make_page(
        rows, asked, key=lambda row: row.id, show=lambda row: show_calendar_link(desk, row, desk.base_url)
    )
    return unpacked(desk.answer_page(shown))


@router.get(
    "/{linkId}",
    response_model=CalendarLinkRead,
    operation_id="readCalendarLink",
    summary="Read one calendar address",
)
def read(link_id: LinkIdPath, caller: PartyDep, desk: ReadingDeskDep) -> Response:
    """Read one address of your own organization."""
    link = get_calendar_link(desk.session, link_id, caller.organization_id)
    return desk.answer(body_of(show_calendar_link(desk, link, desk.base_url)))


@router.delete(
    "/{linkId}",
    status_code=204,
    operation_id="revokeCalendarLink",
    summary="Revoke one calendar address",
    dependencies=[PARTIES],
)
def revoke(link_id: LinkIdPath, caller: AnyCallerDep, desk: WritingDeskDep) -> Response:
    """Revoke an address: it opens nothing any more, from the next look on."""
    link = get_calendar_link_to_change(desk.session, link_id, caller.organization_id)
    desk.require_unchanged(body_of(show_calendar_link(desk, link, desk.base_url)))
    desk.session.delete(link)
    return Response(status_code=204)
