"""Erasing handovers with every trace of them: what happened, what was to come, kept answers and announcements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlmodel import Session, col

from api.catalogue.offers.actions import give_back_place
from api.catalogue.offers.tables import Offer
from api.handovers.tables import Handover, HandoverCustody, HandoverDeadline, HandoverEvent, ReplyLink
from api.platform.jobs.actions import enqueue
from api.platform.requests.desk import Desk
from api.platform.requests.once.actions import forget_answers_about
from api.platform.webhooks.announcing import forget_announcements

BELONGING = (HandoverEvent, HandoverCustody, HandoverDeadline, ReplyLink)
SWEEP = "handovers.sweep"
SWEPT = (
    *(table.__tablename__ for table in (Handover, *BELONGING)),
    "kept_answers",
    "webhook_deliveries",
    "webhook_events",
)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was erased."""

    handovers: int = 0
    events: int = 0
    kept_answers: int = 0
    announcements: int = 0


def forget_handovers(session: Session, handovers: Sequence[Handover]) -> Forgotten:
    """Erase these handovers and all that belongs to them."""
    ids = [handover.id for handover in handovers]
    if not ids:
        return Forgotten()
    mine = col(HandoverEvent.handover_id).in_(ids)
    events = session.execute(select(func.count()).select_from(HandoverEvent).where(mine)).scalar_one()
    for table in BELONGING:
        session.execute(delete(table).where(col(table.handover_id).in_(ids)))
    session.execute(delete(Handover).where(col(Handover.id).in_(ids)))
    return Forgotten(
        handovers=len(ids),
        events=events,
        kept_answers=forget_answers_about(session, ids),
        announcements=forget_announcements(session, "handoverId", ids),
    )


def promise_sweep(session: Session, *, now: datetime, within: timedelta) -> None:
    """Promise to write the files anew that these rows were erased from; erasures close together share one sweep."""
    if session.get_bind().dialect.name == "sqlite":
        return
    turn = int(now.timestamp() // within.total_seconds())
    # Twice as late as the turn is long: then every transaction of the turn is over.
    enqueue(session, SWEEP, key=f"{within}:{turn}", delay_seconds=2 * within.total_seconds())


def give_back_places(desk: Desk, handovers: Sequence[Handover]) -> None:
    """Free the places that these handovers hold."""
    for handover in handovers:
        if handover.has_place:
            give_back_place(desk, desk.session.get_one(Offer, handover.offer_id))
