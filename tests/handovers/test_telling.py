"""What is told to other systems: each step, to both sides, in its own transaction, and nothing about the client."""

from sqlmodel import col, select

from api.handovers.jobs import handle_due_deadlines
from api.platform.webhooks.tables import WebhookDelivery, WebhookEvent
from tests.handovers.arranging import brought_to, happen
from tests.service import Actor, Service, later

HOOK = {"url": "https://hooks.example/vonk", "types": ["handover.*"]}


async def listen(*actors: Actor) -> None:
    for actor in actors:
        assert (await actor.post("/webhook-endpoints", HOOK)).status_code == 201


def told(service: Service) -> list[WebhookEvent]:
    with service.database.read() as session:
        return list(session.exec(select(WebhookEvent).order_by(col(WebhookEvent.id))))


def deliveries(service: Service) -> int:
    with service.database.read() as session:
        return len(session.exec(select(WebhookDelivery)).all())


async def test_each_step_is_told_to_both_sides_with_ids_and_the_state(service: Service) -> None:
    await listen(service.coach, service.partner, service.other_partner)
    handover_id = await brought_to(service, "started")
    assert [event.type for event in told(service)] == [
        "handover.requested",
        "handover.accepted",
        "handover.introduced",
        "handover.started",
    ]
    assert deliveries(service) == 2 * len(told(service))
    assert all(set(event.data) == {"handoverId", "offerId", "state"} for event in told(service))
    assert {event.data["handoverId"] for event in told(service)} == {handover_id}


async def test_what_was_refused_is_not_told(service: Service) -> None:
    await listen(service.coach)
    handover_id = await brought_to(service, "requested")
    assert (await happen(service.partner, handover_id, "start")).status_code == 409
    assert [event.type for event in told(service)] == ["handover.requested"]


async def test_the_clock_tells_as_well(service: Service) -> None:
    await listen(service.coach)
    await brought_to(service, "requested")
    handle_due_deadlines(later(service, days=60))
    assert [event.type for event in told(service)] == ["handover.requested", "handover.reminded", "handover.expired"]


async def test_what_was_told_about_an_erased_client_goes_with_it(service: Service) -> None:
    await listen(service.coach, service.partner)
    await brought_to(service, "started")
    erased = await service.coach.post("/handovers/erasures", {"clientReference": "K-2831"})
    assert (erased.json()["announcements"], told(service), deliveries(service)) == (4, [], 0)
