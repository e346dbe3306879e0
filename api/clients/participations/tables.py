"""What clients do already, by the reference of the coach's own tool; there is no place for a name of a place."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from api.clients.participations.vocabulary import ParticipationKind
from api.platform.storage.database import word
from api.platform.storage.ids import new_id


class Participation(SQLModel, table=True):
    """One thing that a client does, as one organization knows it."""

    __tablename__ = "participations"
    __table_args__ = (Index("ix_participations_client", "client_reference", "organization_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    organization_id: str = Field(max_length=36, foreign_key="organizations.id", index=True)
    client_reference: str = Field(max_length=100)
    kind: ParticipationKind = Field(sa_type=word(ParticipationKind, name="kind"))
    hours_per_week: float
    since: date
    until: date | None = None
    erase_on: date = Field(index=True)
    created_at: datetime
    updated_at: datetime
