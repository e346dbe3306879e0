"""What people do with mails: have one sent again that did not arrive."""

from datetime import datetime

from sqlmodel import Session

from api.platform.mail.outbox import promise_attempt
from api.platform.mail.tables import Mail
from api.platform.mail.vocabulary import MailState
from api.platform.web.problems import ConflictError, Words

_TAKEN = Words(
    "De mailserver heeft deze mail al. Wij sturen hem niet nog een keer.",
    "The mail server has this mail already. It is not sent again.",
)
_UNDER_WAY = Words("Deze mail is nu onderweg.", "This mail is under way now.")


def retry_mail(session: Session, mail: Mail, *, now: datetime) -> Mail:
    """Attempt a mail now; raises ConflictError for one that was taken, or that is being handed in at this moment."""
    if mail.state in {MailState.SENT, MailState.SENDING}:
        raise ConflictError(_TAKEN if mail.state is MailState.SENT else _UNDER_WAY, members={"state": mail.state})
    mail.state = MailState.PENDING
    promise_attempt(session, mail, at=now)
    return mail
