"""The promise of an attempt: work for later, of which only the last turn of a delivery counts."""

from datetime import datetime

from sqlmodel import Session

from api.platform.jobs.actions import enqueue
from api.platform.webhooks.tables import WebhookDelivery

DELIVER = "webhooks.deliver"


def promise_attempt(session: Session, delivery: WebhookDelivery, *, at: datetime, delay_seconds: float = 0) -> None:
    """Promise an attempt in this transaction; what was promised for this delivery before counts no more."""
    # Whatever was promised before carries an older number, and does nothing when it comes.
    delivery.turn += 1
    delivery.next_attempt_at = at
    enqueue(
        session,
        DELIVER,
        delivery.id,
        str(delivery.turn),
        key=f"{delivery.id}:{delivery.turn}",
        delay_seconds=delay_seconds,
        # A lane of its own: an endpoint that does not answer leaves threads for the others.
        lane=delivery.endpoint_id,
    )
