"""Which matching tables there are, and what lies on them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from api.catalogue.offers.tables import Offer
from api.handovers.tables import Handover
from api.matching_tables.tables import MatchingTable, TableDecision, TableEvent, TableOffer, TableSeat
from api.matching_tables.vocabulary import DecisionType
from api.platform.storage.database import get_to_change
from api.platform.web.pagination import PageRequest
from api.platform.web.problems import NotFoundError, Words


def table_not_found() -> NotFoundError:
    """Return the error for a table that is not there, is over, or of which this caller may not know."""
    return NotFoundError(Words("Deze matchingtafel is er niet.", "There is no such matching table."))


def find_table(session: Session, table_id: str, *, now: datetime) -> MatchingTable | None:
    """Find the table with this id, as long as it lasts."""
    return _lasting(session.get(MatchingTable, table_id), now)


def get_table(session: Session, table_id: str, *, organization_id: str | None, now: datetime) -> MatchingTable:
    """Return the table of this organization; raises NotFoundError."""
    return _own(find_table(session, table_id, now=now), organization_id)


def get_table_to_change(
    session: Session, table_id: str, *, organization_id: str | None, now: datetime
) -> MatchingTable:
    """Return the table, held until the transaction ends with all that lies on it; raises NotFoundError."""
    return _own(_lasting(get_to_change(session, MatchingTable, table_id), now), organization_id)


def list_tables(
    session: Session, request: PageRequest, *, organization_id: str | None, now: datetime
) -> Sequence[MatchingTable]:
    """List the tables of an organization, oldest first, and one more than was asked."""
    query = select(MatchingTable).where(
        MatchingTable.organization_id == organization_id, col(MatchingTable.erase_at) > now
    )
    if request.after is not None:
        query = query.where(col(MatchingTable.id) > request.after)
    return session.exec(query.order_by(col(MatchingTable.id)).limit(request.limit + 1)).all()


def list_tables_to_erase(session: Session, now: datetime) -> Sequence[str]:
    """List the ids of tables that are over."""
    query = select(MatchingTable.id).where(col(MatchingTable.erase_at) <= now)
    return session.exec(query.order_by(col(MatchingTable.id))).all()


def list_seats(session: Session, table_ids: Sequence[str]) -> Sequence[TableSeat]:
    """List the seats of these tables, in the order of their labels."""
    query = select(TableSeat).where(col(TableSeat.table_id).in_(table_ids))
    return session.exec(query.order_by(col(TableSeat.table_id), col(TableSeat.seat))).all()


def find_seat(session: Session, table_id: str, seat: str) -> TableSeat | None:
    """Find the seat with this label."""
    return session.get(TableSeat, (table_id, seat))


def get_seat(session: Session, table_id: str, seat: str) -> TableSeat:
    """Return the seat with this label; raises NotFoundError."""
    found = find_seat(session, table_id, seat)
    if found is None:
        raise NotFoundError(Words("Deze stoel staat niet aan deze tafel.", "There is no such seat at this table."))
    return found


def list_seats_handed_over(session: Session, organization_id: str, reference: str) -> Sequence[TableSeat]:
    """List the seats from which this organization handed a client over under this reference."""
    query = (
        select(TableSeat)
        .join(TableDecision, _is_of_seat())
        .join(Handover, col(Handover.id) == col(TableDecision.handover_id))
        .where(Handover.sender_organization_id == organization_id, Handover.client_reference == reference)
    )
    return session.exec(query).all()


def list_seats_labelled(session: Session, organization_id: str, reference: str) -> Sequence[TableSeat]:
    """List the seats of this organization whose label would be taken as this reference, not handed over yet."""
    handed_over = select(TableDecision).where(_is_of_seat(), col(TableDecision.handover_id).is_not(None))
    query = (
        select(TableSeat)
        .join(MatchingTable, col(MatchingTable.id) == col(TableSeat.table_id))
        .where(MatchingTable.organization_id == organization_id)
        # As `to_handover` makes a reference of a label.
        .where(func.replace(TableSeat.seat, " ", "-") == reference, ~handed_over.exists())
    )
    return session.exec(query).all()


def list_table_offers(session: Session, table_ids: Sequence[str]) -> Sequence[TableOffer]:
    """List which offers lie on these tables."""
    query = select(TableOffer).where(col(TableOffer.table_id).in_(table_ids))
    return session.exec(query.order_by(col(TableOffer.table_id), col(TableOffer.offer_id))).all()


def list_offers_of_table(session: Session, table_id: str) -> Sequence[Offer]:
    """List the offers on one table, as they are now."""
    ids = select(TableOffer.offer_id).where(TableOffer.table_id == table_id)
    return session.exec(select(Offer).where(col(Offer.id).in_(ids)).order_by(col(Offer.id))).all()


def list_decisions(session: Session, table_ids: Sequence[str]) -> Sequence[TableDecision]:
    """List what was decided at these tables."""
    query = select(TableDecision).where(col(TableDecision.table_id).in_(table_ids))
    order = (col(TableDecision.table_id), col(TableDecision.seat), col(TableDecision.offer_id))
    return session.exec(query.order_by(*order)).all()


def list_decisions_of_seat(session: Session, table_id: str, seat: str) -> Sequence[TableDecision]:
    """List what was decided about one seat."""
    query = select(TableDecision).where(TableDecision.table_id == table_id, TableDecision.seat == seat)
    return session.exec(query.order_by(col(TableDecision.offer_id))).all()


def list_agreed_offer_ids(session: Session, table_id: str, seats: Sequence[str]) -> Sequence[str]:
    """Return the offers that these seats agreed on."""
    query = select(TableDecision.offer_id).where(
        TableDecision.table_id == table_id,
        TableDecision.type == DecisionType.AGREE,
        col(TableDecision.seat).in_(seats),
    )
    return session.exec(query).all()


def list_events_after(session: Session, table_id: str, number: int) -> Sequence[TableEvent]:
    """List what changed at a table after this number, in order."""
    query = select(TableEvent).where(TableEvent.table_id == table_id, col(TableEvent.number) > number)
    return session.exec(query.order_by(col(TableEvent.number))).all()


def list_last_events(session: Session, table_id: str, count: int) -> Sequence[TableEvent]:
    """List what changed last at a table, newest first."""
    query = select(TableEvent).where(TableEvent.table_id == table_id)
    return session.exec(query.order_by(col(TableEvent.number).desc()).limit(count)).all()


def _is_of_seat() -> ColumnElement[bool]:
    return (col(TableDecision.table_id) == col(TableSeat.table_id)) & (col(TableDecision.seat) == col(TableSeat.seat))


def _lasting(table: MatchingTable | None, now: datetime) -> MatchingTable | None:
    # Over at its moment, also before the clock has come by to erase it.
    return table if table is not None and table.erase_at > now else None


def _own(table: MatchingTable | None, organization_id: str | None) -> MatchingTable:
    if table is None or table.organization_id != organization_id:
        raise table_not_found()
    return table
