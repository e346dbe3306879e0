"""Erasing handovers with every trace of them: what happened, what was to come, kept answers and announcements."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select
from sqlmodel import Session, col

from api.catalogue.offers.actions import give_back_place
from api.catalogue.offers.queries import hold_offers
from api.handovers.tables import Handover, HandoverCustody, HandoverDeadline, HandoverEvent, ReplyLink
from api.platform.mail.queries import delete_mails_about
from api.platform.requests.desk import Desk
from api.platform.requests.once.actions import forget_answers_about
from api.platform.webhooks.queries import delete_events_about

BELONGING = (HandoverEvent, HandoverCustody, HandoverDeadline, ReplyLink)


def forget_handovers(session: Session, handovers: Sequence[Handover]) -> None:
    """Erase these handovers with every trace of them."""
    ids = [handover.id for handover in handovers]
    erase_handovers(session, handovers)
    forget_answers_about(session, ids)
    delete_events_about(session, ids)
    delete_mails_about(session, ids)


def erase_handovers(session: Session, handovers: Sequence[Handover]) -> int:
    """Erase these handovers and all that belongs to them; the answer is how many events there were."""
    ids = [handover.id for handover in handovers]
    mine = col(HandoverEvent.handover_id).in_(ids)
    events: int = session.execute(select(func.count()).select_from(HandoverEvent).where(mine)).scalar_one()
    for table in BELONGING:
        session.execute(delete(table).where(col(table.handover_id).in_(ids)))
    session.execute(delete(Handover).where(col(Handover.id).in_(ids)))
    return events


def give_back_places(desk: Desk, handovers: Sequence[Handover]) -> None:
    """Free the places that these handovers hold."""
    # All offers are held first, in one order, so that two that erase do not wait for each other.
    holding = [handover for handover in handovers if handover.has_place]
    offers = hold_offers(desk.session, {handover.offer_id for handover in holding})
    for handover in holding:
        give_back_place(desk, offers[handover.offer_id])
