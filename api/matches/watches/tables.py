"""Watches as they are stored: the profile sealed, and what fits by the id of the offer alone."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from api.platform.storage.ids import new_id


class Watch(SQLModel, table=True):
    """A client who waits for any offer that fits, by a sealed profile, or for a place at one offer."""

    __tablename__ = "watches"
    __table_args__ = (Index("ix_watches_client", "client_reference", "organization_id"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    organization_id: str = Field(max_length=36, foreign_key="organizations.id", index=True)
    client_reference: str = Field(max_length=100)
    sealed_profile: str | None = None
    offer_id: str | None = Field(default=None, max_length=36, foreign_key="offers.id", index=True)
    queued_at: datetime
    asked_at: datetime | None = None
    answer_by: datetime | None = Field(default=None, index=True)
    let_pass_at: datetime | None = None
    expires_on: date
    erase_at: datetime = Field(index=True)
    created_at: datetime


class WatchOffer(SQLModel, table=True):
    """An offer that fits a watch or did, and when that was told; never, when it was known from the beginning."""

    __tablename__ = "watch_offers"

    watch_id: str = Field(primary_key=True, max_length=36, foreign_key="watches.id")
    offer_id: str = Field(primary_key=True, max_length=36, foreign_key="offers.id", index=True)
    fits: bool
    told_at: datetime | None = None
