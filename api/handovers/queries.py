"""Which handovers there are, and for whom."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from api.catalogue.offers.tables import Offer
from api.handovers.states import OPEN, STILL_TO_MEET, WAITING
from api.handovers.tables import Handover, HandoverCustody, HandoverDeadline, HandoverEvent, ReplyLink
from api.handovers.vocabulary import DeadlineKind, EventType, HandoverState
from api.platform.web.pagination import PageRequest
from api.platform.web.problems import NotFoundError, Words

APPOINTMENT_LASTS = timedelta(hours=1)
LATE_AFTER = timedelta(minutes=5)
"""The clock comes round every ten seconds; a node that is stopped and started again takes a minute or two."""
DUE_IN = {
    DeadlineKind.REMINDER: WAITING,
    DeadlineKind.EXPIRY: WAITING,
    DeadlineKind.CHECK_IN: frozenset({HandoverState.STARTED}),
    DeadlineKind.CONSENT_END: OPEN,
}


def get_handover(session: Session, handover_id: str, organization_id: str | None) -> Handover:
    """Return the handover to an organization that had or has to do with it; raises NotFoundError for any other."""
    query = select(Handover).where(Handover.id == handover_id, _concerns(organization_id))
    handover = session.exec(query).one_or_none()
    if handover is None:
        raise handover_not_found()
    return handover


def get_handover_to_change(session: Session, handover_id: str, organization_id: str | None) -> Handover:
    """Return the handover, locked until the transaction ends: what happens to one happens one by one."""
    query = select(Handover).where(Handover.id == handover_id, _concerns(organization_id)).with_for_update()
    # Whatever was read before the lock is read again: somebody else may have changed it meanwhile.
    handover = session.exec(query.execution_options(populate_existing=True)).one_or_none()
    if handover is None:
        raise handover_not_found()
    return handover


def find_handover_to_change(session: Session, handover_id: str) -> Handover | None:
    """Find the handover for the clock, locked; None when it was erased meanwhile."""
    return session.exec(select(Handover).where(Handover.id == handover_id).with_for_update()).one_or_none()


def find_handover(session: Session, handover_id: str) -> Handover | None:
    """Find the handover with this id, for who holds a signed address of it."""
    return session.get(Handover, handover_id)


def find_handover_by_form(session: Session, form_id: str) -> Handover | None:
    """Find the handover that was made with this form."""
    return session.exec(select(Handover).where(Handover.form_id == form_id)).one_or_none()


def find_open_handover(session: Session, organization_id: str, client_reference: str, offer_id: str) -> Handover | None:
    """Find the handover of this client of this sender at this offer that is still going on."""
    query = _sent(organization_id, client_reference).where(Handover.offer_id == offer_id)
    return session.exec(query.where(col(Handover.state).in_(OPEN))).first()


def list_other_appointments(session: Session, handover: Handover) -> Sequence[datetime]:
    """List when this client is to meet others, under the same reference of the same sender."""
    if handover.client_reference is None:
        return []  # Who asks for himself is known to nobody else.
    query = select(Handover.appointment_at).where(
        col(Handover.sender_organization_id) == handover.sender_organization_id,
        col(Handover.client_reference) == handover.client_reference,
        col(Handover.id) != handover.id,
        col(Handover.state).in_(STILL_TO_MEET),
        col(Handover.appointment_off_at).is_(None),
    )
    return [moment for moment in session.exec(query).all() if moment is not None]


def list_questions(session: Session, handover_id: str) -> Sequence[HandoverEvent]:
    """List what the receiver asked and the sender answered, in order."""
    query = select(HandoverEvent).where(
        HandoverEvent.handover_id == handover_id, col(HandoverEvent.type).in_((EventType.ASK, EventType.ANSWER))
    )
    return session.exec(query.order_by(col(HandoverEvent.number))).all()


def list_appointments(session: Session, organization_id: str, *, limit: int) -> Sequence[tuple[Handover, str]]:
    """List all appointments that this organization sees whole, newest first, each with the title of its offer."""
    mine = or_(
        col(Handover.receiver_organization_id) == organization_id,
        # Once it was passed on, the sender knows no more than how far it is.
        and_(col(Handover.sender_organization_id) == organization_id, col(Handover.hops) == 0),
    )
    query = select(Handover, Offer.title).join(Offer, col(Offer.id) == col(Handover.offer_id))
    query = query.where(mine, col(Handover.appointment_at).is_not(None))
    return session.exec(query.order_by(col(Handover.appointment_at).desc(), col(Handover.id)).limit(limit)).all()


def handover_not_found() -> NotFoundError:
    """Return the error for a handover that is not there, or of which this caller may not know."""
    return NotFoundError(Words("Deze overdracht is er niet.", "There is no such handover."))


def list_handovers(
    session: Session, organization_id: str, request: PageRequest, *, state: HandoverState | None = None
) -> Sequence[Handover]:
    """List what this organization sent or received, oldest first, and one more than was asked."""
    wanted = () if state is None else (col(Handover.state) == state,)
    return _list(session, request, _concerns(organization_id), *wanted)


def list_handovers_of_client(
    session: Session, organization_id: str, client_reference: str, request: PageRequest
) -> Sequence[Handover]:
    """List what this organization sent, or receives now, under this reference, oldest first, and one more."""
    mine = or_(
        col(Handover.sender_organization_id) == organization_id,
        col(Handover.receiver_organization_id) == organization_id,
    )
    return _list(session, request, mine, col(Handover.client_reference) == client_reference)


def list_sent_handovers(session: Session, organization_id: str, client_reference: str) -> Sequence[Handover]:
    """List every handover of this client by this sender, oldest first."""
    return session.exec(_sent(organization_id, client_reference)).all()


def list_handovers_to_erase(session: Session, ids: Collection[str]) -> Sequence[Handover]:
    """List which of these ids are handovers, locked, so that no place is taken or given back meanwhile."""
    query = select(Handover).where(col(Handover.id).in_(ids)).order_by(col(Handover.id)).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).all()


def list_handovers_ended_before(session: Session, moment: datetime, *, limit: int) -> Sequence[Handover]:
    """List ended handovers that were kept long enough, longest first."""
    query = select(Handover).where(col(Handover.ended_at) < moment).order_by(col(Handover.ended_at)).limit(limit)
    return session.exec(query).all()


def list_events(
    session: Session, handover_id: str, *, after: int = 0, limit: int | None = None
) -> Sequence[HandoverEvent]:
    """List what happened after the event with this number, in order."""
    query = select(HandoverEvent).where(HandoverEvent.handover_id == handover_id, HandoverEvent.number > after)
    return session.exec(query.order_by(col(HandoverEvent.number)).limit(limit)).all()


def list_custodies(session: Session, handover_id: str) -> Sequence[HandoverCustody]:
    """List who received it, one after the other."""
    query = select(HandoverCustody).where(HandoverCustody.handover_id == handover_id)
    return session.exec(query.order_by(col(HandoverCustody.hop))).all()


def list_deadlines(session: Session, handover_id: str) -> Sequence[HandoverDeadline]:
    """List what the clock will do, or did, in order."""
    query = select(HandoverDeadline).where(HandoverDeadline.handover_id == handover_id)
    return session.exec(query.order_by(col(HandoverDeadline.due_at))).all()


def list_due_deadlines(
    session: Session, now: datetime, *, besides: Collection[str], limit: int
) -> Sequence[HandoverDeadline]:
    """List what is due and can be done in the state that its handover is in, longest due first."""
    query = (
        select(HandoverDeadline)
        .join(Handover, col(Handover.id) == col(HandoverDeadline.handover_id))
        .where(col(HandoverDeadline.due_at) <= now, col(HandoverDeadline.handled_at).is_(None), _can_be_done())
        .where(col(HandoverDeadline.id).not_in(besides))
        .order_by(col(HandoverDeadline.due_at), col(HandoverDeadline.id))
        .limit(limit)
    )
    return session.exec(query).all()


def count_overdue_deadlines(session: Session, now: datetime) -> int:
    """Count what was due for longer than the clock takes to come round, and can still be done."""
    query = (
        select(func.count())
        .select_from(HandoverDeadline)
        .join(Handover, col(Handover.id) == col(HandoverDeadline.handover_id))
        .where(col(HandoverDeadline.due_at) <= now - LATE_AFTER, col(HandoverDeadline.handled_at).is_(None))
    )
    return session.exec(query.where(_can_be_done())).one()


def _can_be_done() -> ColumnElement[bool]:
    """Tell whether the handover of a deadline is in a state in which it means anything."""
    return or_(
        *((col(HandoverDeadline.kind) == kind) & col(Handover.state).in_(states) for kind, states in DUE_IN.items())
    )


def find_reply_link(session: Session, link_id: str) -> ReplyLink | None:
    """Find the reply link with this id."""
    return session.get(ReplyLink, link_id)


def _sent(organization_id: str, client_reference: str) -> SelectOfScalar[Handover]:
    mine = Handover.sender_organization_id == organization_id
    return select(Handover).where(mine, Handover.client_reference == client_reference).order_by(col(Handover.id))


def _list(session: Session, request: PageRequest, *conditions: ColumnElement[bool]) -> Sequence[Handover]:
    query = select(Handover).where(*conditions).order_by(col(Handover.id)).limit(request.limit + 1)
    if request.after is not None:
        query = query.where(col(Handover.id) > request.after)
    return session.exec(query).all()


def _concerns(organization_id: str | None) -> ColumnElement[bool]:
    # Also who passed it on: such an organization still sees how far it is.
    received = select(HandoverCustody.handover_id).where(HandoverCustody.organization_id == organization_id)
    return or_(col(Handover.sender_organization_id) == (organization_id or ""), col(Handover.id).in_(received))
