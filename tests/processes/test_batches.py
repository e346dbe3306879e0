"""A batch over a real connection: answers come while questions still do, and who leaves or sleeps costs nothing."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import pytest

from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.processes.server import serving
from tests.service import Actor, an_offer, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS
from tests.webhooks.receiver import wait_until

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OFFERS = 8
LINE = json.dumps({"reference": "K-1", "client": {"interests": ["iets met hout"]}, "limit": OFFERS}).encode() + b"\n"
FAR_MORE_LINES = 20_000
LEAST_ANSWER_BYTES = 5_000
HELD_BYTES = 12_000_000  # What the server and the systems on both sides may hold of one connection.


@dataclass(frozen=True, slots=True)
class Stage:
    """A server with offers, and a coach."""

    address: str
    coach: Actor

    def connect(self) -> socket.socket:
        host, port = self.address.removeprefix("http://").split(":")
        connection = socket.socket()
        # A reader who holds little, so that it shows soon what becomes of one who does not read.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32_768)
        connection.settimeout(ONLY_A_HANG_SECONDS)
        connection.connect((host, int(port)))
        head = (
            f"POST /v1/match-batches HTTP/1.1\r\nHost: vonk.test\r\nAuthorization: Bearer {self.coach.key}\r\n"
            "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        connection.sendall(head.encode())
        return connection

    def lines_counted(self) -> float:
        """How many questions the server has answered or refused, as its metrics tell."""
        return self._metric("vonk_batch_lines_total")

    def batches_ended(self) -> float:
        return self._metric('vonk_requests_total{method="POST",route="/match-batches",status="200"}')

    def _metric(self, name: str) -> float:
        told = httpx.get(f"{self.address}/metrics", timeout=ONLY_A_HANG_SECONDS).text
        values = [line.rpartition(" ")[2] for line in told.splitlines() if line.startswith(f"{name} ")]
        return float(values[0]) if values else 0.0


def chunk(content: bytes) -> bytes:
    return f"{len(content):x}\r\n".encode() + content + b"\r\n"


@contextmanager
def stage(database_url: str) -> Iterator[Stage]:
    database = Database(database_url)
    coach = make_actor(httpx.AsyncClient(), database, Role.COACH, "Coaches")
    partner = make_actor(httpx.AsyncClient(), database, Role.PARTNER, "De Focus")
    database.close()
    with serving(database_url) as (address, _):
        with httpx.Client(headers={"Authorization": f"Bearer {partner.key}"}, timeout=ONLY_A_HANG_SECONDS) as http:
            for number in range(OFFERS):
                http.post(f"{address}/v1/offers", json=an_offer(title=f"Hout {number}")).raise_for_status()
        yield Stage(address, coach)


def test_a_line_is_answered_while_the_next_is_still_to_come(database_url: str) -> None:
    with stage(database_url) as here, here.connect() as connection:
        answers = connection.makefile("rb")
        while answers.readline() != b"\r\n":
            pass
        for _ in range(3):
            connection.sendall(chunk(LINE))
            size = int(answers.readline(), 16)
            assert json.loads(answers.read(size + 2))["feasible"] == OFFERS
        connection.sendall(b"0\r\n\r\n")
        assert answers.readline() == b"0\r\n"


def test_who_leaves_is_worked_for_no_longer(database_url: str) -> None:
    with stage(database_url) as here:
        with here.connect() as connection:
            connection.sendall(chunk(LINE * 1000))
            wait_until(lambda: here.lines_counted() > 0)
        wait_until(lambda: here.batches_ended() == 1)
        assert here.lines_counted() < 1000


def test_who_does_not_read_is_not_read_either(database_url: str) -> None:
    with stage(database_url) as here, here.connect() as connection:
        sent = 0

        def send() -> None:
            nonlocal sent
            try:
                for _ in range(FAR_MORE_LINES // 20):
                    connection.sendall(chunk(LINE * 20))
                    sent += 20
            except OSError:
                return

        sending = threading.Thread(target=send)
        sending.start()
        answered = -1.0
        while answered != (answered := here.lines_counted()) or not answered:
            sending.join(0.5)
        assert answered * LEAST_ANSWER_BYTES < HELD_BYTES < FAR_MORE_LINES * LEAST_ANSWER_BYTES
        # Others are answered as ever.
        headers = {"Authorization": f"Bearer {here.coach.key}"}
        question = {"client": {"interests": ["iets met hout"]}}
        told = httpx.post(f"{here.address}/v1/matches", json=question, headers=headers, timeout=ONLY_A_HANG_SECONDS)
        assert told.json()["feasible"] == OFFERS
        connection.shutdown(socket.SHUT_RDWR)
        sending.join()
        wait_until(lambda: here.batches_ended() == 1)


def test_who_reads_only_once_all_is_sent_gets_every_answer(database_url: str) -> None:
    with stage(database_url) as here:
        headers = {"Authorization": f"Bearer {here.coach.key}", "Content-Type": "application/x-ndjson"}
        body = LINE * 3000
        told = httpx.post(
            f"{here.address}/v1/match-batches", content=body, headers=headers, timeout=ONLY_A_HANG_SECONDS
        )
        assert [json.loads(line)["feasible"] for line in told.content.splitlines()] == [OFFERS] * 3000
