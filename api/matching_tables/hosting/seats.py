"""/tables/{id}/host/seats: who sits at the table, told in a form; a label, and never a name."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Path, Response
from pydantic import TypeAdapter, ValidationError
from starlette.background import BackgroundTask

from api.clients.form.reading import FIELDS, form_of_body, read_client
from api.clients.form.wishes import read_phrases, with_meant
from api.clients.schemas import ClientWrite
from api.matching_tables.actions import remove_seat, set_seat
from api.matching_tables.facts import Reader
from api.matching_tables.hosting.dependencies import (
    HOST_VISIT,
    HostVisit,
    HostVisitDep,
    TableInAddress,
    table_of,
    table_to_change,
)
from api.matching_tables.hosting.forms import REFUSED, as_form_error
from api.matching_tables.hosting.saying import say
from api.matching_tables.queries import find_seat, get_seat, list_seats
from api.matching_tables.schemas import SeatLabel
from api.matching_tables.tables import LABEL_LENGTH
from api.platform.pages.forms import Choices, FormError, read_choices
from api.platform.requests.desk import Desk
from api.platform.web.problems import InvalidInputError, NotFoundError
from api.platform.web.validation import errors_of

router = APIRouter(prefix="/tables/{tableId}/host/seats", include_in_schema=False)
_Filled = Annotated[Choices, Depends(read_choices)]
_Label = Annotated[str, Path(alias="seat", max_length=LABEL_LENGTH)]
_EMPTY = Choices({})
_LABEL: TypeAdapter[str] = TypeAdapter(SeatLabel)


@router.get("/new")
def ask_seat(visit: HostVisitDep, table_id: TableInAddress) -> Response:
    """Ask about somebody."""
    return _ask(visit, table_id, None, _EMPTY)


@router.post("/new", dependencies=[HOST_VISIT])
def add_seat(visit: HostVisitDep, table_id: TableInAddress, form: _Filled) -> Response:
    """Seat somebody."""
    return _seat(visit, table_id, None, form)


@router.get("/{seat}")
def show_seat(visit: HostVisitDep, table_id: TableInAddress, seat: _Label) -> Response:
    """Show how wishes were read, how many offers suit, and the form to change."""
    try:
        with visit.looking() as (desk, host):
            table = table_of(desk, host, table_id)
            kept = get_seat(desk.session, table.id, seat)
            told = orjson.loads(desk.secrets.decrypt(kept.sealed_profile))
            return visit.render(
                "seat.html",
                table=table,
                label=seat,
                form=form_of_body(told),
                fields=FIELDS,
                facts=Reader(desk, language=visit.language).show_seat(table, kept),
                number=len(Reader(desk, language=visit.language).read(table).offers),
                wishes=read_phrases(told.get("interests") or (), visit.language),
            )
    except NotFoundError:
        return visit.show_missing()


@router.post("/{seat}", dependencies=[HOST_VISIT])
def change_seat(visit: HostVisitDep, table_id: TableInAddress, seat: _Label, form: _Filled) -> Response:
    """Change what was told about somebody, or say what was meant."""
    return _seat(visit, table_id, seat, with_meant(form))


@router.post("/{seat}/remove", dependencies=[HOST_VISIT])
def take_away(visit: HostVisitDep, table_id: TableInAddress, seat: _Label, _form: _Filled) -> Response:
    """Erase a seat with everything about it."""
    try:
        with visit.acting() as (desk, host):
            remove_seat(desk, table_to_change(desk, host, table_id), seat)
    except NotFoundError:
        return visit.show_missing()
    answer = visit.go(table_id, done="removed")
    answer.background = BackgroundTask(visit.node.database.empty_log)
    return answer


def _seat(visit: HostVisit, table_id: str, seat: str | None, form: Choices) -> Response:
    try:
        label = seat or _read_label(form)
        profile = ClientWrite.model_validate(read_client(form))
        with visit.acting() as (desk, host):
            table = table_to_change(desk, host, table_id)
            if seat is None:
                _require_free(desk, table.id, label)
            set_seat(desk, table, label, profile)
    except FormError as error:
        return _ask(visit, table_id, seat, form, error)
    except REFUSED as error:
        return _ask(visit, table_id, seat, form, as_form_error(error, "postcode"))
    return visit.go(table_id, "seats", label)


def _require_free(desk: Desk, table_id: str, label: str) -> None:
    if find_seat(desk.session, table_id, label):
        raise FormError({"seat": say("label_taken")})


def _read_label(form: Choices) -> str:
    try:
        return _LABEL.validate_python(form.one("seat"))
    except ValidationError as error:
        problem = InvalidInputError(say("look_again"), errors_of(error))
        raise as_form_error(problem, "seat") from None


def _ask(visit: HostVisit, table_id: str, seat: str | None, form: Choices, error: FormError | None = None) -> Response:
    try:
        with visit.looking() as (desk, host):
            table = table_of(desk, host, table_id)
            return visit.render(
                "new_seat.html",
                wrong=error.wrong if error else None,
                table=table,
                label=seat,
                form=form,
                fields=("seat", *FIELDS),
                usual=f"K{len(list_seats(desk.session, [table.id])) + 1}",
            )
    except NotFoundError:
        return visit.show_missing()
