"""Numbers by month, and how far the clock has counted."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from api.platform.storage.database import word
from api.tallies.vocabulary import Dimension, Measure


class Tally(SQLModel, table=True):
    """How often something happened in a period, in one row of one dimension."""

    __tablename__ = "tallies"

    period: str = Field(primary_key=True, max_length=7)
    measure: Measure = Field(primary_key=True, sa_type=word(Measure, name="measure"))
    dimension: Dimension = Field(primary_key=True, sa_type=word(Dimension, name="dimension"))
    row: str = Field(primary_key=True, max_length=36)
    number: int


class TallyMark(SQLModel, table=True):
    """Up to when the clock has counted something; what lies before is in the numbers, and what comes after is not."""

    __tablename__ = "tally_marks"

    name: str = Field(primary_key=True, max_length=40)
    at: datetime
