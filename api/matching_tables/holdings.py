"""What matching tables hold about a client: a seat with its profile, what was decided about it, and what happened."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import orjson

from api.matching_tables.actions import forget_seats
from api.matching_tables.queries import (
    find_seat,
    list_decisions_of_seat,
    list_seats_handed_over,
    list_seats_labelled,
)
from api.matching_tables.schemas import DecisionRead
from api.matching_tables.tables import MatchingTable, TableSeat
from api.matching_tables.view import show_decision
from api.platform.requests.desk import Desk
from api.platform.storage.database import get_to_change
from api.platform.storage.holdings import Client, Holding
from api.platform.web.shapes import AnswerModel, Id, IsoDate, Timestamp

BETWEEN = "/"


class HeldSeat(AnswerModel):
    """Everything that is held about one client at one table; without a profile for who may not see it."""

    table_id: Id
    """At which table."""
    on: IsoDate
    """On which day."""
    seat: str
    """Label of the seat."""
    profile: dict[str, Any] | None
    """The profile that is kept there; null for who may not see it."""
    decisions: list[DecisionRead]
    """What was decided about it."""
    updated_at: Timestamp
    """When it last changed."""


def find(desk: Desk, client: Client) -> Collection[str]:
    """Find where this client sits: handed over under its reference, or with that as the seat's label."""
    seats = [*list_seats_handed_over(desk.session, client.organization_id, client.reference)]
    seats += list_seats_labelled(desk.session, client.organization_id, client.reference)
    return [BETWEEN.join((each.table_id, each.seat)) for each in seats]


def show(desk: Desk, ids: Collection[str], *, is_whole: bool) -> list[HeldSeat]:
    """Show all that there is to these seats."""
    seats = (find_seat(desk.session, table_id, label) for table_id, label in _seats_in(ids))
    return [_show(desk, each, is_whole=is_whole) for each in seats if each is not None]


def erase(desk: Desk, ids: Collection[str]) -> Mapping[str, int]:
    """Erase these seats with all that was decided about them; the tables go on without."""
    labels = defaultdict[str, list[str]](list)
    for table_id, label in _seats_in(ids):
        labels[table_id].append(label)
    # In one order, so that of two erasures neither waits for the other.
    for table_id in sorted(labels):
        table = get_to_change(desk.session, MatchingTable, table_id)
        if table is not None:
            forget_seats(desk, table, labels[table_id])
    return {"seats": sum(map(len, labels.values()))}


def _seats_in(ids: Collection[str]) -> list[tuple[str, str]]:
    parts = (each.partition(BETWEEN) for each in sorted(ids))
    return [(table_id, label) for table_id, between, label in parts if between]


def _show(desk: Desk, seat: TableSeat, *, is_whole: bool) -> HeldSeat:
    decisions = list_decisions_of_seat(desk.session, seat.table_id, seat.seat)
    # An admin hears that there is a profile, never what it says.
    profile = orjson.loads(desk.secrets.decrypt(seat.sealed_profile)) if is_whole else None
    return HeldSeat(
        table_id=seat.table_id,
        on=desk.session.get_one(MatchingTable, seat.table_id).meets_on,
        seat=seat.seat,
        profile=profile,
        decisions=[show_decision(each) for each in decisions],
        updated_at=seat.updated_at,
    )


SEATS = Holding(
    name="seats",
    columns={
        "matching_tables": ("name",),
        "table_seats": ("seat", "sealed_profile"),
        "table_decisions": ("seat", "handover_id"),
        "table_events": ("seat",),
    },
    counted=("seats",),
    find=find,
    shape=HeldSeat,
    show=show,
    erase=erase,
)
