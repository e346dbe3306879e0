"""What monitoring hears of the database: what waits, what is overdue, and whether it answers at all."""

import signal

from api.platform.clock import Clock
from api.platform.jobs.actions import enqueue
from api.platform.webhooks.tables import WebhookEndpoint
from tests.handovers.arranging import brought_to
from tests.postgres import Postgres
from tests.service import CLOCK, Service, running_service

OF_DATABASE = ("vonk_work_waiting", "vonk_deadlines_overdue", "vonk_webhook_endpoints_failing")


async def figures(service: Service) -> dict[str, float]:
    told = (await service.client.get("/metrics")).text.splitlines()
    return {line.split()[0]: float(line.split()[1]) for line in told if line.startswith("vonk_") and "{" not in line}


async def test_what_waits_and_what_is_overdue_is_told(service: Service) -> None:
    told = await figures(service)
    assert (told["vonk_database_up"], *(told[name] for name in OF_DATABASE)) == (1, 0, 0, 0)
    await brought_to(service, "requested")
    before = await figures(service)
    with service.database.write() as session:
        enqueue(session, "test", "soon", key="1")
        enqueue(session, "test", "later", key="2", delay_seconds=3600)
        endpoint = WebhookEndpoint(url="https://x.example", types=[], encrypted_secret="x", created_at=CLOCK.now())  # noqa: S106 - of tests only
        endpoint.failing_since = CLOCK.now()
        session.add(endpoint)
    service.node.clock = Clock(60)
    told = await figures(service)
    assert told["vonk_work_waiting"] == before["vonk_work_waiting"] + 1
    assert (before["vonk_deadlines_overdue"], told["vonk_deadlines_overdue"] >= 1) == (0, True)
    assert told["vonk_webhook_endpoints_failing"] == 1


async def test_without_a_database_its_figures_are_left_out_and_never_zero(server: Postgres) -> None:
    async with running_service(server.address) as service:
        server.stop(signal.SIGINT)
        try:
            told = await figures(service)
        finally:
            server.start()
        assert told["vonk_database_up"] == 0
        assert [name for name in OF_DATABASE if name in told] == []
        assert "vonk_requests_waiting" in told
