"""What survives when processes are killed: every acknowledged write, and an event of every change that was kept."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from sqlmodel import col, func, select

from api.catalogue.offers.tables import Offer
from api.handovers.states import RULES
from api.handovers.tables import Handover, HandoverEvent
from api.handovers.vocabulary import EventType
from api.platform.security.roles import Role
from api.platform.storage.database import Database
from api.platform.webhooks.tables import WebhookDelivery, WebhookEvent
from api.platform.webhooks.vocabulary import DeliveryState
from tests.handovers.arranging import DETAILS, a_request
from tests.processes.server import kill, serving
from tests.service import Actor, an_offer, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS
from tests.webhooks.receiver import Receiver, receiving, wait_until

SETTINGS = {"VONK_WEBHOOKS_ALLOW_PRIVATE": "1", "VONK_WEBHOOKS_BACKOFF_SECONDS": "1,1,1,1,1,1"}
KILLS = 5
WRITERS = 2
WRITES_BETWEEN_KILLS = 20
PLACES = 10_000


@dataclass
class Stream:
    """A partner and a coach who go on writing, wherever a server answers, and keep what was acknowledged."""

    partner: Actor
    coach: Actor
    address: str = ""
    offer_id: str = ""
    offers: list[str] = field(default_factory=list)
    events: list[tuple[str, int]] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)

    def send(self, actor: Actor, path: str, body: Any) -> dict[str, Any]:
        """Write something; raises HTTPError when it was not acknowledged."""
        headers = {"Authorization": f"Bearer {actor.key}"}
        answer = httpx.post(f"{self.address}/v1{path}", json=body, headers=headers, timeout=ONLY_A_HANG_SECONDS)
        answer.raise_for_status()
        told: dict[str, Any] = answer.json()
        return told

    @property
    def acknowledged(self) -> int:
        """How many writes were."""
        return len(self.offers) + len(self.events)

    def add_offer(self) -> None:
        """One more offer."""
        self.offers.append(self.send(self.partner, "/offers", an_offer())["id"])

    def hand_over(self) -> None:
        """One more offer, and one more client, all the way to the first meeting."""
        self.add_offer()
        handover_id = self.send(self.coach, "/handovers", a_request(self.offer_id))["id"]
        self.events.append((handover_id, 1))
        for actor, event in ((self.partner, "accept"), (self.coach, "introduce")):
            body = {"type": event} | DETAILS.get(event, {})
            self.events.append((handover_id, self.send(actor, f"/handovers/{handover_id}/events", body)["number"]))

    def repeat(self, write: Callable[[], None]) -> None:
        """Write until the stream is over, whatever happens to the server."""
        while not self.is_over.is_set():
            try:
                write()
            except httpx.HTTPError:
                self.is_over.wait(0.02)

    @contextmanager
    def flowing(self, write: Callable[[], None]) -> Iterator[None]:
        """Write in the background, in a few threads."""
        threads = [threading.Thread(target=self.repeat, args=(write,)) for _ in range(WRITERS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.is_over.set()
            for thread in threads:
                thread.join()

    def wait_for_more(self) -> None:
        """Return when enough more was acknowledged."""
        enough = self.acknowledged + WRITES_BETWEEN_KILLS
        wait_until(lambda: self.acknowledged >= enough)

    def subscribe(self, receiver: Receiver, *types: str) -> str:
        """Have the coach told; the answer is the secret."""
        secret: str = self.send(self.coach, "/webhook-endpoints", {"url": receiver.url, "types": types})["secret"]
        return secret


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


@pytest.fixture
def stream(database: Database) -> Stream:
    client = httpx.AsyncClient()
    return Stream(
        partner=make_actor(client, database, Role.PARTNER, "De Focus"),
        coach=make_actor(client, database, Role.COACH, "Coaches"),
    )


def test_five_kills_lose_no_acknowledged_write_and_every_kept_change_is_told_and_no_other(
    database_url: str, database: Database, stream: Stream, receiver: Receiver
) -> None:
    with serving(database_url, **SETTINGS) as (stream.address, _):
        secret = stream.subscribe(receiver, "offer.created", "handover.*")
        offer = an_offer(places={"total": PLACES, "available": PLACES})
        stream.offer_id = stream.send(stream.partner, "/offers", offer)["id"]
    with stream.flowing(stream.hand_over):
        for _ in range(KILLS):
            with serving(database_url, **SETTINGS) as (stream.address, server):
                stream.wait_for_more()
                kill(server)
    with serving(database_url, **SETTINGS):
        wait_until(lambda: _outbox(database) <= set(receiver.ids))
    changes = _changes(database)
    assert {("offer.created", each) for each in stream.offers} <= set(changes)
    assert set(stream.events) <= _kept_events(database)
    assert _told(receiver, secret) == changes
    assert _places_left(database, stream.offer_id) == PLACES - _places_held(database)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_second_node_delivers_what_a_killed_one_was_busy_with(
    database_url: str, database: Database, stream: Stream, receiver: Receiver
) -> None:
    receiver.answers_after_seconds = 1
    with serving(database_url, **SETTINGS) as (stream.address, first), serving(database_url, **SETTINGS):
        stream.subscribe(receiver, "offer.*")
        with stream.flowing(stream.add_offer):
            stream.wait_for_more()
        wait_until(lambda: len(receiver.received) > 0)
        kill(first)
        receiver.answers_after_seconds = 0
        wait_until(lambda: _outbox(database) <= set(receiver.ids))
        wait_until(lambda: _count_undelivered(database) == 0)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_two_workers_share_the_deliveries(
    database_url: str, database: Database, stream: Stream, receiver: Receiver
) -> None:
    with serving(database_url, "--workers", "2", **SETTINGS) as (stream.address, _):
        stream.subscribe(receiver, "offer.*")
        with stream.flowing(stream.add_offer):
            stream.wait_for_more()
        wait_until(lambda: _outbox(database) <= set(receiver.ids))
    assert len(receiver.ids) == len(set(receiver.ids))


def _outbox(database: Database) -> set[str]:
    with database.read() as session:
        return set(session.exec(select(WebhookEvent.id)))


def _changes(database: Database) -> Counter[tuple[str, str]]:
    """What was kept, as it has to be told: each new offer, and each step of each handover."""
    with database.read() as session:
        made = [("offer.created", offer_id) for offer_id in session.exec(select(Offer.id))]
        steps = [(_told_as(event.type), event.handover_id) for event in session.exec(select(HandoverEvent))]
    return Counter(made + steps)


def _told_as(event: EventType) -> str:
    return "handover.requested" if event is EventType.REQUEST else f"handover.{RULES[event].told_as}"


def _told(receiver: Receiver, secret: str) -> Counter[tuple[str, str]]:
    """What arrived, each event once, however often it came."""
    events = {each.headers["webhook-id"]: each.verified(secret) for each in receiver.received}
    return Counter(
        (event["type"], event["data"].get("handoverId") or event["data"]["offerId"]) for event in events.values()
    )


def _kept_events(database: Database) -> set[tuple[str, int]]:
    with database.read() as session:
        return {(event.handover_id, event.number) for event in session.exec(select(HandoverEvent))}


def _places_left(database: Database, offer_id: str) -> int | None:
    with database.read() as session:
        return session.get_one(Offer, offer_id).available_places


def _places_held(database: Database) -> int:
    with database.read() as session:
        return session.exec(select(func.count()).select_from(Handover).where(col(Handover.has_place))).one()


def _count_undelivered(database: Database) -> int:
    unfinished = select(func.count()).select_from(WebhookDelivery)
    with database.read() as session:
        return session.exec(unfinished.where(WebhookDelivery.state != DeliveryState.DELIVERED)).one()
