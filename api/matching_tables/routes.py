"""/tables: a matching table, its clients and its offers."""

from urllib.parse import quote

from fastapi import APIRouter, Response
from starlette.background import BackgroundTask

from api.clients.schemas import ClientWrite
from api.matching_tables.actions import create_table, delete_table, remove_seat, set_offers, set_seat
from api.matching_tables.dependencies import (
    OwnTableDep,
    OwnTableToWriteDep,
    SeatPath,
)
from api.matching_tables.facts import Reader
from api.matching_tables.queries import find_seat, get_seat, list_tables
from api.matching_tables.schemas import OffersWrite, SeatRead, TableCreate, TablePage, TableRead
from api.matching_tables.view import TableView
from api.platform.requests.dependencies import (
    PageDep,
    ReadingDeskDep,
    WritingDeskDep,
)
from api.platform.requests.once.dependencies import CreatingDeskDep
from api.platform.security.dependencies import HOSTS, AnyCallerDep, HostDep
from api.platform.web.answers import body_of, unpacked
from api.platform.web.pagination import make_page

router = APIRouter(prefix="/tables", tags=["tables"])


@router.post(
    "",
    status_code=201,
    response_model=TableRead,
    operation_id="createTable",
    summary="Set up a matching table",
    dependencies=[HOSTS],
)
def create(wanted: TableCreate, caller: AnyCallerDep, desk: CreatingDeskDep) -> Response:
    """Plan an afternoon at which clients and offers meet. It is erased a day after its date at the latest."""
    table = create_table(desk, wanted, caller.organization_id or "")
    body = TableView(desk).body_of(table)
    return desk.answer(body, status=201, location=("tables", table.id), about=table.id)


@router.get("", response_model=TablePage, operation_id="listTables", summary="List matching tables")
def list_all(caller: HostDep, desk: ReadingDeskDep, asked: PageDep) -> Response:
    """List the tables of your own organization, oldest first."""
    rows = list_tables(desk.session, asked, organization_id=caller.organization_id, now=desk.now)
    return unpacked(desk.answer_page(make_page(rows, asked, key=lambda row: row.id, show=TableView(desk).show(rows))))


@router.get("/{tableId}", response_model=TableRead, operation_id="readTable", summary="Read one matching table")
def read(table: OwnTableDep, desk: ReadingDeskDep) -> Response:
    """Read the table: labels of clients, offers, decisions, and the board's address. Profiles are not told."""
    return desk.answer(TableView(desk).body_of(table))


@router.delete(
    "/{tableId}", status_code=204, operation_id="deleteTable", summary="Erase one matching table", dependencies=[HOSTS]
)
def delete(table: OwnTableToWriteDep, desk: WritingDeskDep) -> Response:
    """Erase the table with every profile and decision on it, also from the database's log. Handovers stay."""
    desk.require_unchanged(TableView(desk).body_of(table))
    delete_table(desk.session, table, now=desk.now)
    return Response(status_code=204, background=BackgroundTask(desk.node.database.empty_log))


@router.put(
    "/{tableId}/clients/{seat}",
    response_model=SeatRead,
    responses={201: {"model": SeatRead, "description": "Created"}},
    operation_id="setTableClient",
    summary="Put a client at the table",
    dependencies=[HOSTS],
)
def put_client(seat: SeatPath, profile: ClientWrite, table: OwnTableToWriteDep, desk: WritingDeskDep) -> Response:
    """Put the client's nameless profile at this label; the answer tells how many offers at the table suit."""
    reader = Reader(desk, language=desk.language)
    before = find_seat(desk.session, table.id, seat)
    desk.require_unchanged(body_of(reader.show_seat(table, before)) if before else None)
    kept, is_new = set_seat(desk, table, seat, profile)
    body = body_of(reader.show_seat(table, kept))
    return desk.answer(body, status=201 if is_new else 200, location=("tables", table.id, "clients", quote(seat)))


@router.delete(
    "/{tableId}/clients/{seat}",
    status_code=204,
    operation_id="removeTableClient",
    summary="Erase a client from the table",
    dependencies=[HOSTS],
)
def delete_client(seat: SeatPath, table: OwnTableToWriteDep, desk: WritingDeskDep) -> Response:
    """Erase the profile and what was decided about it, also from the database's log."""
    reader = Reader(desk, language=desk.language)
    desk.require_unchanged(body_of(reader.show_seat(table, get_seat(desk.session, table.id, seat))))
    remove_seat(desk, table, seat)
    return Response(status_code=204, background=BackgroundTask(desk.node.database.empty_log))


@router.put(
    "/{tableId}/offers",
    response_model=TableRead,
    operation_id="setTableOffers",
    summary="Choose the table's offers",
    dependencies=[HOSTS],
)
def put_offers(wanted: OffersWrite, table: OwnTableToWriteDep, desk: WritingDeskDep) -> Response:
    """Lay offers on the table, by their ids or all that are open now within a distance of a postcode."""
    desk.require_unchanged(TableView(desk).body_of(table))
    set_offers(desk, table, wanted)
    return desk.answer(TableView(desk).body_of(table))
