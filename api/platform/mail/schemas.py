"""Mails on the wire."""

from api.platform.mail.vocabulary import MailFailure, MailState
from api.platform.web.pagination import Page
from api.platform.web.shapes import AnswerModel, Id, Timestamp


class MailRead(AnswerModel):
    """What was written to an organization, or still will be, and how that went; neither the address nor the words."""

    id: Id
    organization_id: Id
    kind: str
    handover_id: Id | None
    offer_id: Id | None
    state: MailState
    attempts: int
    created_at: Timestamp
    next_attempt_at: Timestamp | None
    last_attempt_at: Timestamp | None
    last_status: int | None
    last_failure: MailFailure | None


class MailPage(Page[MailRead]):
    """One page of mails."""
