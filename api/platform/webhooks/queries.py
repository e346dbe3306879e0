"""Which endpoints, events and deliveries there are."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import delete, true
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, func, select

from api.platform.jobs.queue import select_promised
from api.platform.requests.once.actions import forget_answers_about
from api.platform.security.roles import Caller
from api.platform.storage.database import get_to_change, metadata
from api.platform.web.pagination import PageRequest
from api.platform.web.problems import NotFoundError, Words
from api.platform.webhooks.tables import WebhookDelivery, WebhookEndpoint, WebhookEvent
from api.platform.webhooks.vocabulary import DeliveryState

DeliveryOfEvent = tuple[WebhookDelivery, WebhookEvent]


def get_own_endpoint(
    session: Session, endpoint_id: str, caller: Caller, *, for_update: bool = False
) -> WebhookEndpoint:
    """Return the caller's own endpoint with this id; raises NotFoundError."""
    endpoint = session.get(WebhookEndpoint, endpoint_id, with_for_update=for_update)
    if endpoint is None or endpoint.organization_id != caller.organization_id:
        raise NotFoundError(Words("Dit webhook-adres is er niet.", "There is no such webhook endpoint."))
    return endpoint


def list_own_endpoints(session: Session, caller: Caller, request: PageRequest) -> Sequence[WebhookEndpoint]:
    """List the caller's own endpoints, oldest first, and one more than was asked."""
    query = select(WebhookEndpoint).where(col(WebhookEndpoint.organization_id) == caller.organization_id)
    if request.after is not None:
        query = query.where(col(WebhookEndpoint.id) > request.after)
    return session.exec(query.order_by(col(WebhookEndpoint.id)).limit(request.limit + 1)).all()


def count_own_endpoints(session: Session, caller: Caller) -> int:
    """Count the endpoints that the caller has."""
    own = col(WebhookEndpoint.organization_id) == caller.organization_id
    return session.exec(select(func.count()).select_from(WebhookEndpoint).where(own)).one()


class Ear(NamedTuple):
    """What is asked of an endpoint before something is told to it."""

    id: str
    organization_id: str | None
    types: list[str]


_TABLE: Final = metadata().tables[str(WebhookEndpoint.__tablename__)].c
_EARS: Final = sql_select(_TABLE.id, _TABLE.organization_id, _TABLE.types).where(_TABLE.disabled_at.is_(None))


def list_enabled_endpoints(session: Session) -> Sequence[Ear]:
    """List every endpoint that is not disabled."""
    # Its columns and not the object: every change asks who hears of it, and mostly nobody does.
    return [Ear(*row) for row in session.execute(_EARS)]


def hold_endpoints(session: Session, endpoint_ids: Collection[str]) -> Sequence[str]:
    """Return which of these endpoints are still there, kept from being deleted until the transaction ends."""
    query = select(WebhookEndpoint.id).where(col(WebhookEndpoint.id).in_(endpoint_ids))
    return session.exec(query.with_for_update(read=True, key_share=True)).all()


def get_endpoint(session: Session, endpoint_id: str) -> WebhookEndpoint:
    """Return the endpoint of a delivery."""
    return session.get_one(WebhookEndpoint, endpoint_id)


def get_own_delivery_to_change(session: Session, delivery_id: str, caller: Caller) -> WebhookDelivery:
    """Return the delivery to one of the caller's endpoints, held to be changed; raises NotFoundError."""
    delivery = get_to_change(session, WebhookDelivery, delivery_id)
    if delivery is None or get_endpoint(session, delivery.endpoint_id).organization_id != caller.organization_id:
        raise NotFoundError(Words("Deze bezorging is er niet.", "There is no such delivery."))
    return delivery


def get_event(session: Session, event_id: str) -> WebhookEvent:
    """Return the event with this id."""
    return session.get_one(WebhookEvent, event_id)


def list_deliveries(session: Session, endpoint_id: str, request: PageRequest) -> Sequence[DeliveryOfEvent]:
    """List what was sent to an endpoint, or still will be, newest first, and one more than was asked."""
    query = (
        select(WebhookDelivery, WebhookEvent)
        .where(col(WebhookDelivery.event_id) == col(WebhookEvent.id))
        .where(WebhookDelivery.endpoint_id == endpoint_id)
        .order_by(col(WebhookDelivery.id).desc())
        .limit(request.limit + 1)
    )
    if request.after is not None:
        query = query.where(col(WebhookDelivery.id) < request.after)
    return session.exec(query).all()


def find_pending_delivery(session: Session, delivery_id: str, turn: int) -> WebhookDelivery | None:
    """Find the delivery when this turn of it still counts, kept from others until the transaction ends."""
    query = select(WebhookDelivery).where(
        WebhookDelivery.id == delivery_id,
        WebhookDelivery.turn == turn,
        WebhookDelivery.state == DeliveryState.PENDING,
    )
    return session.exec(query.with_for_update()).one_or_none()


def list_overdue_deliveries(session: Session, before: datetime, *, limit: int) -> Sequence[WebhookDelivery]:
    """List pending deliveries due before a moment that no work is promised for, longest first, kept from others."""
    query = (
        select(WebhookDelivery)
        .where(WebhookDelivery.state == DeliveryState.PENDING, col(WebhookDelivery.next_attempt_at) < before)
        .where(col(WebhookDelivery.id).not_in(select_promised(session)))
        .order_by(col(WebhookDelivery.next_attempt_at))
        .limit(limit)
    )
    return session.exec(query.with_for_update(skip_locked=True)).all()


def count_failing_endpoints(session: Session, _now: datetime) -> int:
    """Count the endpoints that did not answer well the last time, or were disabled for it."""
    is_failing = col(WebhookEndpoint.failing_since).is_not(None) | col(WebhookEndpoint.disabled_at).is_not(None)
    return session.exec(select(func.count()).select_from(WebhookEndpoint).where(is_failing)).one()


def delete_deliveries_to(session: Session, endpoint_id: str) -> None:
    """Forget everything that was sent to an endpoint."""
    session.execute(delete(WebhookDelivery).where(col(WebhookDelivery.endpoint_id) == endpoint_id))


def delete_events_before(session: Session, moment: datetime) -> int:
    """Forget events of before a moment, unless one is still under way; the answer is how many deliveries there were."""
    old = select(WebhookEvent.id).where(col(WebhookEvent.happened_at) < moment)
    under_way = select(WebhookDelivery.event_id).where(WebhookDelivery.state == DeliveryState.PENDING)
    forgotten = old.where(col(WebhookEvent.id).not_in(under_way))
    deliveries = delete(WebhookDelivery).where(col(WebhookDelivery.event_id).in_(forgotten))
    count = len(session.execute(deliveries.returning(col(WebhookDelivery.id))).all())
    session.execute(delete(WebhookEvent).where(col(WebhookEvent.id).in_(forgotten)))
    return count


def delete_events_about(session: Session, ids: Collection[str]) -> int:
    """Forget events whose data name one of these ids; the answer is how many there were."""
    each_member = func.json_each if session.get_bind().dialect.name == "sqlite" else func.jsonb_each_text
    member = each_member(col(WebhookEvent.data)).table_valued("value")
    meant = select(WebhookEvent.id).distinct().join(member, true()).where(member.c.value.in_(ids))
    event_ids = session.exec(meant).all()
    session.execute(delete(WebhookDelivery).where(col(WebhookDelivery.event_id).in_(event_ids)))
    session.execute(delete(WebhookEvent).where(col(WebhookEvent.id).in_(event_ids)))
    # Who asked to deliver one again was answered with what it tells.
    forget_answers_about(session, event_ids)
    return len(event_ids)
