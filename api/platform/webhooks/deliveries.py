"""The course of a delivery: how each attempt ended, and whether there comes another one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from api.platform.webhooks.announcing import announce_disabled
from api.platform.webhooks.promises import promise_attempt
from api.platform.webhooks.sending import Attempt
from api.platform.webhooks.settings import WebhookSettings
from api.platform.webhooks.tables import WebhookDelivery, WebhookEndpoint
from api.platform.webhooks.vocabulary import DeliveryState, Failure

GONE = 410


def retry_delivery(
    session: Session, delivery: WebhookDelivery, endpoint: WebhookEndpoint, *, now: datetime
) -> WebhookDelivery:
    """Attempt a delivery now, also one that arrived before; a disabled endpoint gets this one chance."""
    endpoint.disabled_at = None
    delivery.state = DeliveryState.PENDING
    promise_attempt(session, delivery, at=now)
    session.add_all([endpoint, delivery])
    return delivery


def record_attempt(
    session: Session,
    delivery: WebhookDelivery,
    endpoint: WebhookEndpoint,
    outcome: Attempt,
    *,
    settings: WebhookSettings,
    now: datetime,
) -> None:
    """Write down how an attempt ended, and what comes next: nothing, a later attempt, or an endpoint disabled."""
    delivery.attempts += 1
    delivery.last_attempt_at = now
    delivery.last_status = outcome.status
    delivery.last_failure = outcome.failure
    delivery.next_attempt_at = None
    if outcome.failure is None:
        delivery.state = DeliveryState.DELIVERED
        endpoint.failing_since = None
    else:
        # From the first failure on; one good answer starts anew.
        endpoint.failing_since = endpoint.failing_since or now
        _plan_after_failure(session, delivery, backoff_seconds=settings.webhooks_backoff_seconds, now=now)
        is_long_ago = now - endpoint.failing_since >= timedelta(days=settings.webhooks_disable_after_days)
        # 410 says for good that nobody listens here any more.
        if (is_long_ago or outcome.status == GONE) and endpoint.disabled_at is None:
            endpoint.disabled_at = now
            session.add(endpoint)
            session.flush()
            announce_disabled(session, endpoint, now=now)
    session.add_all([delivery, endpoint])


def promise_again(session: Session, delivery: WebhookDelivery, *, now: datetime) -> None:
    """Promise an attempt anew where the former promise came to nothing through a fault of our own."""
    promise_attempt(session, delivery, at=now)
    session.add(delivery)


def give_up(session: Session, delivery: WebhookDelivery) -> None:
    """End a delivery to an endpoint that is disabled, without an attempt."""
    delivery.state = DeliveryState.FAILED
    delivery.last_failure = Failure.ENDPOINT_DISABLED
    delivery.next_attempt_at = None
    session.add(delivery)


def _plan_after_failure(
    session: Session, delivery: WebhookDelivery, *, backoff_seconds: Sequence[float], now: datetime
) -> None:
    if delivery.attempts > len(backoff_seconds):
        delivery.state = DeliveryState.FAILED
        return
    pause_seconds = backoff_seconds[delivery.attempts - 1]
    promise_attempt(session, delivery, at=now + timedelta(seconds=pause_seconds), delay_seconds=pause_seconds)
