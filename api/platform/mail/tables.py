"""What is written to organizations (the outbox): kinds, ids and states, and neither an address nor a word."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from api.platform.mail.vocabulary import MailFailure, MailState
from api.platform.storage.database import word
from api.platform.storage.ids import new_id


class Mail(SQLModel, table=True):
    """One event told to one organization, once; the turn tells which promise of an attempt is the one that counts."""

    __tablename__ = "mails"
    __table_args__ = (UniqueConstraint("about_id", "event_number", "organization_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    organization_id: str = Field(max_length=36, foreign_key="organizations.id", index=True)
    kind: str = Field(max_length=100)
    about_id: str = Field(max_length=36)
    event_number: int
    state: MailState = Field(default=MailState.PENDING, sa_type=word(MailState, name="mail_state"))
    turn: int = 0
    attempts: int = 0
    created_at: datetime = Field(index=True)
    next_attempt_at: datetime | None = None
    last_attempt_at: datetime | None = None
    last_status: int | None = None
    last_failure: MailFailure | None = Field(default=None, sa_type=word(MailFailure, name="mail_failure"))
