"""Which mails there are."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from api.platform.jobs.queue import select_promised
from api.platform.mail.tables import Mail
from api.platform.mail.vocabulary import LOST, UNFINISHED
from api.platform.security.roles import Caller, Role
from api.platform.storage.database import get_to_change
from api.platform.web.pagination import PageRequest
from api.platform.web.problems import NotFoundError, Words


def find_mail_to_send(session: Session, mail_id: str, turn: int) -> Mail | None:
    """Find the mail when this turn of it still counts, kept from others until the transaction ends."""
    query = select(Mail).where(Mail.id == mail_id, Mail.turn == turn, col(Mail.state).in_(UNFINISHED))
    return session.exec(query.with_for_update()).one_or_none()


def find_unfinished_mail(session: Session, mail_id: str) -> Mail | None:
    """Find the mail when it was not taken, refused or given up yet, kept from others until the transaction ends."""
    query = select(Mail).where(Mail.id == mail_id, col(Mail.state).in_(UNFINISHED))
    return session.exec(query.with_for_update()).one_or_none()


def get_mail_to_change(session: Session, mail_id: str, caller: Caller) -> Mail:
    """Get the mail to the caller's own organization, or any for an admin, held until the transaction ends."""
    mail = get_to_change(session, Mail, mail_id)
    if mail is None or not (caller.role is Role.ADMIN or caller.organization_id == mail.organization_id):
        raise NotFoundError(Words("Deze mail is er niet.", "There is no such mail."))
    return mail


def list_mails(session: Session, organization_id: str, request: PageRequest) -> Sequence[Mail]:
    """List what was written to an organization, or still will be, newest first, and one more than was asked."""
    query = select(Mail).where(Mail.organization_id == organization_id)
    if request.after is not None:
        query = query.where(col(Mail.id) < request.after)
    return session.exec(query.order_by(col(Mail.id).desc()).limit(request.limit + 1)).all()


def count_mails(session: Session) -> tuple[int, int]:
    """Count how many mails are on their way, and how many never arrived."""
    states = session.exec(select(Mail.state, func.count()).group_by(Mail.state)).all()
    waiting = sum(count for state, count in states if state in UNFINISHED)
    return waiting, sum(count for state, count in states if state in LOST)


def list_overdue_mails(session: Session, before: datetime, *, limit: int) -> Sequence[Mail]:
    """List mails due before a moment whose attempt no work is promised for, longest first, kept from others."""
    query = (
        select(Mail)
        .where(col(Mail.state).in_(UNFINISHED), col(Mail.next_attempt_at) < before)
        .where(col(Mail.id).not_in(select_promised(session)))
        .order_by(col(Mail.next_attempt_at))
        .limit(limit)
    )
    return session.exec(query.with_for_update(skip_locked=True)).all()


def delete_mails_before(session: Session, moment: datetime) -> int:
    """Forget mails of before a moment, unless one is still under way; the answer is how many there were."""
    old = delete(Mail).where(col(Mail.created_at) < moment, col(Mail.state).not_in(UNFINISHED))
    return len(session.execute(old.returning(col(Mail.id))).all())


def delete_mails_about(session: Session, ids: Collection[str]) -> int:
    """Forget every mail about these ids, sent or not; the answer is how many there were."""
    about = delete(Mail).where(col(Mail.about_id).in_(ids))
    return len(session.execute(about.returning(col(Mail.id))).all())
