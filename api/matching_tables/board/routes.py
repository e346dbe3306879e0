"""/tables/{id}/board-links and stream: what people at a table look at together."""

from collections.abc import AsyncIterable

from fastapi import APIRouter, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.matching_tables.actions import renew_board
from api.matching_tables.board.stream import Newsroom, to_event
from api.matching_tables.dependencies import (
    LastEventIdHeader,
    OwnTableDep,
    OwnTableToWriteDep,
)
from api.matching_tables.schemas import TableRead
from api.matching_tables.view import TableView
from api.platform.node import node_of
from api.platform.requests.dependencies import WritingDeskDep
from api.platform.security.dependencies import HOSTS

router = APIRouter(prefix="/tables", tags=["tables"])


@router.post(
    "/{tableId}/board-links",
    status_code=201,
    response_model=TableRead,
    operation_id="renewTableBoard",
    summary="Give the board a new address",
    dependencies=[HOSTS],
)
def create_board_link(table: OwnTableToWriteDep, desk: WritingDeskDep) -> Response:
    """Make a new `boardUrl`; the old one opens nothing any more."""
    desk.require_unchanged(TableView(desk).body_of(table))
    renew_board(desk, table)
    return desk.answer(TableView(desk).body_of(table), status=201, location=("tables", table.id))


@router.get(
    "/{tableId}/stream",
    response_class=EventSourceResponse,
    operation_id="followTable",
    summary="Follow a matching table live",
)
async def follow(
    request: Request, table: OwnTableDep, last_event_id: LastEventIdHeader = None
) -> AsyncIterable[ServerSentEvent]:
    """Send every change as a server-sent event; with `Last-Event-ID` everything since that number comes first."""
    newsroom = node_of(request).part(Newsroom)
    async for news in newsroom.follow(table, last_event_id):
        yield to_event(news)
