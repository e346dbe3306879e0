"""What people decided about lines of descent."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from api.catalogue.upkeep.lineage.vocabulary import Decision
from api.platform.storage.database import word


class LineageDecision(SQLModel, table=True):
    """Whether two offers of one organization are one activity; which of them is the earlier follows from their days."""

    __tablename__ = "lineage_decisions"

    # The lower id first, so that a pair has one row, from whichever side it is decided.
    one_id: str = Field(max_length=36, foreign_key="offers.id", primary_key=True)
    other_id: str = Field(max_length=36, foreign_key="offers.id", primary_key=True, index=True)
    decision: Decision = Field(sa_type=word(Decision, name="decision"))
    decided_at: datetime
    decided_by: str = Field(max_length=300)
