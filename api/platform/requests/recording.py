"""What a request did, for both logs: told from its route and its caller, and never from what was sent."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from fastapi import Request
from sqlmodel import Session

from api.platform.node import Node, node_of
from api.platform.recording.actions import Deed, record_deed, write_audit_events
from api.platform.recording.notes import notes_of
from api.platform.recording.vocabulary import AuditResult
from api.platform.security.dependencies import CALLER_SCOPE_KEY
from api.platform.security.roles import Caller
from api.platform.storage.ids import is_id
from api.platform.tracing import Trace

NOBODY = "nobody"
_PLACE = re.compile(r"([a-z-]{1,40})/\{(\w{1,40})[:}]")


def record_writing(request: Request, session: Session) -> None:
    """Write into the logs, in this very transaction, what this request did."""
    record_deed(session, node_of(request), deed_of(request))


def record_writings(session: Session, writings: Sequence[tuple[Request, Trace, str]]) -> None:
    """Write what each of these requests did, to one resource, into the log of who did what: no client is in it."""
    deeds = ((deed_of(request), trace, written) for request, trace, written in writings)
    write_audit_events(
        session, [(replace(deed, objects=(*deed.objects, written)), trace) for deed, trace, written in deeds]
    )


def record_reading(request: Request, session: Session) -> None:
    """Write into the logs, before anything is told, whose data was read in this session; nothing when nobody's was."""
    record_what_was_read(session, node_of(request), deed_of(request))


def record_what_was_read(session: Session, node: Node, deed: Deed) -> None:
    """Write into the logs whose data this deed read in this session; nothing when nobody's was."""
    if not notes_of(session).clients:
        return
    with node.database.write() as writing:
        writing.info.update(session.info)
        record_deed(writing, node, deed)


def record_refusal(request: Request) -> None:
    """Write into the audit log that this caller asked for what its key may not do."""
    with node_of(request).database.write() as session:
        record_deed(session, node_of(request), deed_of(request, AuditResult.REFUSED))


def deed_of(request: Request, result: AuditResult = AuditResult.DONE) -> Deed:
    """Say who asks for what, about which resources."""
    caller: Caller | None = request.scope.get(CALLER_SCOPE_KEY)
    operation, path = _operation_of(request)
    ids = ((kind, str(request.path_params.get(name, ""))) for kind, name in _places_in(path))
    return Deed(
        operation,
        caller.id if caller else NOBODY,
        role=caller.role if caller else None,
        organization_id=caller.organization_id if caller else None,
        origin=request.client.host if caller and request.client else None,
        # What is no id of ours, such as the label of a seat, may be a word about somebody.
        objects=tuple(f"{kind}/{each}" for kind, each in ids if is_id(each)),
        result=result,
    )


def _operation_of(request: Request) -> tuple[str, str]:
    route = request.scope.get("route")
    path: str = getattr(route, "path", "-")
    return getattr(route, "operation_id", None) or f"{request.method} {path}", path


@lru_cache(maxsize=500)
def _places_in(path: str) -> list[tuple[str, str]]:
    """Return, for each blank of a path, the word before it and its name."""
    return _PLACE.findall(path)
