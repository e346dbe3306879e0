"""Links with which a receiver without a system of its own answers: signed, expiring, and of no use after the answer."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from api.handovers.access import sides_of
from api.handovers.clockwork.working_days import add_working_days, end_of
from api.handovers.queries import (
    find_handover_to_change,
    find_reply_link,
    get_handover_to_change,
    handover_not_found,
    list_deadlines,
)
from api.handovers.settings import HandoverSettings
from api.handovers.states import WAITING
from api.handovers.tables import Handover, ReplyLink
from api.handovers.vocabulary import DeadlineKind, Side
from api.platform.clock import AMSTERDAM
from api.platform.requests.desk import Desk
from api.platform.security.roles import Caller, Role
from api.platform.web.capabilities import read_token, write_token
from api.platform.web.problems import ConflictError, ForbiddenError, Words

REPLY = "reply to a handover"
CALENDAR = "put an appointment into a calendar"


def get_handover_to_link(session: Session, handover_id: str, caller: Caller) -> Handover:
    """Return the handover for whom a link may be made, held: its sender, or the receiver of one without a sender.

    Raises NotFoundError for another's, and ForbiddenError for a partner whom a sender asked: that one mails the link.
    """
    if caller.role is Role.PARTNER:
        asked = find_handover_to_change(session, handover_id)
        if asked is None or not asked.is_self_referral or Side.RECEIVER not in sides_of(asked, caller.organization_id):
            raise ForbiddenError(Words("De verzender maakt deze link.", "The sender makes this link."))
        return asked
    handover = get_handover_to_change(session, handover_id, caller.organization_id)
    if Side.SENDER not in sides_of(handover, caller.organization_id):
        raise handover_not_found()
    return handover


def create_reply_link(desk: Desk, handover: Handover) -> tuple[ReplyLink, str]:
    """Make a link and its token, told only here; links made before it end. Raises ConflictError after the answer."""
    if handover.state not in WAITING:
        raise ConflictError(
            Words("Deze overdracht wacht niet op een antwoord.", "This handover does not wait for an answer.")
        )
    # One link at a time: a mail that went to the wrong address is made useless by the next.
    desk.session.execute(delete(ReplyLink).where(col(ReplyLink.handover_id) == handover.id))
    link = _new_link(desk, handover)
    return link, write_token(desk.secrets, link.id, REPLY)


def token_for_receiver(desk: Desk, handover: Handover) -> str:
    """Give the token of the newest link of who receives now, to be mailed; the link is made when there is none yet."""
    of_receiver = col(ReplyLink.organization_id) == handover.receiver_organization_id
    links = select(ReplyLink).where(ReplyLink.handover_id == handover.id, of_receiver)
    link = desk.session.exec(links.order_by(col(ReplyLink.id).desc())).first() or _new_link(desk, handover)
    return write_token(desk.secrets, link.id, REPLY)


def find_link(desk: Desk, token: str, purpose: str) -> ReplyLink | None:
    """Find the link of a token that we signed for this purpose; None for any other."""
    link_id = read_token(desk.secrets, token, purpose)
    return find_reply_link(desk.session, link_id) if link_id else None


def can_answer(desk: Desk, link: ReplyLink, handover: Handover) -> bool:
    """Tell whether this link still answers: in time, by who receives now, and nobody answered yet.

    While a question of the receiver waits for the sender, the time to answer waits as well.
    """
    in_time = (desk.now < link.expires_at or handover.asked_at is not None) and link.answered_at is None
    return in_time and handover.state in WAITING and handover.receiver_organization_id == link.organization_id


def can_change_answer(desk: Desk, link: ReplyLink, handover: Handover) -> bool:
    """Tell whether what was answered through this link may still be changed: nothing else has happened since."""
    if link.answer_event != handover.events or handover.receiver_organization_id != link.organization_id:
        return False
    until = handover.appointment_at if handover.appointment_at and handover.appointment_off_at is None else None
    return desk.now < (until or link.expires_at)


def can_put_into_calendar(desk: Desk, link: ReplyLink, handover: Handover) -> bool:
    """Tell whether who answered here may fetch the appointment, also when it is off: until its day is over."""
    if link.answered_at is None or handover.appointment_at is None:
        return False
    last_day = handover.appointment_at.astimezone(AMSTERDAM).date()
    return desk.now < end_of(last_day) and handover.receiver_organization_id == link.organization_id


def _new_link(desk: Desk, handover: Handover) -> ReplyLink:
    link = ReplyLink(
        handover_id=handover.id,
        organization_id=handover.receiver_organization_id,
        created_at=desk.now,
        expires_at=_answer_by(desk, handover),
    )
    desk.session.add(link)
    desk.session.flush()
    return link


def _answer_by(desk: Desk, handover: Handover) -> datetime:
    due = [each.due_at for each in list_deadlines(desk.session, handover.id) if each.kind is DeadlineKind.EXPIRY]
    return max(
        due, default=end_of(add_working_days(desk.today, desk.settings[HandoverSettings].handover_answer_working_days))
    )
