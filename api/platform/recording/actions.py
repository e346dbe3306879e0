"""Recording what was done, in the transaction of what it tells."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import insert, text
from sqlmodel import Session, col, select

from api.platform.node import Node
from api.platform.recording.notes import notes_of
from api.platform.recording.settings import RecordingSettings
from api.platform.recording.tables import AuditEvent, DataSubject, ProcessingRecord, UnsentRecord
from api.platform.recording.vocabulary import AuditResult
from api.platform.storage.database import metadata
from api.platform.storage.encryption import Secrets
from api.platform.storage.holdings import Client
from api.platform.storage.ids import new_id
from api.platform.tracing import Trace, current_or_new, new_span_id

_PURPOSE = "data subject"
# Into the tables and not as objects: every write comes by here, and nobody looks at these again in its transaction.
_ADD_EVENTS = insert(metadata().tables[str(AuditEvent.__tablename__)])
_ADD_RECORDS = insert(metadata().tables[str(ProcessingRecord.__tablename__)])
_ADD_SUBJECT = text("INSERT INTO data_subjects (id, reference_hash) VALUES (:id, :hash) ON CONFLICT DO NOTHING")
LONGEST_OBJECTS = 1000
HASHES_AT_A_TIME: Final = 1000
"""Far fewer than either database takes values in one question, and enough that twenty make a city."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does what, and from where; an address is told of programs with a key only, for others may be residents."""

    operation: str
    actor_id: str
    role: str | None = None
    organization_id: str | None = None
    origin: str | None = None
    objects: tuple[str, ...] = ()
    result: AuditResult = AuditResult.DONE


def record_deed(session: Session, node: Node, deed: Deed) -> None:
    """Write what was done into both logs, together with what was noted while it was done."""
    trace, notes = current_or_new(), notes_of(session)
    write_audit_events(session, [(replace(deed, objects=(*deed.objects, *notes.objects)), trace)])
    if notes.clients:
        _write_processing(session, node, deed, trace)


def write_audit_events(session: Session, events: Sequence[tuple[Deed, Trace]]) -> None:
    """Write a row of the audit log for each of these."""
    if events:
        session.connection().execute(_ADD_EVENTS, [_event_row(deed, trace) for deed, trace in events])


def _event_row(deed: Deed, trace: Trace) -> dict[str, Any]:
    objects = " ".join(dict.fromkeys(deed.objects))
    return {
        "id": new_id(),
        "happened_at": _now(),
        "trace_id": trace.trace_id,
        "actor_id": deed.actor_id,
        "role": deed.role,
        "organization_id": deed.organization_id,
        "operation": deed.operation,
        # Of a transaction about hundreds the first are told; the rest is where the trace leads.
        "objects": objects if len(objects) <= LONGEST_OBJECTS else objects[:LONGEST_OBJECTS].rpartition(" ")[0],
        "result": deed.result,
        "origin": deed.origin,
    }


def _now() -> datetime:
    # Not the service's clock: a setting may move that, and these logs tell when it really was.
    return datetime.now(UTC)


def find_subjects(session: Session, vault: Secrets, client: Client) -> Sequence[str]:
    """Find the pseudonym of this client, if it has one."""
    return session.exec(select(DataSubject.id).where(col(DataSubject.reference_hash).in_(_hashes(vault, client)))).all()


def _write_processing(session: Session, node: Node, deed: Deed, trace: Trace) -> None:
    notes, now = notes_of(session), _now()
    # Who asked is told as an organization, never as a person; without it nobody could tell whose step came before.
    is_asked = trace.parent_span_id is not None and deed.organization_id is not None
    pseudonyms = _pseudonyms_of(session, node.secrets, notes.clients, are_made=notes.makes_pseudonyms)
    rows = [
        {
            "span_id": new_span_id(),
            "trace_id": trace.trace_id,
            "parent_span_id": trace.parent_span_id if is_asked else None,
            "asked_by": deed.organization_id if is_asked else None,
            "activity": activity.id,
            "operation": deed.operation,
            "started_at": min(trace.began_at, now),
            "ended_at": now,
            "subject_id": pseudonyms.get(client),
        }
        for client, activity in notes.clients.items()
    ]
    session.execute(_ADD_RECORDS, rows)
    if node.settings[RecordingSettings].ldv_otlp_url:
        session.execute(insert(UnsentRecord), [{"span_id": row["span_id"]} for row in rows])


def _pseudonyms_of(
    session: Session, vault: Secrets, clients: Collection[Client], *, are_made: bool
) -> dict[Client, str]:
    """Return the pseudonyms of these clients, a city of them as fast as one: asked and written many at a time."""
    # In one order, so that of two transactions about the same clients neither waits for the other.
    hashes = {client: _hashes(vault, client) for client in sorted(clients, key=repr)}
    found = _find_pseudonyms(session, hashes)
    new = [hashes[client][0] for client in hashes if client not in found]
    if not new or not are_made:
        return found
    # A number by chance and not the hash itself: once this row is erased, no key leads from a reference to the log.
    session.connection().execute(_ADD_SUBJECT, [{"id": secrets.token_hex(16), "hash": each} for each in new])
    return _find_pseudonyms(session, hashes)


def _find_pseudonyms(session: Session, hashes: Mapping[Client, Sequence[str]]) -> dict[Client, str]:
    owners = {each: client for client, own in hashes.items() for each in own}
    asked, found = list(owners), dict[Client, str]()
    for start in range(0, len(asked), HASHES_AT_A_TIME):
        is_asked = col(DataSubject.reference_hash).in_(asked[start : start + HASHES_AT_A_TIME])
        rows = session.exec(select(DataSubject.reference_hash, DataSubject.id).where(is_asked))
        found |= {owners[reference_hash]: subject_id for reference_hash, subject_id in rows}
    return found


def _hashes(vault: Secrets, client: Client) -> list[str]:
    content = f"{client.organization_id}\0{client.reference}".encode()
    return [signature.hex() for signature in vault.sign_with_each(_PURPOSE, content)]
