"""What survives when processes are killed: every committed event is told, and nothing else is."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import pytest
from sqlmodel import select

from api.database import Database
from api.offers.tables import Offer
from api.security.roles import Role
from tests.processes.server import serving
from tests.service import an_offer, make_actor
from tests.webhooks.receiver import Receiver, receiving, wait_until

SETTINGS = {"VONK_WEBHOOKS_ALLOW_PRIVATE": "1", "VONK_WEBHOOKS_BACKOFF_SECONDS": "1,1,2,2,5,5"}
KILLS = 5


@dataclass
class Writer:
    """A partner that adds offers one after the other, wherever a server answers."""

    key: str
    address: str = ""
    acknowledged: list[str] = field(default_factory=list)
    is_done: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Write until told to stop."""
        with httpx.Client(headers={"Authorization": f"Bearer {self.key}"}, timeout=10) as http:
            while not self.is_done.is_set():
                try:
                    made = http.post(f"{self.address}/v1/offers", json=an_offer())
                except httpx.HTTPError:
                    self.is_done.wait(0.05)
                    continue
                if made.status_code == httpx.codes.CREATED:
                    self.acknowledged.append(made.json()["id"])

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write in the background."""
        thread = threading.Thread(target=self.run)
        thread.start()
        try:
            yield
        finally:
            self.is_done.set()
            thread.join()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


def prepare(database_url: str) -> tuple[Writer, str]:
    database = Database(database_url)
    client = httpx.AsyncClient()
    partner = make_actor(client, database, Role.PARTNER, "De Focus")
    coach = make_actor(client, database, Role.COACH, "Coaches")
    database.close()
    return Writer(partner.key), coach.key


def subscribe(address: str, key: str, receiver: Receiver) -> str:
    made = httpx.post(
        f"{address}/v1/webhook-endpoints",
        json={"url": receiver.url, "types": ["offer.*"]},
        headers={"Authorization": f"Bearer {key}"},
    )
    assert made.status_code == httpx.codes.CREATED, made.text
    secret: str = made.json()["secret"]
    return secret


def kill(server: "subprocess.Popen[bytes]") -> None:
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def told(receiver: Receiver, secret: str) -> set[str]:
    return {each.verified(secret)["data"]["offerId"] for each in receiver.received}


def stored(database_url: str) -> set[str]:
    database = Database(database_url)
    with database.read() as session:
        found = set(session.exec(select(Offer.id)).all())
    database.close()
    return found


def test_five_kills_lose_no_event_and_tell_nothing_that_was_not_kept(database_url: str, receiver: Receiver) -> None:
    writer, coach = prepare(database_url)
    secret = ""
    with writer.writing():
        for _ in range(KILLS):
            with serving(database_url, **SETTINGS) as (address, server):
                secret = secret or subscribe(address, coach, receiver)
                enough = len(writer.acknowledged) + 20
                writer.address = address
                wait_until(lambda enough=enough: len(writer.acknowledged) >= enough)  # type: ignore[misc]
                kill(server)
    with serving(database_url, **SETTINGS):
        wait_until(lambda: told(receiver, secret) >= set(writer.acknowledged))
        wait_until(lambda: told(receiver, secret) == stored(database_url))
    assert len(writer.acknowledged) >= KILLS * 20


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_second_node_delivers_what_a_killed_one_was_busy_with(database_url: str, receiver: Receiver) -> None:
    writer, coach = prepare(database_url)
    receiver.answers_after_seconds = 2
    with serving(database_url, **SETTINGS) as (address, first):
        secret = subscribe(address, coach, receiver)
        writer.address = address
        with writer.writing():
            wait_until(lambda: len(writer.acknowledged) >= 10)
        wait_until(lambda: len(receiver.received) >= 4)
        with serving(database_url, **SETTINGS) as (_, _):
            kill(first)
            receiver.answers_after_seconds = 0
            wait_until(lambda: told(receiver, secret) == stored(database_url))
            wait_until(lambda: _unfinished(database_url) == 0)


def test_two_workers_share_the_deliveries(database_url: str, receiver: Receiver) -> None:
    writer, coach = prepare(database_url)
    with serving(database_url, "--workers", "2", **SETTINGS) as (address, _):
        secret = subscribe(address, coach, receiver)
        writer.address = address
        with writer.writing():
            wait_until(lambda: len(writer.acknowledged) >= 20)
        wait_until(lambda: told(receiver, secret) == stored(database_url))
    assert len(receiver.ids) == len(set(receiver.ids))


def _unfinished(database_url: str) -> int:
    database = Database(database_url)
    with database.read() as session:
        query = "SELECT count(*) FROM webhook_deliveries WHERE state <> 'delivered'"
        number: int = session.connection().exec_driver_sql(query).scalar_one()
    database.close()
    return number
