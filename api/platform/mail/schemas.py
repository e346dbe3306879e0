"""Mails on the wire."""

from api.platform.mail.vocabulary import MailFailure, MailState
from api.platform.web.pagination import Page
from api.platform.web.shapes import AnswerModel, Id, Timestamp


class MailRead(AnswerModel):
    """What was written to an organization, or still will be, and how that went; neither the address nor the words."""

    id: Id
    """Id of the mail."""
    organization_id: Id
    """Who is written to."""
    kind: str
    """What it tells, such as `handover.requested`."""
    handover_id: Id | None
    """About which handover; null when about none."""
    offer_id: Id | None
    """About which offer; null when about none."""
    state: MailState
    """How far it is."""
    attempts: int
    """How often it was tried."""
    created_at: Timestamp
    """When it was written."""
    next_attempt_at: Timestamp | None
    """When it is tried again; null: not any more."""
    last_attempt_at: Timestamp | None
    """When it was last tried."""
    last_status: int | None
    """What the mail server answered (SMTP)."""
    last_failure: MailFailure | None
    """Why it was not taken; null when it was."""


class MailPage(Page[MailRead]):
    """One page of mails."""
