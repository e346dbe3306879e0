"""Unmet wishes as they are stored: sketches while a week lasts, and counts once it is over."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from api.platform.storage.ids import new_id

WEEK_LENGTH = 8


class WishWeek(SQLModel, table=True):
    """A week that is being counted, and its secret; both go when it is over."""

    __tablename__ = "wish_weeks"

    week: str = Field(primary_key=True, max_length=WEEK_LENGTH)
    sealed_key: str


class WishSketch(SQLModel, table=True):
    """Who asked for one thing in one neighbourhood, as bits that only the secret of the week gives a meaning."""

    __tablename__ = "wish_sketches"

    week: str = Field(primary_key=True, max_length=WEEK_LENGTH, foreign_key="wish_weeks.week")
    neighbourhood: str = Field(primary_key=True, max_length=4)
    concept: str = Field(primary_key=True, max_length=100)
    bits: str


class UnmetWish(SQLModel, table=True):
    """How many clients at least asked in vain for one thing in one neighbourhood in one week."""

    __tablename__ = "unmet_wishes"
    __table_args__ = (UniqueConstraint("week", "neighbourhood", "concept"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    week: str = Field(max_length=WEEK_LENGTH, index=True)
    neighbourhood: str = Field(max_length=4, index=True)
    concept: str = Field(max_length=100)
    clients: int
