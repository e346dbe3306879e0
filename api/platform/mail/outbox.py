"""The outbox: a mail is promised in the transaction of what it tells, and every attempt is a promise of its own."""

from datetime import datetime

from sqlmodel import Session

from api.platform.jobs.actions import enqueue
from api.platform.mail.tables import Mail

LANE = "mail"


def promise_mail(
    session: Session, organization_id: str, kind: str, *, about_id: str, event_number: int, now: datetime
) -> Mail:
    """Promise to write to this organization about one event, in the transaction of that event.

    The letter itself is written when it goes out, by the work of the kind's family: `mail.handover` for
    `handover.requested`.
    """
    mail = Mail(
        organization_id=organization_id, kind=kind, about_id=about_id, event_number=event_number, created_at=now
    )
    promise_attempt(session, mail, at=now)
    return mail


def promise_attempt(session: Session, mail: Mail, *, at: datetime, delay_seconds: float = 0) -> None:
    """Promise an attempt in this transaction; what was promised for this mail before counts no more."""
    mail.turn += 1
    mail.next_attempt_at = at
    session.add(mail)
    enqueue(
        session,
        f"mail.{mail.kind.partition('.')[0]}",
        mail.id,
        str(mail.turn),
        key=f"{mail.id}:{mail.turn}",
        delay_seconds=delay_seconds,
        lane=LANE,
    )
