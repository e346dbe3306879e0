"""A server that is killed while its clock is at work leaves nothing undone and does nothing twice."""

import time
from collections import Counter

import httpx
from sqlmodel import select

from api.handovers.tables import Handover, HandoverEvent
from api.handovers.vocabulary import EventType, HandoverState
from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.handovers.arranging import a_request
from tests.processes.server import kill, serving
from tests.service import an_offer, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS

MANY = 40
LATER = {"VONK_CLOCK_OFFSET_DAYS": "60"}


def count_expired(database: Database) -> int:
    with database.read() as session:
        query = select(Handover.id).where(Handover.state == HandoverState.EXPIRED)
        return len(session.exec(query).all())


def wait_for_expired(database: Database, number: int) -> None:
    deadline = time.monotonic() + ONLY_A_HANG_SECONDS
    while count_expired(database) < number:
        assert time.monotonic() < deadline, f"{count_expired(database)} of {number} requests ended in time"
        time.sleep(0.01)


def test_deadlines_survive_a_kill_and_are_handled_once(database_url: str) -> None:
    database = Database(database_url)
    client = httpx.AsyncClient()
    partner = make_actor(client, database, Role.PARTNER, "De Focus", days=90)
    coach = make_actor(client, database, Role.COACH, "Coaches", days=90)
    with (
        serving(database_url) as (address, _),
        httpx.Client(base_url=f"{address}/v1", timeout=ONLY_A_HANG_SECONDS) as http,
    ):
        made = http.post("/offers", json=an_offer(), headers={"Authorization": f"Bearer {partner.key}"}).json()
        for number in range(MANY):
            wanted = a_request(made["id"], clientReference=f"K-{number}")
            answer = http.post("/handovers", json=wanted, headers={"Authorization": f"Bearer {coach.key}"})
            assert answer.status_code == 201
    with serving(database_url, **LATER) as (_, server):
        wait_for_expired(database, 5)
        kill(server)
    done_before = count_expired(database)
    with serving(database_url, **LATER), serving(database_url, **LATER):
        wait_for_expired(database, MANY)
    with database.read() as session:
        events = Counter((event.handover_id, event.type) for event in session.exec(select(HandoverEvent)))
    database.close()
    assert 5 <= done_before <= MANY
    assert set(events.values()) == {1}
    assert Counter(kind for _, kind in events) == {
        EventType.REQUEST: MANY,
        EventType.REMIND: MANY,
        EventType.EXPIRE: MANY,
    }
