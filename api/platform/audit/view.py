"""What was recorded, in the forms in which it leaves."""

from typing import Any, Final

from api.platform.audit.schemas import AuditEventRead
from api.platform.recording.settings import RecordingSettings
from api.platform.recording.tables import AuditEvent, ProcessingRecord
from api.platform.settings import NodeSettings, Settings

SUBJECT_TYPE: Final = "pseudonym"
OWN_REGISTER: Final = "urn:vonk:processing-activity:"


def show_audit_event(event: AuditEvent) -> AuditEventRead:
    """Show what was done."""
    return AuditEventRead(**event.model_dump(exclude={"objects"}), objects=event.objects.split())


def show_processing(record: ProcessingRecord, settings: Settings) -> dict[str, Any]:
    """Show one act of processing as the Logboek Dataverwerkingen names its parts."""
    told: dict[str, Any] = {"trace_id": record.trace_id, "span_id": record.span_id}
    if record.parent_span_id:
        told["parent_span_id"] = record.parent_span_id
    return told | {
        "status": "Ok",
        "name": record.operation,
        "start_time": _milliseconds(record.started_at.timestamp()),
        "end_time": _milliseconds(record.ended_at.timestamp()),
        "attributes": attributes_of(record, settings),
    }


def attributes_of(record: ProcessingRecord, settings: Settings) -> dict[str, str]:
    """Return the attributes of the standard: which activity of the register, about whom, and asked by whom."""
    register = settings[RecordingSettings].processing_register_url or OWN_REGISTER
    told = {"dpl.core.processing_activity_id": f"{register}{record.activity}"}
    if record.subject_id:
        told["dpl.core.data_subject_id"] = record.subject_id
        told["dpl.core.data_subject_id_type"] = SUBJECT_TYPE
    if record.asked_by:
        own = settings[NodeSettings].base_url.rstrip("/")
        told["dpl.core.foreign_operation.processor"] = f"{own}/v1/organizations/{record.asked_by}"
    return told


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
