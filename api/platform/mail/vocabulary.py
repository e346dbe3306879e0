"""The words of mail."""

from enum import StrEnum


class MailState(StrEnum):
    """How far a mail is; dropped is one that nobody needs any more."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    BOUNCED = "bounced"
    FAILED = "failed"
    DROPPED = "dropped"


class MailFailure(StrEnum):
    """Why a mail was not taken."""

    CONNECTION = "connection"
    TIMEOUT = "timeout"
    ENCRYPTION = "encryption"
    LOGIN = "login"
    SERVER = "server"
    SENDER_REFUSED = "sender-refused"
    RECIPIENT_REFUSED = "recipient-refused"
    MESSAGE_REFUSED = "message-refused"
    MAIL_IS_OFF = "mail-is-off"


UNFINISHED = frozenset({MailState.PENDING, MailState.SENDING})
LOST = frozenset({MailState.BOUNCED, MailState.FAILED})
