"""What the clock does with what was recorded: send it on, and forget it in time."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import delete
from sqlmodel import col, select

from api.platform.audit.queries import list_unsent
from api.platform.audit.sending import send_processing
from api.platform.jobs.work import Recurring
from api.platform.node import Node
from api.platform.recording.settings import RecordingSettings
from api.platform.recording.tables import (
    KEPT_AT_LEAST_DAYS,
    AuditEvent,
    DataSubject,
    ProcessingRecord,
    UnsentRecord,
)

AT_A_TIME: Final = 500
SEND_SECONDS: Final = 5.0
FORGET_SECONDS: Final = 3600.0

log = logging.getLogger("vonk.audit")


def send_what_was_processed(node: Node) -> None:
    """Send every record that was not confirmed yet; what cannot be sent now is sent the next time."""
    if not node.settings[RecordingSettings].ldv_otlp_url:
        return
    while True:
        with node.database.read() as session:
            records = list_unsent(session, limit=AT_A_TIME)
        if not records:
            return
        try:
            send_processing(records, node.settings)
        except (OSError, ValueError) as reason:
            log.warning("The log of data processing is not taken; it is sent again: %s", type(reason).__name__)
            return
        with node.database.write() as session:
            # Sent twice when the node dies just here; the number of each tells that it is the same.
            session.execute(
                delete(UnsentRecord).where(col(UnsentRecord.span_id).in_([each.span_id for each in records]))
            )


def forget_what_is_old(node: Node) -> None:
    """Forget what was recorded longer ago than it is kept, and pseudonyms of which nothing is left."""
    chosen = node.settings[RecordingSettings]
    with node.database.write() as session:
        audited = _before(node, chosen.audit_retention_days)
        session.execute(delete(AuditEvent).where(col(AuditEvent.happened_at) < audited))
        processed = _before(node, chosen.processing_retention_days)
        # What was never confirmed stays until it is.
        unsent = select(UnsentRecord.span_id)
        session.execute(
            delete(ProcessingRecord).where(
                col(ProcessingRecord.ended_at) < processed, col(ProcessingRecord.span_id).not_in(unsent)
            )
        )
        session.execute(
            delete(DataSubject).where(
                ~select(ProcessingRecord.span_id).where(col(ProcessingRecord.subject_id) == DataSubject.id).exists()
            )
        )


def _before(node: Node, days: int) -> datetime:
    # A clock that was moved ahead would ask for what the database itself keeps.
    return min(
        node.clock.now() - timedelta(days=days),
        datetime.now(UTC) - timedelta(days=KEPT_AT_LEAST_DAYS, hours=1),
    )


RECURRING = {
    "audit.send": Recurring(send_what_was_processed, SEND_SECONDS),
    "audit.forget": Recurring(forget_what_is_old, FORGET_SECONDS),
}
