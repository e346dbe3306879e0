"""Tables as their host sees them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlmodel import Session

from api.matching_tables.queries import list_decisions, list_decisions_of_seat, list_seats, list_table_offers
from api.matching_tables.schemas import DecisionList, DecisionRead, TableRead
from api.matching_tables.tables import MatchingTable, TableDecision
from api.platform.requests.desk import Desk, RouteDesk
from api.platform.web.answers import body_of


class OnATable(Protocol):
    """A row that belongs to a table."""

    table_id: str


TableRow = TypeVar("TableRow", bound=OnATable)


@dataclass(frozen=True, slots=True)
class TableView:
    """The eyes of a host at a desk."""

    desk: RouteDesk

    def body_of(self, table: MatchingTable) -> bytes:
        """Return the bytes of one table."""
        return body_of(self.show([table])(table))

    def show(self, tables: Sequence[MatchingTable]) -> Callable[[MatchingTable], TableRead]:
        """Return how to show each of these tables; what lies on them is read at once."""
        ids = [table.id for table in tables]
        seats = _by_table(list_seats(self.desk.session, ids))
        offers = _by_table(list_table_offers(self.desk.session, ids))
        decisions = _by_table(list_decisions(self.desk.session, ids))

        def show(table: MatchingTable) -> TableRead:
            return TableRead(
                id=table.id,
                organization_id=table.organization_id,
                name=table.name,
                on=table.meets_on,
                board_url=board_address(self.desk, table, self.desk.base_url),
                clients=[each.seat for each in seats[table.id]],
                offer_ids=[each.offer_id for each in offers[table.id]],
                decisions=[show_decision(each) for each in decisions[table.id]],
                number=table.number,
                erased_at=table.erase_at,
                created_at=table.created_at,
                updated_at=table.updated_at,
            )

        return show


def board_address(desk: Desk, table: MatchingTable, base_url: str = "") -> str:
    """Return the address of the live page, with the key that opens it; without where this service is, its path."""
    return f"{base_url}/tables/{table.id}/board?key={desk.secrets.decrypt(table.sealed_board_key)}"


def show_decision(decision: TableDecision) -> DecisionRead:
    """Show one decision."""
    return DecisionRead(
        seat=decision.seat,
        type=decision.type,
        offer_id=decision.offer_id,
        handover_id=decision.handover_id,
        decided_at=decision.decided_at,
    )


def decisions_body(session: Session, table_id: str, seat: str) -> bytes:
    """Return the bytes of all that was decided about one seat."""
    decisions = list_decisions_of_seat(session, table_id, seat)
    return body_of(DecisionList(items=[show_decision(each) for each in decisions]))


def _by_table(rows: Iterable[TableRow]) -> Mapping[str, list[TableRow]]:
    found: defaultdict[str, list[TableRow]] = defaultdict(list)
    for row in rows:
        found[row.table_id].append(row)
    return found
