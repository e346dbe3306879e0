"""/audit-events: who did what."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.platform.audit.queries import list_audit_events
from api.platform.audit.schemas import AuditEventPage
from api.platform.audit.view import show_audit_event
from api.platform.requests.dependencies import PageDep, ReadingDeskDep
from api.platform.security.dependencies import ADMINS
from api.platform.web.pagination import make_page
from api.platform.web.shapes import Moment

router = APIRouter(tags=["audit"])

AuditedSinceQuery = Annotated[Moment | None, Query(description="Only what was done at this moment or later.")]


@router.get(
    "/audit-events",
    response_model=AuditEventPage,
    operation_id="listAuditEvents",
    summary="List who did what",
    dependencies=[ADMINS],
)
def list_all(desk: ReadingDeskDep, asked: PageDep, since: AuditedSinceQuery = None) -> Response:
    """List who did what to which resource, oldest first: every write, every reading about a client, every refusal."""
    rows = list_audit_events(desk.session, asked, since=since)
    return desk.answer_page(make_page(rows, asked, key=lambda row: row.id, show=show_audit_event))
