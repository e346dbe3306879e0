"""/tables/{id}/host/handovers: an agreement becomes a handover, with both present."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from api.catalogue.offers.tables import Offer
from api.handovers.actions import create_on_the_spot
from api.handovers.replying.suggestions import STARTS_AT
from api.matching_tables.actions import hand_over
from api.matching_tables.board.moments import find_next
from api.matching_tables.facts import Reader
from api.matching_tables.handing_over import to_handover
from api.matching_tables.hosting.dependencies import (
    HOST_VISIT,
    HostVisit,
    HostVisitDep,
    TableInAddress,
    table_of,
    table_to_change,
)
from api.matching_tables.hosting.forms import REFUSED, as_form_error, read_handover
from api.matching_tables.schemas import TableHandover
from api.matching_tables.tables import LABEL_LENGTH, MatchingTable
from api.matching_tables.vocabulary import DecisionType
from api.platform.clock import AMSTERDAM
from api.platform.pages.forms import Choices, FormError, read_choices
from api.platform.requests.desk import Desk
from api.platform.security.roles import Caller
from api.platform.web.problems import NotFoundError
from matching.vocabulary import Language

router = APIRouter(prefix="/tables/{tableId}/host/handovers", include_in_schema=False)
_Filled = Annotated[Choices, Depends(read_choices)]
_Seat = Annotated[str, Path(alias="seat", max_length=LABEL_LENGTH)]
_FIELDS = ("day", "time", "place", "with", "first_name", "phone", "message", "agree")


@router.get("/{seat}")
def ask_appointment(visit: HostVisitDep, table_id: TableInAddress, seat: _Seat) -> Response:
    """Ask when they meet, and what may be told."""
    return _ask(visit, table_id, seat, Choices({}))


@router.post("/{seat}", dependencies=[HOST_VISIT])
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
            offer, usual = _agreed(desk, table, seat, visit.language)
            return visit.render(
                "handover.html",
                wrong=error.wrong if error else None,
                table=table,
                seat=seat,
                offer=offer,
                usual=usual,
                form=form,
                fields=_FIELDS,
            )
    except NotFoundError:
        return visit.show_missing()


def _agreed(desk: Desk, table: MatchingTable, label: str, language: Language) -> tuple[Offer | None, datetime | None]:
    """Return what was agreed for this seat, and when it may be for the first time, as the board says."""
    facts = Reader(desk, language=language).read(table)
    seat = next((each for each in facts.seats if each.label == label), None)
    if seat is None or seat.chosen is None or seat.chosen.type is not DecisionType.AGREE:
        return None, None
    offer = facts.offers.get(seat.chosen.offer_id)
    found = find_next(offer, seat.day_parts, table.meets_on) if offer else None
    return offer, datetime.combine(found[0], STARTS_AT[found[1].partition("-")[2]], AMSTERDAM) if found else None
