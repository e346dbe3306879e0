"""Counts what happens to handovers while it happens; what takes an earlier handover is decided while that is there."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Final, NamedTuple

from sqlmodel import Session, col, select

from api.catalogue.offers.tables import Offer
from api.handovers.tables import Handover, HandoverEvent
from api.handovers.vocabulary import Detail, EventType, HandoverState, Outcome
from api.platform.clock import AMSTERDAM
from api.platform.requests.desk import Desk
from api.tallies.actions import count
from api.tallies.calendar import half_of, month_of, start_of_half
from api.tallies.vocabulary import UNKNOWN, Dimension, Measure

RETURNS_WITHIN: Final = timedelta(days=365)
"""Who leaves and starts again within a year comes back; later it is a new beginning."""

WITHDRAWN: Final = "withdrawn"
_TELLING: Final = (EventType.START, EventType.CHECK_IN)


class Start(NamedTuple):
    """An earlier start of the same client."""

    at: datetime
    ladder_step: int | None
    ended_at: datetime | None
    stays: bool


def count_step(desk: Desk, handover: Handover, told: HandoverEvent) -> None:
    """Count what just happened to a handover."""
    counter = _COUNTERS.get(told.type)
    if counter is not None:
        counter(desk, handover, told)


def _count_start(desk: Desk, handover: Handover, _told: HandoverEvent) -> None:
    rows = _rows_of(desk, handover)
    month = month_of(desk.today)
    count(desk.session, month, Measure.STARTS, rows)
    earlier = _list_earlier_starts(desk.session, handover)
    if earlier:
        before, now = earlier[-1].ladder_step, rows[Dimension.LADDER_STEP]
        if before is not None and now != UNKNOWN:
            count(desk.session, month, Measure.MOVES, {Dimension.RUNGS: f"{before}-{now}"})
    if _comes_back(earlier, desk.now):
        count(desk.session, month, Measure.RE_ENTRIES)


def _count_going_on(desk: Desk, handover: Handover, told: HandoverEvent) -> None:
    """Count a handover that started earlier once in a half-year, the first time that is told how it goes."""
    # What starts in this half-year is counted as a start: two that overlap would bound each other.
    since = datetime.combine(start_of_half(desk.today), time(), tzinfo=AMSTERDAM)
    before = select(HandoverEvent.number).where(
        col(HandoverEvent.handover_id) == handover.id,
        col(HandoverEvent.number) < told.number,
        col(HandoverEvent.type).in_(_TELLING),
        col(HandoverEvent.happened_at) >= since,
    )
    if desk.session.exec(before.limit(1)).first() is None:
        count(desk.session, half_of(desk.today), Measure.WENT_ON, _rows_of(desk, handover))


def _count_end(desk: Desk, handover: Handover, told: HandoverEvent) -> None:
    """Count an end of what had started; to stay is no end."""
    if not _has(desk.session, handover, EventType.START):
        return
    outcome = str(told.details.get(Detail.OUTCOME, WITHDRAWN))
    rows = _rows_of(desk, handover)
    if outcome == Outcome.STAYS:
        count(desk.session, month_of(desk.today), Measure.STAYS, rows)
    else:
        count(desk.session, month_of(desk.today), Measure.ENDS, {**rows, Dimension.OUTCOME: outcome})


def _count_answer(desk: Desk, handover: Handover, told: HandoverEvent) -> None:
    # Who tapped the wrong thing and answers anew had answered already.
    if not _has(desk.session, handover, EventType.TAKE_BACK):
        who = told.organization_id or handover.receiver_organization_id
        count(desk.session, month_of(desk.today), Measure.ANSWERED, {Dimension.ORGANIZATION: who})


def _count_expiry(desk: Desk, handover: Handover, _told: HandoverEvent) -> None:
    rows = {Dimension.ORGANIZATION: handover.receiver_organization_id}
    count(desk.session, month_of(desk.today), Measure.EXPIRED, rows)


_COUNTERS: Final[Mapping[EventType, Callable[[Desk, Handover, HandoverEvent], None]]] = {
    EventType.START: _count_start,
    EventType.CHECK_IN: _count_going_on,
    EventType.COMPLETE: _count_end,
    EventType.WITHDRAW: _count_end,
    EventType.ACCEPT: _count_answer,
    EventType.DECLINE: _count_answer,
    EventType.FORWARD: _count_answer,
    EventType.EXPIRE: _count_expiry,
}


def _rows_of(desk: Desk, handover: Handover) -> dict[Dimension, str]:
    offer = desk.session.get_one(Offer, handover.offer_id)
    return {
        Dimension.ORGANIZATION: handover.receiver_organization_id,
        Dimension.KIND: offer.kind,
        Dimension.LADDER_STEP: UNKNOWN if offer.ladder_step is None else str(offer.ladder_step),
    }


def _has(session: Session, handover: Handover, event: EventType) -> bool:
    query = select(HandoverEvent.number).where(HandoverEvent.handover_id == handover.id, HandoverEvent.type == event)
    return session.exec(query.limit(1)).first() is not None


def _list_earlier_starts(session: Session, handover: Handover) -> Sequence[Start]:
    """List what this client started before, in order, as far as it is still held."""
    if handover.client_reference is None:
        return []  # Who asks for himself is known to nobody, also not from an earlier time.
    query = (
        select(HandoverEvent.happened_at, Offer.ladder_step, Handover)
        .join(Handover, col(Handover.id) == col(HandoverEvent.handover_id))
        .join(Offer, col(Offer.id) == col(Handover.offer_id))
        .where(
            col(HandoverEvent.type) == EventType.START,
            col(Handover.sender_organization_id) == handover.sender_organization_id,
            col(Handover.client_reference) == handover.client_reference,
            col(Handover.id) != handover.id,
        )
        .order_by(col(HandoverEvent.happened_at))
    )
    return [
        Start(at, step, other.ended_at, stays=stays_on(session, other)) for at, step, other in session.exec(query).all()
    ]


def stays_on(session: Session, handover: Handover) -> bool:
    """Tell whether a handover was completed because the client stays."""
    if handover.state is not HandoverState.COMPLETED:
        return False
    query = select(HandoverEvent.details).where(
        HandoverEvent.handover_id == handover.id, HandoverEvent.type == EventType.COMPLETE
    )
    details = session.exec(query).first()
    return (details or {}).get(Detail.OUTCOME) == Outcome.STAYS


def _comes_back(earlier: Sequence[Start], now: datetime) -> bool:
    """Tell whether the client had left everything that it started, the last of it within a year; each leaving once."""
    if not earlier or any(each.ended_at is None or each.stays for each in earlier):
        return False
    left_at = max(each.ended_at for each in earlier if each.ended_at is not None)
    return now - left_at <= RETURNS_WITHIN
