"""Attempting deliveries by hand, at a moment that the test chooses."""

from dataclasses import replace

from sqlmodel import select

from api.platform.jobs.work import JobContext
from api.platform.webhooks.jobs import deliver
from api.platform.webhooks.tables import WebhookDelivery
from api.platform.webhooks.vocabulary import DeliveryState
from tests.service import Service


def context_of(service: Service, *, days: int = 0) -> JobContext:
    """The context of work on this service, with its clock moved."""
    state = service.app.state
    return JobContext(state.database, replace(state.clock, offset_days=days), state.settings, state.secrets)


def attempt_all(service: Service, *, days: int = 0) -> None:
    """Attempt everything that is pending, once."""
    context = context_of(service, days=days)
    with service.database.read() as session:
        pending = session.exec(select(WebhookDelivery).where(WebhookDelivery.state == DeliveryState.PENDING)).all()
    for each in pending:
        deliver(context, each.id, str(each.turn))
