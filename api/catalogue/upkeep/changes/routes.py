"""/changes."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.catalogue.offers.dependencies import ViewDep
from api.catalogue.upkeep.changes.queries import list_changes
from api.catalogue.upkeep.changes.schemas import ChangePage
from api.catalogue.upkeep.changes.view import find_stretch, show_changes
from api.platform.requests.dependencies import LimitQuery, ReadingDeskDep
from api.platform.web.pagination import DEFAULT_LIMIT

router = APIRouter(tags=["upkeep"])

_SINCE = "A `cursor` or `nextCursor` of this list, or a moment as 2026-11-22T09:30:00Z; left out: from the beginning."
SinceQuery = Annotated[str | None, Query(max_length=40, description=_SINCE)]


@router.get("/changes", response_model=ChangePage, operation_id="listChanges", summary="List what changed about offers")
def list_all(
    view: ViewDep, desk: ReadingDeskDep, since: SinceQuery = None, limit: LimitQuery = DEFAULT_LIMIT
) -> Response:
    """List every change of offers in order, also what went; ask on with `nextCursor`, and nothing comes twice."""
    stretch = find_stretch(desk.session, since)
    rows = list_changes(desk.session, stretch, view.caller, limit=limit)
    return desk.answer_page(show_changes(rows, stretch, view, limit=limit), key="since")
