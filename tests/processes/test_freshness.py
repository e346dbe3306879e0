"""Design decision 2, with real processes: a write on one is matched by the very next request on another."""

import httpx

from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.processes.server import serving
from tests.service import an_offer, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS

ROUNDS = 30


def test_a_write_on_one_process_is_matched_by_the_next_request_on_another(database_url: str) -> None:
    database = Database(database_url)
    client = httpx.AsyncClient()
    partner = make_actor(client, database, Role.PARTNER, "De Focus")
    coach = make_actor(client, database, Role.COACH, "Coaches")
    database.close()
    with (
        serving(database_url) as (writing, _),
        serving(database_url) as (matching, _),
        httpx.Client(timeout=ONLY_A_HANG_SECONDS) as http,
    ):
        for number in range(ROUNDS):
            title = f"Hout {number}"
            made = http.post(
                f"{writing}/v1/offers", json=an_offer(title=title), headers={"Authorization": f"Bearer {partner.key}"}
            )
            assert made.status_code == 201
            told = http.post(
                f"{matching}/v1/matches",
                json={"client": {"interests": ["hout"]}, "limit": 50},
                headers={"Authorization": f"Bearer {coach.key}"},
                timeout=ONLY_A_HANG_SECONDS,
            ).json()
            assert title in {match["offer"]["title"] for match in told["matches"]}


def test_two_workers_behind_one_port_never_answer_stale(database_url: str) -> None:
    database = Database(database_url)
    client = httpx.AsyncClient()
    partner = make_actor(client, database, Role.PARTNER, "De Focus")
    coach = make_actor(client, database, Role.COACH, "Coaches")
    database.close()
    with serving(database_url, "--workers", "2") as (address, _):
        for number in range(ROUNDS):
            # A new connection each time, so that the system hands it to either worker.
            made = httpx.post(
                f"{address}/v1/offers",
                json=an_offer(),
                headers={"Authorization": f"Bearer {partner.key}"},
                timeout=ONLY_A_HANG_SECONDS,
            )
            assert made.status_code == 201
            told = httpx.post(
                f"{address}/v1/matches",
                json={"client": {"interests": ["hout"]}},
                headers={"Authorization": f"Bearer {coach.key}"},
                timeout=ONLY_A_HANG_SECONDS,
            ).json()
            assert told["considered"] == number + 1
