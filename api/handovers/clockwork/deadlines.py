"""What the clock will have to do about a handover, set and taken away as its state changes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import Session, col

from api.handovers.clockwork.working_days import add_working_days, end_of, start_of
from api.handovers.settings import HandoverSettings
from api.handovers.tables import Handover, HandoverDeadline, HandoverPolicy, ReplyLink
from api.handovers.vocabulary import DeadlineKind
from api.platform.requests.desk import Desk
from api.platform.settings import Settings

ANSWERING = frozenset({DeadlineKind.REMINDER, DeadlineKind.EXPIRY})


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long things may take for the handovers of one organization."""

    answer_working_days: int
    reminder_working_days: int
    check_in_weeks: tuple[int, ...]


def deadlines_of(session: Session, settings: Settings, organization_id: str | None) -> Deadlines:
    """Return the deadlines of this sender: its own where it chose, else those of the settings."""
    chosen = session.get(HandoverPolicy, organization_id) if organization_id else None
    own = chosen or HandoverPolicy(organization_id=organization_id or "")
    default = settings[HandoverSettings]
    return Deadlines(
        answer_working_days=_first(own.answer_working_days, default.handover_answer_working_days),
        reminder_working_days=_first(own.reminder_working_days, default.handover_reminder_working_days),
        check_in_weeks=default.check_in_weeks if own.check_in_weeks is None else tuple(own.check_in_weeks),
    )


def ask_for_answer(desk: Desk, handover: Handover) -> None:
    """Set when the receiver is reminded and when the request ends; what was set before goes."""
    stop_asking(desk.session, handover)
    chosen = deadlines_of(desk.session, desk.settings, handover.sender_organization_id)
    reminder_on = add_working_days(desk.today, chosen.reminder_working_days)
    answer_on = add_working_days(desk.today, chosen.answer_working_days)
    # A reminder on the day that the request ends would come too late.
    if reminder_on < answer_on:
        _set(desk.session, handover, DeadlineKind.REMINDER, end_of(reminder_on))
    _set(desk.session, handover, DeadlineKind.EXPIRY, end_of(answer_on))
    # Who was mailed a link answers with it as long as there is time to answer.
    of_receiver = col(ReplyLink.organization_id) == handover.receiver_organization_id
    link = update(ReplyLink).where(col(ReplyLink.handover_id) == handover.id, of_receiver)
    desk.session.execute(link.values(expires_at=end_of(answer_on)))


def stop_asking(session: Session, handover: Handover) -> None:
    """Stop the clock for an answer: nobody waits for one any more."""
    _remove(session, handover, ANSWERING)


def plan_check_ins(desk: Desk, handover: Handover) -> None:
    """Set when to ask how it goes, counted from today."""
    chosen = deadlines_of(desk.session, desk.settings, handover.sender_organization_id)
    for weeks in chosen.check_in_weeks:
        _set(desk.session, handover, DeadlineKind.CHECK_IN, start_of(desk.today + timedelta(weeks=weeks)))


def plan_end_of_consent(desk: Desk, handover: Handover) -> None:
    """Set when consent ends by itself: with the end of its last day."""
    _set(desk.session, handover, DeadlineKind.CONSENT_END, end_of(handover.consent_expires_on))


def forget_end_of_consent(session: Session, handover: Handover) -> None:
    """Forget when consent ends: it was taken back, and need not end by itself any more."""
    _remove(session, handover, frozenset({DeadlineKind.CONSENT_END}))


def remove_deadlines(session: Session, handover: Handover) -> None:
    """Remove the deadlines of a handover that has ended: nothing is left to do."""
    _remove(session, handover, frozenset(DeadlineKind))


def _first(own: int | None, default: int) -> int:
    return default if own is None else own


def _set(session: Session, handover: Handover, kind: DeadlineKind, due_at: datetime) -> None:
    session.add(HandoverDeadline(handover_id=handover.id, kind=kind, due_at=due_at))


def _remove(session: Session, handover: Handover, kinds: frozenset[DeadlineKind]) -> None:
    session.execute(
        delete(HandoverDeadline).where(
            col(HandoverDeadline.handover_id) == handover.id,
            col(HandoverDeadline.kind).in_(kinds),
            # What the clock did already stays, as part of what happened.
            col(HandoverDeadline.handled_at).is_(None),
        )
    )
