"""Matching tables as they are stored: profiles and the key of the board sealed, and all of it gone after a day."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from api.matching_tables.vocabulary import DecisionType, TableEventType
from api.platform.storage.database import word
from api.platform.storage.ids import new_id

LABEL_LENGTH = 20


class MatchingTable(SQLModel, table=True):
    """One afternoon of one organization."""

    __tablename__ = "matching_tables"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    organization_id: str = Field(max_length=36, foreign_key="organizations.id", index=True)
    name: str = Field(max_length=200)
    meets_on: date
    sealed_board_key: str
    number: int = 0
    erase_at: datetime = Field(index=True)
    created_at: datetime
    updated_at: datetime


class TableSeat(SQLModel, table=True):
    """One client at a table: a label, and a profile that only this service can read."""

    __tablename__ = "table_seats"

    table_id: str = Field(primary_key=True, max_length=36, foreign_key="matching_tables.id")
    seat: str = Field(primary_key=True, max_length=LABEL_LENGTH)
    sealed_profile: str
    updated_at: datetime


class TableOffer(SQLModel, table=True):
    """One offer at a table."""

    __tablename__ = "table_offers"

    table_id: str = Field(primary_key=True, max_length=36, foreign_key="matching_tables.id")
    offer_id: str = Field(primary_key=True, max_length=36, foreign_key="offers.id")


class TableDecision(SQLModel, table=True):
    """What was decided about a seat and an offer; after a handover, which one."""

    __tablename__ = "table_decisions"

    table_id: str = Field(primary_key=True, max_length=36, foreign_key="matching_tables.id")
    seat: str = Field(primary_key=True, max_length=LABEL_LENGTH)
    offer_id: str = Field(primary_key=True, max_length=36, foreign_key="offers.id")
    type: DecisionType = Field(sa_type=word(DecisionType, name="decision_type"))
    handover_id: str | None = Field(default=None, max_length=36)
    decided_at: datetime


class TableEvent(SQLModel, table=True):
    """One change at a table, numbered in the order of commits."""

    __tablename__ = "table_events"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    table_id: str = Field(max_length=36, foreign_key="matching_tables.id", index=True)
    type: TableEventType = Field(sa_type=word(TableEventType, name="table_event_type"))
    seat: str | None = Field(default=None, max_length=LABEL_LENGTH)
    offer_id: str | None = Field(default=None, max_length=36)
    happened_at: datetime
