"""Handovers as they are stored: what is said about a client is encrypted, and there is no column for a name."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from api.handovers.vocabulary import DeadlineKind, EventType, HandoverState, Side
from api.platform.storage.database import json_column, word
from api.platform.storage.ids import new_id

_IS_WAITING = text("handled_at IS NULL")


class Handover(SQLModel, table=True):
    """One client, by the reference of the coach's own tool, brought to one offer.

    Who asks for himself has no sender and no reference; `form_id` is that of the form, so that it counts once.
    """

    __tablename__ = "handovers"
    __table_args__ = (Index("ix_handovers_client", "client_reference", "sender_organization_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    sender_organization_id: str | None = Field(default=None, max_length=36, foreign_key="organizations.id", index=True)
    receiver_organization_id: str = Field(max_length=36, foreign_key="organizations.id", index=True)
    offer_id: str = Field(max_length=36, foreign_key="offers.id", index=True)
    client_reference: str | None = Field(default=None, max_length=100)
    form_id: str | None = Field(default=None, max_length=36, unique=True)
    state: HandoverState = Field(sa_type=word(HandoverState, name="state"))
    state_before_pause: HandoverState | None = Field(
        default=None, sa_type=word(HandoverState, name="state_before_pause")
    )
    hops: int = 0
    events: int = 0
    has_place: bool = False
    on_the_spot: bool = False
    accompanied: bool = False
    preferred_day_parts: int = 0
    sealed_message: str | None = None
    sealed_introduction: str | None = None

    consent_given_on: date
    consent_expires_on: date
    consent_shares: list[str] = Field(sa_type=json_column())
    consent_recipients: list[str] = Field(sa_type=json_column())
    consent_withdrawn_at: datetime | None = None

    appointment_at: datetime | None = None
    appointment_place: str | None = Field(default=None, max_length=200)
    appointment_with: str | None = Field(default=None, max_length=200)
    appointment_off_at: datetime | None = None
    contact_before: date | None = None
    asked_at: datetime | None = None

    created_at: datetime
    created_by: str = Field(max_length=300)
    updated_at: datetime
    ended_at: datetime | None = Field(default=None, index=True)

    @property
    def is_self_referral(self) -> bool:
        """Whether a resident asked for himself: then nobody sent it."""
        return self.sender_organization_id is None


class HandoverEvent(SQLModel, table=True):
    """One thing that happened to a handover; the database refuses to change it afterwards."""

    __tablename__ = "handover_events"

    handover_id: str = Field(primary_key=True, max_length=36, foreign_key="handovers.id")
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    type: EventType = Field(sa_type=word(EventType, name="type"))
    side: Side = Field(sa_type=word(Side, name="side"))
    state: HandoverState = Field(sa_type=word(HandoverState, name="state"))
    details: dict[str, Any] = Field(sa_type=json_column())
    happened_at: datetime
    organization_id: str | None = Field(default=None, max_length=36, foreign_key="organizations.id")
    caller_id: str | None = Field(default=None, max_length=300)


class HandoverCustody(SQLModel, table=True):
    """Which organization receives, one after the other; the last one is who answers now."""

    __tablename__ = "handover_custodies"

    handover_id: str = Field(primary_key=True, max_length=36, foreign_key="handovers.id")
    hop: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    organization_id: str = Field(max_length=36, foreign_key="organizations.id", index=True)
    since: datetime


class HandoverDeadline(SQLModel, table=True):
    """What the clock has to do about a handover, once, when it is time."""

    __tablename__ = "handover_deadlines"
    # What was handled stays for years, and the clock comes round all the time: it reads only what still waits.
    __table_args__ = (
        Index("ix_handover_deadlines_waiting", "due_at", sqlite_where=_IS_WAITING, postgresql_where=_IS_WAITING),
    )

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    handover_id: str = Field(max_length=36, foreign_key="handovers.id", index=True)
    kind: DeadlineKind = Field(sa_type=word(DeadlineKind, name="kind"))
    due_at: datetime
    handled_at: datetime | None = None


class HandoverPolicy(SQLModel, table=True):
    """What an organization chose instead of the deadlines of the settings; empty means: as in the settings."""

    __tablename__ = "handover_policies"

    organization_id: str = Field(primary_key=True, max_length=36, foreign_key="organizations.id")
    answer_working_days: int | None = None
    reminder_working_days: int | None = None
    check_in_weeks: list[int] | None = Field(default=None, sa_type=json_column())


class ReplyLink(SQLModel, table=True):
    """A link that lets one organization answer one handover once; the token itself is nowhere."""

    __tablename__ = "reply_links"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    handover_id: str = Field(max_length=36, foreign_key="handovers.id", index=True)
    organization_id: str = Field(max_length=36, foreign_key="organizations.id")
    created_at: datetime
    expires_at: datetime
    answered_at: datetime | None = None
    answer_event: int | None = None


class CalendarLink(SQLModel, table=True):
    """An address to subscribe to with all appointments of one organization; its token is nowhere."""

    __tablename__ = "calendar_links"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    organization_id: str = Field(max_length=36, foreign_key="organizations.id", index=True)
    name: str | None = Field(default=None, max_length=200)
    created_at: datetime
