"""/tables: a matching table, its clients and its offers."""

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.background import BackgroundTask

from api.clients.schemas import ClientWrite
from api.matching_tables.actions import Host, create_table, delete_table, remove_seat, set_offers, set_seat
from api.matching_tables.dependencies import (
    HostNowDep,
    OwnTableDep,
    OwnTableToWriteDep,
    SeatPath,
    ViewDep,
    WritingReaderDep,
    WritingViewDep,
)
from api.matching_tables.queries import find_seat, get_seat, list_tables
from api.matching_tables.schemas import OffersWrite, SeatRead, TableCreate, TablePage, TableRead
from api.matching_tables.view import TableView
from api.platform.requests.dependencies import (
    ClockDep,
    DatabaseDep,
    IfMatchHeader,
    PageDep,
    ReadingSessionDep,
    SecretsDep,
    SettingsDep,
)
from api.platform.requests.once.dependencies import OnceDep
from api.platform.security.dependencies import HostDep
from api.platform.web.answers import base_url_of, body_of, location_of, page, single
from api.platform.web.pagination import make_page
from api.platform.web.preconditions import etag_of, require_match

router = APIRouter(prefix="/tables", tags=["tables"])


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
    reader: WritingReaderDep,
    if_match: IfMatchHeader = None,
) -> Response:
    """The nameless profile of the client at this label; the answer tells how many offers at the table suit."""
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
def delete_client(
    seat: SeatPath,
    table: OwnTableToWriteDep,
    host: HostNowDep,
    reader: WritingReaderDep,
    if_match: IfMatchHeader = None,
) -> Response:
    """Erase the profile, and what was decided about it."""
    require_match(if_match, etag_of(body_of(reader.show_seat(table, get_seat(host.session, table.id, seat)))))
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
