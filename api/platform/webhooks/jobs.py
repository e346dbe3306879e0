"""The durable work of webhooks: attempts, and forgetting."""

from datetime import timedelta

from api.platform.jobs.sweeping import AFTER_FORGETTING, promise_sweep
from api.platform.jobs.work import Recurring
from api.platform.node import Node
from api.platform.webhooks.deliveries import give_up, promise_again, record_attempt
from api.platform.webhooks.promises import DELIVER
from api.platform.webhooks.queries import (
    delete_events_before,
    find_pending_delivery,
    get_endpoint,
    get_event,
    list_overdue_deliveries,
)
from api.platform.webhooks.sending import Attempt, render, send, sign
from api.platform.webhooks.settings import WebhookSettings

FORGET_SECONDS = 3600.0
OVERDUE_SECONDS = 300.0
# Longer than a clock of another node is off: what is promised is left alone however late it is.
OVERDUE_AFTER = timedelta(minutes=5)
AT_A_TIME = 500


def deliver(node: Node, delivery_id: str, turn: str) -> None:
    """Attempt a delivery once, unless this turn of it no longer counts."""
    # The answer is waited for outside any transaction: a slow receiver holds no row and no connection.
    outcome = _attempt(node, delivery_id, int(turn))
    with node.database.write() as session:
        delivery = find_pending_delivery(session, delivery_id, int(turn))
        if delivery is None:
            return
        endpoint = get_endpoint(session, delivery.endpoint_id)
        if outcome is None:
            give_up(session, delivery)
        else:
            record_attempt(
                session, delivery, endpoint, outcome, settings=node.settings[WebhookSettings], now=node.clock.now()
            )


def forget_old_events(node: Node) -> None:
    """Forget what was told long ago."""
    before = node.clock.now() - timedelta(days=node.settings[WebhookSettings].webhooks_retention_days)
    with node.database.write() as session:
        if delete_events_before(session, before):
            promise_sweep(session, now=node.clock.now(), within=AFTER_FORGETTING)


def promise_overdue_deliveries(node: Node) -> None:
    """Promise anew what was due and is promised no more: faults of our own cost the receiver no event."""
    now = node.clock.now()
    is_more = True
    while is_more:
        with node.database.write() as session:
            overdue = list_overdue_deliveries(session, now - OVERDUE_AFTER, limit=AT_A_TIME)
            for delivery in overdue:
                promise_again(session, delivery, now=now)
            # So many in one transaction: what is locked is given free again soon.
            is_more = len(overdue) == AT_A_TIME


def _attempt(node: Node, delivery_id: str, turn: int) -> Attempt | None:
    """Return how the attempt ended; None when there was none: the endpoint is disabled or the turn has passed."""
    settings = node.settings[WebhookSettings]
    with node.database.read() as session:
        delivery = find_pending_delivery(session, delivery_id, turn)
        if delivery is None:
            return None
        endpoint = get_endpoint(session, delivery.endpoint_id)
        event = get_event(session, delivery.event_id)
        if endpoint.disabled_at is not None:
            return None
        body = render(event, source=settings.event_source)
        headers = sign(event, body, secret=node.secrets.decrypt(endpoint.encrypted_secret))
        url = endpoint.url
    return send(
        url,
        body,
        headers,
        timeout_seconds=settings.webhooks_timeout_seconds,
        allow_private=settings.webhooks_allow_private,
    )


WORKS = {DELIVER: deliver}
RECURRING = {
    "webhooks.forget": Recurring(forget_old_events, FORGET_SECONDS),
    "webhooks.overdue": Recurring(promise_overdue_deliveries, OVERDUE_SECONDS),
}
