"""/tables."""

from collections.abc import AsyncIterable
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Header, Path, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.background import BackgroundTask

from api.answers import base_url_of, body_of, location_of, page, single
from api.dependencies import (
    ClockDep,
    DatabaseDep,
    IfMatchHeader,
    LanguageDep,
    PageDep,
    ReadingSessionDep,
    SecretsDep,
    SettingsDep,
)
from api.handovers.actions import create_on_the_spot
from api.handovers.dependencies import AlternativesDep, CreatingDeskDep
from api.idempotency.dependencies import OnceDep
from api.matches.schemas import ClientWrite
from api.matching_tables.actions import (
    Host,
    create_table,
    decide,
    delete_table,
    hand_over,
    remove_seat,
    renew_board,
    set_offers,
    set_seat,
    undo,
)
from api.matching_tables.dependencies import (
    HostNowDep,
    OwnTableDep,
    OwnTableToWriteDep,
    TableIdPath,
    ViewDep,
    WritingViewDep,
)
from api.matching_tables.facts import Reader
from api.matching_tables.handing_over import to_handover
from api.matching_tables.proposals import show_proposal
from api.matching_tables.queries import find_seat, get_table, list_tables
from api.matching_tables.schemas import (
    DecisionList,
    DecisionWrite,
    OffersWrite,
    ProposalRead,
    SeatLabel,
    SeatRead,
    TableCreate,
    TableHandoversWrite,
    TablePage,
    TableRead,
)
from api.matching_tables.stream import Newsroom, to_event
from api.matching_tables.view import TableView, decisions_body, show_decision
from api.pagination import make_page
from api.preconditions import etag_of, require_match
from api.security.dependencies import HostDep
from api.wire import Id

router = APIRouter(prefix="/tables", tags=["tables"])

SeatPath = Annotated[SeatLabel, Path(description="The label of the client on this table; never a name.")]
LastEventIdHeader = Annotated[str | None, Header(pattern=r"^\d{1,15}$", description="Where you were in the stream.")]


@router.post(
    "", status_code=201, response_model=TableRead, operation_id="createTable", summary="Set up a matching table"
)
def create(
    request: Request,
    wanted: TableCreate,
    caller: HostDep,
    once: OnceDep,
    clock: ClockDep,
    secrets: SecretsDep,
    settings: SettingsDep,
) -> Response:
    """An afternoon at which clients and offers meet. It is erased a day after its date at the latest."""
    table = create_table(Host.at(clock, once.session, secrets), wanted, caller.organization_id or "")
    body = TableView(once.session, secrets, base_url_of(request, settings)).body_of(table)
    kept = single(request, body, status=201, location=location_of(request, "tables", table.id))
    return once.keep(kept, about=table.id)


@router.get("", response_model=TablePage, operation_id="listTables", summary="List matching tables")
def list_all(
    request: Request,
    caller: HostDep,
    view: ViewDep,
    clock: ClockDep,
    session: ReadingSessionDep,
    asked: PageDep,
) -> Response:
    """The tables of your own organization, oldest first."""
    rows = list_tables(session, asked, organization_id=caller.organization_id, now=clock.now())
    return page(request, make_page(rows, asked, key=lambda row: row.id, show=view.show(rows)))


@router.get("/{tableId}", response_model=TableRead, operation_id="readTable", summary="Read one matching table")
def read(request: Request, table: OwnTableDep, view: ViewDep) -> Response:
    """The table: labels of clients, offers, decisions, and the address of the board. Profiles are not told."""
    return single(request, view.body_of(table))


@router.delete("/{tableId}", status_code=204, operation_id="deleteTable", summary="Erase one matching table")
def delete(
    table: OwnTableToWriteDep,
    view: WritingViewDep,
    host: HostNowDep,
    database: DatabaseDep,
    if_match: IfMatchHeader = None,
) -> Response:
    """Erase the table with every profile and decision on it, also from the database's log. Handovers stay."""
    require_match(if_match, etag_of(view.body_of(table)))
    delete_table(host.session, table, now=host.now)
    return Response(status_code=204, background=BackgroundTask(database.empty_log))


@router.put(
    "/{tableId}/clients/{seat}",
    response_model=SeatRead,
    responses={201: {"model": SeatRead, "description": "Created"}},
    operation_id="setTableClient",
    summary="Put a client at the table",
)
def put_client(
    request: Request,
    seat: SeatPath,
    profile: ClientWrite,
    table: OwnTableToWriteDep,
    host: HostNowDep,
    settings: SettingsDep,
    language: LanguageDep,
    if_match: IfMatchHeader = None,
) -> Response:
    """The nameless profile of the client at this label; the answer tells how many offers at the table suit."""
    reader = Reader(host.session, host.secrets, settings, language=language)
    before = find_seat(host.session, table.id, seat)
    require_match(if_match, etag_of(body_of(reader.show_seat(table, before))) if before else None)
    kept, is_new = set_seat(host, table, seat, profile)
    body = body_of(reader.show_seat(table, kept))
    location = location_of(request, "tables", table.id, "clients", quote(seat))
    return single(request, body, status=201 if is_new else 200, location=location)


