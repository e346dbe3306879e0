"""The durable work of mail: attempts, each claimed before it begins, and forgetting."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from sqlmodel import Session

from api.platform.jobs.sweeping import AFTER_FORGETTING, promise_sweep
from api.platform.jobs.work import Recurring
from api.platform.mail.letters import Letter, to_message
from api.platform.mail.outbox import promise_attempt
from api.platform.mail.queries import (
    delete_mails_before,
    find_mail_to_send,
    find_unfinished_mail,
    list_overdue_mails,
)
from api.platform.mail.sending import ServerReply, send
from api.platform.mail.server import MailServer, find_mail_server
from api.platform.mail.settings import MailSettings
from api.platform.mail.tables import Mail
from api.platform.mail.vocabulary import MailFailure, MailState
from api.platform.node import Node
from api.platform.recording.clockwork import record_work
from api.platform.recording.notes import note_object
from api.platform.requests.desk import Desk
from api.platform.storage.outages import UNAVAILABLE

AUTHOR = "mail"  # Who writes has no key.
SENDING: Final = "mail.send"
FORGET_SECONDS = 3600.0
OVERDUE_SECONDS = 300.0
# Longer than a clock of another node is off: what is promised is left alone however late it is.
OVERDUE_AFTER = timedelta(minutes=5)
AT_A_TIME = 500
AFTER_TIMEOUT_SECONDS = 5.0
"""How much longer than an attempt may take another one waits, for what the server said has to be noted down."""
NOTING_PAUSE_SECONDS = 0.2

log = logging.getLogger("vonk.mail")

WriteLetter = Callable[[Desk, Mail], Letter | None]


def attempt(node: Node, mail_id: str, turn: int, write: WriteLetter) -> None:
    """Attempt a mail once, unless this turn of it no longer counts; `write` gives None when nobody needs it any more.

    Before a server is spoken to, another attempt is promised for after this one: it is of use only when this process
    dies in between. So a mail is never handed in by two at once, and never again once that it was taken is noted.
    """
    server = find_mail_server(node.settings)
    with node.database.write() as session:
        mail = find_mail_to_send(session, mail_id, turn)
        if mail is None:
            return
        letter = write(Desk.of(node, session, author_id=AUTHOR), mail)
        if letter is None:
            mail.state, mail.next_attempt_at = MailState.DROPPED, None
            session.add(mail)
            return
        pause_seconds = node.settings[MailSettings].mail_timeout_seconds + AFTER_TIMEOUT_SECONDS
        mail.state = MailState.SENDING
        at = node.clock.now() + timedelta(seconds=pause_seconds)
        promise_attempt(session, mail, at=at, delay_seconds=pause_seconds)
        note_object(session, "mails", mail_id)
        record_work(session, node, SENDING)
        own_turn = mail.turn
    _note(node, mail_id, own_turn, _send(node, server, letter, mail))


def forget_old_mails(node: Node) -> None:
    """Forget what was written long ago."""
    before = node.clock.now() - timedelta(days=node.settings[MailSettings].mail_retention_days)
    with node.database.write() as session:
        if delete_mails_before(session, before):
            promise_sweep(session, now=node.clock.now(), within=AFTER_FORGETTING)


def promise_overdue_mails(node: Node) -> None:
    """Promise anew what was due and is promised no more: faults of our own cost nobody a mail."""
    now = node.clock.now()
    is_more = True
    while is_more:
        with node.database.write() as session:
            overdue = list_overdue_mails(session, now - OVERDUE_AFTER, limit=AT_A_TIME)
            for mail in overdue:
                mail.state = MailState.PENDING
                promise_attempt(session, mail, at=now)
            is_more = len(overdue) == AT_A_TIME


RECURRING = {
    "mail.forget": Recurring(forget_old_mails, FORGET_SECONDS),
    "mail.overdue": Recurring(promise_overdue_mails, OVERDUE_SECONDS),
}


def _send(node: Node, server: MailServer | None, letter: Letter, mail: Mail) -> ServerReply:
    if server is None:
        return ServerReply(failure=MailFailure.MAIL_IS_OFF)
    message = to_message(letter, mail, server.sender)
    seconds = node.settings[MailSettings].mail_timeout_seconds
    return send(server, message, to=letter.to, timeout_seconds=seconds)


def _note(node: Node, mail_id: str, turn: int, outcome: ServerReply) -> None:
    """Write down how it ended, however long the database is away: a mail that was taken is not to be sent again."""
    while True:
        try:
            with node.database.write() as session:
                mail = find_unfinished_mail(session, mail_id)
                if mail is not None:
                    _record(node, session, mail, turn, outcome)
                    session.add(mail)
        except UNAVAILABLE:
            if node.stopping.is_set():
                raise
            time.sleep(NOTING_PAUSE_SECONDS)
        else:
            return


def _record(node: Node, session: Session, mail: Mail, turn: int, outcome: ServerReply) -> None:
    now, backoff_seconds = node.clock.now(), node.settings[MailSettings].mail_backoff_seconds
    mail.attempts += 1
    mail.last_attempt_at, mail.last_status, mail.last_failure = now, outcome.status, outcome.failure
    if outcome.failure is not None:
        # Neither an address nor what the server said, for that may repeat the address.
        log.warning("Mail %s was not taken, attempt %d: %s %s", mail.id, mail.attempts, outcome.failure, outcome.status)
    if outcome.failure is None:
        _end(mail, MailState.SENT)
    elif outcome.is_final:
        _end(mail, MailState.BOUNCED)
    elif mail.attempts > len(backoff_seconds):
        _end(mail, MailState.FAILED)
    elif mail.turn == turn:
        mail.state, pause_seconds = MailState.PENDING, backoff_seconds[mail.attempts - 1]
        promise_attempt(session, mail, at=now + timedelta(seconds=pause_seconds), delay_seconds=pause_seconds)


def _end(mail: Mail, state: MailState) -> None:
    mail.state, mail.next_attempt_at = state, None
