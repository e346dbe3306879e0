"""Attempting deliveries by hand, at a moment that the test chooses."""

from sqlmodel import select

from api.platform.webhooks.jobs import deliver
from api.platform.webhooks.tables import WebhookDelivery
from api.platform.webhooks.vocabulary import DeliveryState
from tests.service import Service, later


def attempt_all(service: Service, *, days: int = 0) -> None:
    """Attempt everything that is pending, once."""
    node = later(service, days=days)
    with service.database.read() as session:
        pending = session.exec(select(WebhookDelivery).where(WebhookDelivery.state == DeliveryState.PENDING)).all()
    for each in pending:
        deliver(node, each.id, str(each.turn))
