"""What was recorded."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from api.platform.recording.tables import AuditEvent, ProcessingRecord, UnsentRecord
from api.platform.web.pagination import PageRequest


def list_audit_events(session: Session, request: PageRequest, *, since: datetime | None) -> Sequence[AuditEvent]:
    """List what was done from a moment on, oldest first, and one more than was asked."""
    query = select(AuditEvent).order_by(col(AuditEvent.id)).limit(request.limit + 1)
    if since is not None:
        query = query.where(col(AuditEvent.happened_at) >= since)
    if request.after is not None:
        query = query.where(col(AuditEvent.id) > request.after)
    return session.exec(query).all()


def stream_audit_events(session: Session, *, since: datetime | None) -> Iterator[AuditEvent]:
    """Yield all that was done from a moment on, oldest first, in bounded memory."""
    query = select(AuditEvent).order_by(col(AuditEvent.id)).execution_options(yield_per=500)
    return iter(session.exec(query if since is None else query.where(col(AuditEvent.happened_at) >= since)))


def stream_processing(session: Session, *, since: datetime | None) -> Iterator[ProcessingRecord]:
    """Yield every act of processing from a moment on, oldest first, in bounded memory."""
    query = (
        select(ProcessingRecord)
        .order_by(col(ProcessingRecord.ended_at), col(ProcessingRecord.span_id))
        .execution_options(yield_per=500)
    )
    return iter(session.exec(query if since is None else query.where(col(ProcessingRecord.ended_at) >= since)))


def list_unsent(session: Session, *, limit: int) -> Sequence[ProcessingRecord]:
    """List the records that nobody has confirmed yet, oldest first."""
    return session.exec(
        select(ProcessingRecord)
        .join(UnsentRecord, col(UnsentRecord.span_id) == col(ProcessingRecord.span_id))
        .order_by(col(ProcessingRecord.ended_at), col(ProcessingRecord.span_id))
        .limit(limit)
    ).all()


def list_processing_of(session: Session, subject_ids: Sequence[str]) -> Sequence[ProcessingRecord]:
    """List every act of processing data of these people, oldest first."""
    return session.exec(
        select(ProcessingRecord)
        .where(col(ProcessingRecord.subject_id).in_(subject_ids))
        .order_by(col(ProcessingRecord.ended_at), col(ProcessingRecord.span_id))
    ).all()
