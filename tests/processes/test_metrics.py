"""Figures of several workers: whichever is asked, it tells the sum, also of one that was killed."""

import os
import signal

import httpx
import pytest

from tests.processes.server import serving
from tests.processes.test_freshness import connected_to_both_workers
from tests.webhooks.receiver import wait_until

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ASKED = 'vonk_requests_total{method="GET",route="/interests",status="401"}'


def figure(client: httpx.Client, name: str) -> float:
    told = client.get("/metrics").text.splitlines()
    return next((float(line.rpartition(" ")[2]) for line in told if line.startswith(f"{name} ")), 0.0)


def test_workers_count_together_and_what_one_counted_stays_when_it_is_killed(database_url: str) -> None:
    with (
        serving(database_url, "--workers", "2") as (address, _),
        connected_to_both_workers(address) as (first, second),
    ):
        for client, times in ((first, 5), (second, 7)):
            for _ in range(times):
                assert client.get("/v1/interests?q=a").status_code == 401
        for client in (first, second):
            assert (figure(client, ASKED), figure(client, "vonk_workers")) == (12, 2)
            assert figure(client, 'vonk_request_seconds_count{route="/interests"}') == 12
            assert figure(client, "vonk_database_up") == 1
            assert figure(client, "vonk_catalogue_current_timestamp_seconds") > 0
        os.kill(int(first.get("/readyz").json()["process"]), signal.SIGKILL)
        # The next one takes seconds to come up.
        wait_until(lambda: figure(second, "vonk_workers") == 1)
        assert figure(second, ASKED) == 12
