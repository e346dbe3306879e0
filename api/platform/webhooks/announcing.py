"""Announcing what happened: to whoever asked to hear it, in the transaction of what is told, and in ids alone."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session

from api.platform.tracing import Trace, current_or_new
from api.platform.webhooks.promises import promise_attempt
from api.platform.webhooks.queries import Ear, hold_endpoints, list_enabled_endpoints
from api.platform.webhooks.tables import WebhookDelivery, WebhookEndpoint, WebhookEvent
from api.platform.webhooks.vocabulary import DISABLED, is_wanted

_ENDPOINTS = "webhooks.endpoints"
_ID_OR_STATE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,99}")


def announce(
    session: Session,
    event_type: str,
    *,
    organization_ids: Collection[str | None] | None,
    data: dict[str, str],
    now: datetime,
    trace: Trace | None = None,
) -> None:
    """Tell the endpoints of these organizations, or of all, in the transaction of what they are told.

    Without a trace it belongs to that of this request or piece of work.

    Raises ValueError for data that is not an id or a state: nothing about a person leaves through here.
    """
    if not all(_ID_OR_STATE.fullmatch(value) for value in data.values()):
        raise ValueError(f"{event_type} may hold ids and states only.")
    wanting = [
        endpoint.id
        for endpoint in _enabled_endpoints(session)
        if is_wanted(event_type, endpoint.types)
        and (organization_ids is None or endpoint.organization_id in organization_ids)
    ]
    if not wanting:
        return
    event = WebhookEvent(type=event_type, data=data, happened_at=now, trace_id=(trace or current_or_new()).trace_id)
    session.add(event)
    session.flush()
    with session.no_autoflush:  # The deliveries go to the database together.
        # Held, so that an endpoint taken away at this moment leaves no delivery behind.
        for endpoint_id in hold_endpoints(session, wanting):
            delivery = WebhookDelivery(event_id=event.id, endpoint_id=endpoint_id, created_at=now)
            promise_attempt(session, delivery, at=now)
            session.add(delivery)


def hears(session: Session, organization_id: str, event_type: str) -> bool:
    """Tell whether a system of this organization hears of such an event, through an endpoint that works."""
    return any(
        endpoint.organization_id == organization_id and is_wanted(event_type, endpoint.types)
        for endpoint in _enabled_endpoints(session)
    )


def announce_disabled(session: Session, endpoint: WebhookEndpoint, *, now: datetime) -> None:
    """Tell the other endpoints of its organization that this one hears nothing any more."""
    session.info.pop(_ENDPOINTS, None)
    announce(session, DISABLED, organization_ids=[endpoint.organization_id], data={"endpointId": endpoint.id}, now=now)


def _enabled_endpoints(session: Session) -> Sequence[Ear]:
    # Read once for each transaction: an import announces thousands of offers in one.
    if _ENDPOINTS not in session.info:
        session.info[_ENDPOINTS] = list_enabled_endpoints(session)
    found: Sequence[Ear] = session.info[_ENDPOINTS]
    return found
