"""/tables/new and /tables/{id}/host: a table from its name to its end, in a browser."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from starlette.background import BackgroundTask

from api.matching_tables.actions import create_table, delete_table, offers_around, set_offers
from api.matching_tables.activities import SITTING_AT_A_TABLE, client_at
from api.matching_tables.facts import Reader, TableFacts
from api.matching_tables.hosting.dependencies import (
    HOST_VISIT,
    HostVisit,
    HostVisitDep,
    TableInAddress,
    table_of,
    table_to_change,
)
from api.matching_tables.hosting.forms import REFUSED, as_form_error, read_area, read_table
from api.matching_tables.queries import list_tables
from api.matching_tables.view import board_address
from api.matching_tables.vocabulary import DecisionType
from api.platform.pages.forms import Choices, FormError, read_choices
from api.platform.web.pagination import PageRequest
from api.platform.web.problems import NotFoundError

router = APIRouter(include_in_schema=False)
_Filled = Annotated[Choices, Depends(read_choices)]
EMPTY = Choices({})
LOOK = "look"
_MOST_TABLES = 100


@router.get("/tables/new")
def show_home(visit: HostVisitDep) -> Response:
    """Ask for a name and a day, and lead to the tables that there are."""
    return _home(visit, EMPTY)


@router.post("/tables/new", dependencies=[HOST_VISIT])
def make_table(visit: HostVisitDep, form: _Filled) -> Response:
    """Make a table."""
    try:
        with visit.acting() as (desk, host):
            table = create_table(desk, read_table(form), host.organization_id or "")
            table_id = table.id
    except NotFoundError:
        return visit.show_missing()
    except REFUSED as error:
        return _home(visit, form, as_form_error(error, "name"))
    except FormError as error:
        return _home(visit, form, error)
    return visit.go(table_id)


def _home(visit: HostVisit, form: Choices, error: FormError | None = None) -> Response:
    try:
        with visit.looking() as (desk, host):
            request = PageRequest(limit=_MOST_TABLES)
            tables = list_tables(desk.session, request, organization_id=host.organization_id, now=desk.now)
            wrong = error.wrong if error else None
            tomorrow = desk.today + timedelta(days=1)
            return visit.render("home.html", wrong=wrong, form=form, tables=tables, today=desk.today, usual=tomorrow)
    except NotFoundError:
        return visit.show_missing()


@router.get("/tables/{tableId}/host")
def show_table(visit: HostVisitDep, table_id: TableInAddress, done: str = "") -> Response:
    """Show how far the table is: offers, people, the board, what was agreed."""
    try:
        with visit.looking() as (desk, host):
            table = table_of(desk, host, table_id)
            facts = Reader(desk, language=visit.language).read(table)
            desk.process_all((client_at(table, seat.label) for seat in facts.seats), SITTING_AT_A_TABLE)
            agreed = [
                (seat, facts.offers.get(seat.chosen.offer_id))
                for seat in facts.seats
                if seat.chosen and seat.chosen.type is DecisionType.AGREE
            ]
            board = board_address(desk, table)
            return visit.render(
                "table.html", table=table, facts=facts, gets=_gets(facts), agreed=agreed, done=done, board=board
            )
    except NotFoundError:
        return visit.show_missing()


def _gets(facts: TableFacts) -> dict[str, str]:
    """Return the title of what each seat has: where it was brought, and what the proposal gives."""
    pairs = {label: offer_id for label, offer_id in facts.allocation.pairs.items() if offer_id}
    brought = {seat.label: seat.chosen.offer_id for seat in facts.seats if seat.chosen and seat.is_handed_over}
    return {label: facts.offers[offer_id].title for label, offer_id in (pairs | brought).items()}


@router.get("/tables/{tableId}/host/offers")
def ask_area(visit: HostVisitDep, table_id: TableInAddress) -> Response:
    """Ask around which postcode, and how far."""
    return _area(visit, table_id, EMPTY)


@router.post("/tables/{tableId}/host/offers", dependencies=[HOST_VISIT])
def choose_offers(visit: HostVisitDep, table_id: TableInAddress, form: _Filled) -> Response:
    """Tell how many offers lie there, or lay them on the table."""
    try:
        wanted = read_area(form)
        if form.one("do") == LOOK:
            with visit.looking() as (desk, host):
                table_of(desk, host, table_id)
                titles = [offer.title for offer in offers_around(desk, wanted)]
            return _area(visit, table_id, form, titles=titles)
        with visit.acting() as (desk, host):
            set_offers(desk, table_to_change(desk, host, table_id), wanted)
    except FormError as error:
        return _area(visit, table_id, form, error)
    except REFUSED as error:
        return _area(visit, table_id, form, as_form_error(error, "postcode"))
    return visit.go(table_id, done="offers")


def _area(
    visit: HostVisit,
    table_id: str,
    form: Choices,
    error: FormError | None = None,
    titles: list[str] | None = None,
) -> Response:
    try:
        with visit.looking() as (desk, host):
            table = table_of(desk, host, table_id)
            wrong = error.wrong if error else None
            return visit.render("offers.html", wrong=wrong, table=table, form=form, titles=titles)
    except NotFoundError:
        return visit.show_missing()


@router.get("/tables/{tableId}/host/end")
def ask_end(visit: HostVisitDep, table_id: TableInAddress) -> Response:
    """Ask once more before everything on the table is erased."""
    try:
        with visit.looking() as (desk, host):
            return visit.render("end.html", table=table_of(desk, host, table_id))
    except NotFoundError:
        return visit.show_missing()


@router.post("/tables/{tableId}/host/end", dependencies=[HOST_VISIT])
def end_table(visit: HostVisitDep, table_id: TableInAddress, _form: _Filled) -> Response:
    """Erase the table with every profile on it; handovers stay."""
    try:
        with visit.acting() as (desk, host):
            delete_table(desk.session, table_to_change(desk, host, table_id), now=desk.now)
    except NotFoundError:
        return visit.show_missing()
    answer = visit.go()
    answer.background = BackgroundTask(visit.node.database.empty_log)
    return answer
