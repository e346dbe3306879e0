"""/tables/{id}/host/handovers: an agreement becomes a handover, with both present."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from api.catalogue.offers.tables import Offer
from api.handovers.actions import create_on_the_spot
from api.matching_tables.actions import hand_over
from api.matching_tables.handing_over import to_handover
from api.matching_tables.hosting.dependencies import (
    HostVisit,
    HostVisitDep,
    TableInAddress,
    table_of,
    table_to_change,
)
from api.matching_tables.hosting.forms import REFUSED, as_form_error, read_handover
from api.matching_tables.queries import list_decisions_of_seat
from api.matching_tables.schemas import TableHandover
from api.matching_tables.tables import LABEL_LENGTH
from api.matching_tables.vocabulary import DecisionType
from api.platform.pages.forms import Choices, FormError, read_choices
from api.platform.requests.desk import Desk
from api.platform.security.roles import Caller
from api.platform.web.problems import NotFoundError

router = APIRouter(prefix="/tables/{tableId}/host/handovers", include_in_schema=False)
_Filled = Annotated[Choices, Depends(read_choices)]
_Seat = Annotated[str, Path(alias="seat", max_length=LABEL_LENGTH)]
_FIELDS = ("day", "time", "place", "with", "first_name", "phone", "message", "agree")


@router.get("/{seat}")
def ask_appointment(visit: HostVisitDep, table_id: TableInAddress, seat: _Seat) -> Response:
    """Ask when they meet, and what may be told."""
    return _ask(visit, table_id, seat, Choices({}))


@router.post("/{seat}")
def bring(visit: HostVisitDep, table_id: TableInAddress, seat: _Seat, form: _Filled) -> Response:
    """Make the handover."""
    try:
        with visit.acting() as (desk, host):
            table = table_to_change(desk, host, table_id)
            wanted = read_handover(desk, seat, form)
            hand_over(desk, table, [seat], _bringing(visit, desk, host, wanted))
    except FormError as error:
        return _ask(visit, table_id, seat, form, error)
    except REFUSED as error:
        return _ask(visit, table_id, seat, form, as_form_error(error, "day"))
    return visit.go(table_id, done="handed_over")


def _bringing(visit: HostVisit, desk: Desk, host: Caller, wanted: TableHandover) -> Callable[[str, str], str]:
    def bring_seat(_seat: str, offer_id: str) -> str:
        return create_on_the_spot(desk, to_handover(wanted, offer_id), host, visit.alternatives.find).id

    return bring_seat


def _ask(visit: HostVisit, table_id: str, seat: str, form: Choices, error: FormError | None = None) -> Response:
    try:
        with visit.looking() as (desk, host):
            table = table_of(desk, host, table_id)
            offer = _agreed_offer(desk, table.id, seat)
            wrong = error.wrong if error else None
            return visit.render(
                "handover.html", wrong=wrong, table=table, seat=seat, offer=offer, form=form, fields=_FIELDS
            )
    except NotFoundError:
        return visit.show_missing()


def _agreed_offer(desk: Desk, table_id: str, seat: str) -> Offer | None:
    agreed = (each for each in list_decisions_of_seat(desk.session, table_id, seat) if each.type is DecisionType.AGREE)
    decision = next(agreed, None)
    return desk.session.get(Offer, decision.offer_id) if decision else None