@router.delete(
    "/{tableId}/clients/{seat}",
    status_code=204,
    operation_id="removeTableClient",
    summary="Erase a client from the table",
)
def delete_client(seat: SeatPath, table: OwnTableToWriteDep, host: HostNowDep) -> Response:
    """Erase the profile, and what was decided about it."""
    remove_seat(host, table, seat)
    return Response(status_code=204)


@router.put(
    "/{tableId}/offers", response_model=TableRead, operation_id="setTableOffers", summary="Choose the table's offers"
)
def put_offers(
    request: Request,
    wanted: OffersWrite,
    table: OwnTableToWriteDep,
    host: HostNowDep,
    view: WritingViewDep,
    if_match: IfMatchHeader = None,
) -> Response:
    """The offers by their ids, or all that are open now within a distance of a postcode."""
    require_match(if_match, etag_of(view.body_of(table)))
    set_offers(host, table, wanted)
    return single(request, view.body_of(table))


@router.post(
    "/{tableId}/proposals", response_model=ProposalRead, operation_id="proposeForTable", summary="Ask for the best fit"
)
def propose(
    request: Request,
    table: OwnTableDep,
    session: ReadingSessionDep,
    secrets: SecretsDep,
    settings: SettingsDep,
    language: LanguageDep,
) -> Response:
    """The best allocation for everyone together: first most clients with an offer, then the highest total score."""
    facts = Reader(session, secrets, settings, language=language).read(table)
    response = single(request, body_of(show_proposal(facts, language)))
    response.headers["Content-Language"] = language
    return response


@router.put(
    "/{tableId}/decisions/{seat}",
    response_model=DecisionList,
    operation_id="decideForTableClient",
    summary="Decide about a client",
)
def put_decision(
    request: Request,
    seat: SeatPath,
    wanted: DecisionWrite,
    table: OwnTableToWriteDep,
    host: HostNowDep,
    if_match: IfMatchHeader = None,
) -> Response:
    """Pin an offer, veto one, or agree. Vetoes stand side by side; a pin or an agreement replaces the one before."""
    require_match(if_match, etag_of(decisions_body(host.session, table.id, seat)))
    decide(host, table, seat, wanted.type, wanted.offer_id)
    return single(request, decisions_body(host.session, table.id, seat))


@router.delete(
    "/{tableId}/decisions/{seat}",
    status_code=204,
    operation_id="undoTableDecisions",
    summary="Take a decision back",
)
def delete_decisions(
    seat: SeatPath,
    table: OwnTableToWriteDep,
    host: HostNowDep,
    offer_id: Annotated[
        Id | None, Query(alias="offerId", description="Only what was decided about this offer.")
    ] = None,
    if_match: IfMatchHeader = None,
) -> Response:
    """Undo all that was decided about a client, or about one offer for this client."""
    require_match(if_match, etag_of(decisions_body(host.session, table.id, seat)))
    undo(host, table, seat, offer_id=offer_id)
    return Response(status_code=204)


@router.post(
    "/{tableId}/handovers",
    status_code=201,
    response_model=DecisionList,
    operation_id="handOverFromTable",
    summary="Turn agreements into handovers",
)
def create_handovers(
    request: Request,
    table_id: TableIdPath,
    wanted: TableHandoversWrite,
    caller: HostDep,
    desk: CreatingDeskDep,
    once: OnceDep,
    alternatives: AlternativesDep,
) -> Response:
    """Each agreement becomes a handover on the spot, with its appointment; it is born introduced. All or none."""
    table = get_table(desk.session, table_id, organization_id=caller.organization_id, now=desk.now)
    host = Host(desk.session, desk.secrets, desk.now, desk.today)
    by_seat = {each.seat: each for each in wanted.handovers}

    def bring(seat: str, offer_id: str) -> str:
        return create_on_the_spot(desk, to_handover(by_seat[seat], offer_id), caller, alternatives.find).id

    decisions = hand_over(host, table, list(by_seat), bring)
    body = body_of(DecisionList(items=[show_decision(each) for each in decisions]))
    kept = single(request, body, status=201, location=location_of(request, "tables", table.id))
    return once.keep(kept, about=table.id)


@router.post(
    "/{tableId}/board-links",
    status_code=201,
    response_model=TableRead,
    operation_id="renewTableBoard",
    summary="Give the board a new address",
)
def create_board_link(request: Request, table: OwnTableToWriteDep, host: HostNowDep, view: WritingViewDep) -> Response:
    """A new `boardUrl`; the old one opens nothing any more."""
    renew_board(host, table)
    return single(request, view.body_of(table), status=201, location=location_of(request, "tables", table.id))


@router.get(
    "/{tableId}/stream",
    response_class=EventSourceResponse,
    operation_id="followTable",
    summary="Follow a matching table live",
)
async def follow(
    request: Request, table: OwnTableDep, last_event_id: LastEventIdHeader = None
) -> AsyncIterable[ServerSentEvent]:
    """Every change as a server-sent event; with `Last-Event-ID` everything since that number comes first."""
    newsroom: Newsroom = request.app.state.newsroom
    async for news in newsroom.follow(table, last_event_id):
        yield to_event(news)
