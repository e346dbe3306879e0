"""Two logs, joined by their trace: who did what, and whose data was processed; both only ever grow.

Triggers of the database refuse every change of a row, and that one younger than three months goes.
"""

from datetime import datetime
from typing import Final

from sqlmodel import Field, SQLModel

from api.platform.recording.vocabulary import AuditResult
from api.platform.storage.database import word
from api.platform.storage.ids import new_id

KEPT_AT_LEAST_DAYS: Final = 90
"""Stands in the triggers too: whoever gets in cannot wipe out the traces of that, not even with a setting."""


class AuditEvent(SQLModel, table=True):
    """Somebody did something to something, or was refused; ids alone, and nothing of what was sent."""

    __tablename__ = "audit_events"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    happened_at: datetime = Field(index=True)
    trace_id: str = Field(max_length=32, index=True)
    actor_id: str = Field(max_length=300)
    role: str | None = Field(default=None, max_length=20)
    organization_id: str | None = Field(default=None, max_length=36)
    operation: str = Field(max_length=200)
    objects: str = Field(default="", max_length=1000)
    result: AuditResult = Field(default=AuditResult.DONE, sa_type=word(AuditResult, name="audit_result"))
    origin: str | None = Field(default=None, max_length=45)


class ProcessingRecord(SQLModel, table=True):
    """One act of processing the data of one person (Logboek Dataverwerkingen); who did it stands in the other log."""

    __tablename__ = "processing_records"

    span_id: str = Field(primary_key=True, max_length=16)
    trace_id: str = Field(max_length=32, index=True)
    parent_span_id: str | None = Field(default=None, max_length=16)
    asked_by: str | None = Field(default=None, max_length=36)
    activity: str = Field(max_length=50)
    operation: str = Field(max_length=200)
    started_at: datetime
    ended_at: datetime = Field(index=True)
    subject_id: str | None = Field(default=None, max_length=32, index=True)


class DataSubject(SQLModel, table=True):
    """The pseudonym of a person in that log, by chance; erasing this row makes it nobody's."""

    __tablename__ = "data_subjects"

    id: str = Field(primary_key=True, max_length=32)
    reference_hash: str = Field(max_length=64, unique=True)


class UnsentRecord(SQLModel, table=True):
    """A record that the municipality's own log has not confirmed yet."""

    __tablename__ = "processing_unsent"

    span_id: str = Field(primary_key=True, max_length=16)
