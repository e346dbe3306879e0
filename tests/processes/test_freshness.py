"""Design decision 2, with real processes: a write on one is matched by the very next request on another."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

import httpx
import pytest

from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.processes.server import serving
from tests.service import an_offer, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS

WRITES = 300
WRITES_OF_AN_OFFER = 5
SOME_WRITES = 30
"""Where the other database holds the same with as many as it is worth to wait for."""
QUESTION = {"client": {"interests": ["hout"]}, "limit": 50}

Title = str | None
"""Under what an offer has to be found; None: not at all."""


class Life:
    """An offer from its beginning to its end: each write, and what the very next match has to tell of it."""

    def __init__(self, partner: str, number: int) -> None:
        self._headers = {"Authorization": f"Bearer {partner}"}
        self._number = number
        self.id = ""

    def writes(self, nodes: Iterator[httpx.Client]) -> Iterator[Title]:
        """Write on the next node, and yield what holds from that moment on."""
        told = f"Hout {self._number}"
        self.id = self._send(next(nodes), "POST", "/v1/offers", an_offer(title=told))["id"]
        yield told
        self._patch(next(nodes), {"title": f"{told} en lijm"})
        yield f"{told} en lijm"
        self._patch(next(nodes), {"status": "paused"})
        yield None
        self._patch(next(nodes), {"status": "published"})
        yield f"{told} en lijm"
        self._send(next(nodes), "DELETE", f"/v1/offers/{self.id}")
        yield None

    def _patch(self, node: httpx.Client, changes: dict[str, str]) -> None:
        self._send(node, "PATCH", f"/v1/offers/{self.id}", changes)

    def _send(self, node: httpx.Client, method: str, path: str, json: object = None) -> dict[str, str]:
        form = {"Content-Type": "application/merge-patch+json"} if method == "PATCH" else {}
        answer = node.request(method, path, json=json, headers=self._headers | form)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else {}


def count_stale(nodes: tuple[httpx.Client, httpx.Client], keys: tuple[str, str], *, writes: int) -> tuple[int, int]:
    """How many matches were asked, each on the node that did not do the write before it; and how many were stale."""
    asked = stale = 0
    partner, coach = keys
    # In each turn one of them writes and the other one is asked; the next time it is the other way round.
    writing, asking = cycle(nodes), cycle(reversed(nodes))
    for number in range(writes // WRITES_OF_AN_OFFER):
        life = Life(partner, number)
        for title in life.writes(writing):
            told = next(asking).post("/v1/matches", json=QUESTION, headers={"Authorization": f"Bearer {coach}"}).json()
            found = {match["offer"]["id"]: match["offer"]["title"] for match in told["matches"]}
            asked, stale = asked + 1, stale + (found.get(life.id) != title)
    return asked, stale


@contextmanager
def connected_to_both_workers(address: str) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """A connection to each of two workers: the system hands a new one to whichever is awake, and there it stays."""
    with (
        httpx.Client(base_url=address, timeout=ONLY_A_HANG_SECONDS) as first,
        httpx.Client(base_url=address, timeout=ONLY_A_HANG_SECONDS) as second,
    ):
        process = int(first.get("/readyz").json()["process"])
        os.kill(process, signal.SIGSTOP)
        try:
            assert second.get("/readyz").json()["process"] != process
        finally:
            os.kill(process, signal.SIGCONT)
        yield first, second


@pytest.fixture
def keys(database: Database) -> tuple[str, str]:
    client = httpx.AsyncClient()
    partner = make_actor(client, database, Role.PARTNER, "De Focus")
    return partner.key, make_actor(client, database, Role.COACH, "Coaches").key


def test_a_write_on_one_node_is_matched_by_the_very_next_request_on_the_other(
    database_url: str, keys: tuple[str, str]
) -> None:
    with (
        serving(database_url) as (one, _),
        serving(database_url) as (other, _),
        httpx.Client(base_url=one, timeout=ONLY_A_HANG_SECONDS) as first,
        httpx.Client(base_url=other, timeout=ONLY_A_HANG_SECONDS) as second,
    ):
        writes = SOME_WRITES if database_url.startswith("sqlite") else WRITES
        assert count_stale((first, second), keys, writes=writes) == (writes, 0)


def test_two_workers_behind_one_port_never_answer_stale(database_url: str, keys: tuple[str, str]) -> None:
    with serving(database_url, "--workers", "2") as (address, _), connected_to_both_workers(address) as nodes:
        writes = WRITES if database_url.startswith("sqlite") else SOME_WRITES
        assert count_stale(nodes, keys, writes=writes) == (writes, 0)
