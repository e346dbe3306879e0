"""/reports/participation and /report-links: counts for who answers for a programme, and a page with them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.platform.requests.dependencies import OlderDeskDep, PageDep, ReadingDeskDep, WritingDeskDep
from api.platform.requests.once.dependencies import CreatingDeskDep
from api.platform.security.dependencies import ADMINS, ANALYSTS
from api.platform.web.answers import body_of
from api.platform.web.pagination import make_page
from api.reports.dependencies import CSV, ReportLinkIdPath, ReportOrder, get_report_order
from api.reports.links import (
    create_report_link,
    get_report_link,
    get_report_link_to_change,
    list_report_links,
    show_new_report_link,
    show_report_link,
)
from api.reports.schemas import NewReportLinkRead, ReportLinkCreate, ReportLinkPage, ReportLinkRead, ReportRead
from api.reports.tabular import to_table
from api.reports.view import ReportView
from api.reports.vocabulary import ReportForm

router = APIRouter(tags=["reports"])


@router.get(
    "/reports/participation",
    response_model=ReportRead,
    responses={200: {"content": {CSV: {"schema": {"type": "string", "maxLength": 1_000_000}}}}},
    operation_id="readParticipationReport",
    summary="Read how people take part",
    dependencies=[ANALYSTS],
)
def read(desk: OlderDeskDep, asked: Annotated[ReportOrder, Depends(get_report_order)]) -> Response:
    """Read what was counted in a period, each count with what it means; never a person.

    A half-year is told once it is over, with its quarters and months. Counts below five are null, and so is whatever
    would let one be worked out.
    """
    report = ReportView(desk.session, desk.settings, desk.language, desk.now, desk.today).show(asked.period, asked.by)
    is_table = asked.form is ReportForm.CSV
    answer = (
        desk.answer(to_table(report), media_type=f"{CSV}; charset=utf-8") if is_table else desk.answer(body_of(report))
    )
    answer.headers["Vary"] = "Accept, Accept-Language"
    return answer


@router.post(
    "/report-links",
    status_code=201,
    response_model=NewReportLinkRead,
    operation_id="createReportLink",
    summary="Make an address of the page with the report",
    dependencies=[ADMINS],
)
def create(desk: CreatingDeskDep, wanted: ReportLinkCreate | None = None) -> Response:
    """Make an address at which a councillor reads the report in a browser, without a key; it is told this once."""
    link, token = create_report_link(desk, wanted)
    body = body_of(show_new_report_link(link, token, desk.base_url))
    return desk.answer(body, status=201, location=("report-links", link.id))


@router.get(
    "/report-links",
    response_model=ReportLinkPage,
    operation_id="listReportLinks",
    summary="List the addresses of the page with the report",
    dependencies=[ADMINS],
)
def list_all(desk: ReadingDeskDep, asked: PageDep) -> Response:
    """List the addresses, oldest first, without what opens them."""
    rows = list_report_links(desk.session, asked)
    return desk.answer_page(make_page(rows, asked, key=lambda row: row.id, show=show_report_link))


@router.get(
    "/report-links/{linkId}",
    response_model=ReportLinkRead,
    operation_id="readReportLink",
    summary="Read one address of the page with the report",
    dependencies=[ADMINS],
)
def read_link(link_id: ReportLinkIdPath, desk: ReadingDeskDep) -> Response:
    """Read until when one address works."""
    return desk.answer(body_of(show_report_link(get_report_link(desk.session, link_id))))


@router.delete(
    "/report-links/{linkId}",
    status_code=204,
    operation_id="revokeReportLink",
    summary="Revoke one address of the page with the report",
    dependencies=[ADMINS],
)
def revoke(link_id: ReportLinkIdPath, desk: WritingDeskDep) -> Response:
    """Revoke an address: it opens nothing any more, from the next look on."""
    link = get_report_link_to_change(desk.session, link_id)
    desk.require_unchanged(body_of(show_report_link(link)))
    desk.session.delete(link)
    return Response(status_code=204)
