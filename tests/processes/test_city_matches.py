"""A node that is killed while it matches a city: another one takes the work up, and everyone hears what they get."""

import json
from itertools import count

import httpx
from sqlmodel import select

from api.matches.city_matches.tables import CityMatchClient
from api.platform.security.roles import Role
from api.platform.storage.database import Database
from bench.city import make_clients
from bench.stored_city import client_on_the_wire
from tests.processes.server import kill, serving
from tests.service import an_offer, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS
from tests.webhooks.receiver import wait_until

CLIENTS = 600
OFFERS = 5


def test_a_city_is_matched_though_its_node_dies_meanwhile(database_url: str) -> None:
    database = Database(database_url)
    coach = make_actor(httpx.AsyncClient(), database, Role.COACH, "Coaches")
    partner = make_actor(httpx.AsyncClient(), database, Role.PARTNER, "De Focus")
    lines = [
        json.dumps({"reference": f"K-{number}", "client": client_on_the_wire(client)})
        for number, client in zip(count(), make_clients(CLIENTS), strict=False)
    ]
    asking = {"Authorization": f"Bearer {coach.key}", "Content-Type": "application/x-ndjson"}
    with httpx.Client(headers=asking, timeout=ONLY_A_HANG_SECONDS) as http:
        with serving(database_url) as (address, server):
            for number in range(OFFERS):
                offer = an_offer(title=f"Hout {number}", places={"available": 3})
                httpx.post(
                    f"{address}/v1/offers",
                    json=offer,
                    headers={"Authorization": f"Bearer {partner.key}"},
                    timeout=ONLY_A_HANG_SECONDS,
                ).raise_for_status()
            asked = http.post(f"{address}/v1/city-matches", content="\n".join(lines))
            assert asked.status_code == 202, asked.text
            place = asked.headers["location"]
            wait_until(lambda: http.get(address + place).json()["state"] == "running")
            kill(server)
        with serving(database_url) as (address, _):
            before = http.get(address + place).json()
            wait_until(lambda: http.get(address + place).json()["state"] == "done")
            told = [json.loads(line) for line in http.get(f"{address}{place}/placements").content.splitlines()]
            assert http.get(address + place).json()["figures"]["status"] == "optimal"
    assert (before["state"], before["figures"]) == ("running", None)
    assert [each["reference"] for each in told] == [f"K-{number}" for number in range(CLIENTS)]
    assert sum(each["offerId"] is not None for each in told) > 0
    with database.read() as session:
        sealed = session.exec(select(CityMatchClient.sealed_profile)).all()
    database.close()
    assert set(sealed) == {None}
