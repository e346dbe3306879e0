"""What a stranger's connections can cost: heads without end, halves of requests, and a stop that waits for them."""

import json
import os
import re
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import httpx
import pytest

from api.platform.security.roles import Role
from api.platform.storage.database import Database
from api.platform.web import connections
from tests.processes.server import serving
from tests.service import make_actor
from tests.waiting import ONLY_A_HANG_SECONDS

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HALF = b"POST /v1/matches HTTP/1.1\r\nHost: vonk.test\r\nX-Half: "
# Streams, halves and idle connections are let go within a few seconds; it was half a minute.


def connect(address: str) -> socket.socket:
    host, port = address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=60)


@contextmanager
def connected(address: str, number: int, sent: bytes = b"") -> Iterator[list[socket.socket]]:
    """So many connections, on each of which this was sent."""
    with ExitStack() as stack:
        opened = [stack.enter_context(connect(address)) for _ in range(number)]
        for each in opened:
            each.sendall(sent)
        yield opened


def test_a_head_that_does_not_end_is_refused_long_before_it_fills_memory(database_url: str) -> None:
    with serving(database_url) as (address, _), connect(address) as stranger:
        stranger.sendall(b"GET /healthz HTTP/1.1\r\n")
        sent = 0
        with suppress(OSError):  # A reset or a broken pipe, as the system has it.
            while sent < 60_000_000:
                sent += stranger.send(b"X-Much: " + b"m" * 10_000 + b"\r\n")
        assert sent < 10_000_000  # What the system itself buffers, and no more.
        assert httpx.get(f"{address}/healthz", timeout=ONLY_A_HANG_SECONDS).status_code == 200


def test_a_head_that_is_too_large_is_told_so(database_url: str) -> None:
    with serving(database_url) as (address, _):
        with connect(address) as stranger:
            head = b"GET /healthz HTTP/1.1\r\nX-Much: "
            stranger.sendall(head.ljust(connections.MOST_HEAD_BYTES + 1, b"m"))
            told = stranger.makefile("rb").read()
        assert (told.split()[1], json.loads(told.partition(b"\r\n\r\n")[2])["status"]) == (b"431", 431)
        assert (
            httpx.get(f"{address}/healthz", headers={"X-Much": "m" * 20_000}, timeout=ONLY_A_HANG_SECONDS).status_code
            == 200
        )


ASKED = b"GET /v1/interests?q=a HTTP/1.1\r\nHost: a\r\n\r\n"
LAST = b"GET /v1/interests?q=a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


def test_beyond_a_number_who_comes_is_told_to_come_again(database_url: str) -> None:
    with serving(database_url, VONK_MOST_WAITING="2") as (address, _):
        with connect(address) as sender:
            sender.sendall(ASKED * 4 + LAST)
            told = read_all(sender)
        assert statuses_of(told) == [b"401", b"401", b"503", b"503", b"503"]
        assert told.lower().count(b"retry-after: 1\r\n") == 3
        with connect(address) as sender:
            sender.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n" * 4 + LAST)
            assert statuses_of(read_all(sender)) == [b"200"] * 4 + [b"401"]


def test_whose_turn_comes_too_late_is_told_to_come_again(database_url: str) -> None:
    # Whatever comes waits longer than this.
    with serving(database_url, VONK_LONGEST_WAIT_SECONDS="0.000000001") as (address, _), connect(address) as sender:
        sender.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n" + ASKED + ASKED.replace(b"GET", b"HEAD") + LAST)
        told = read_all(sender)
    assert statuses_of(told) == [b"200", b"503", b"503", b"503"]
    assert told.lower().count(b"retry-after: 1\r\n") == 3


def test_who_leaves_without_an_answer_leaves_the_queue(database_url: str) -> None:
    with serving(database_url, VONK_MOST_WAITING="2") as (address, _):
        for _ in range(5):
            with connect(address) as sender:
                sender.sendall(ASKED * 5)
        with connected(address, 5, HALF), connect(address) as sender:
            sender.sendall(ASKED + LAST)
            assert statuses_of(read_all(sender)) == [b"401", b"401"]


def test_a_body_that_comes_after_its_answer_was_begun_keeps_no_place(database_url: str, database: Database) -> None:
    coach = make_actor(httpx.AsyncClient(), database, Role.COACH, "De Focus")
    head = (
        f"POST /v1/matches HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {coach.key}\r\nContent-Length: 2\r\n"
        "Content-Type: application/json\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    )
    with serving(database_url, VONK_MOST_WAITING="2") as (address, _):
        for _ in range(5):
            with connect(address) as sender:
                sender.sendall(head.encode())
                assert sender.recv(25).startswith(b"HTTP/1.1 100")
                sender.sendall(b"{}")
                assert b"400" in statuses_of(read_all(sender))


def read_all(connection: socket.socket) -> bytes:
    with connection.makefile("rb") as reader:
        return reader.read()


def statuses_of(told: bytes) -> list[bytes]:
    return re.findall(rb"HTTP/1.1 (\d+)", told)


def test_what_comes_after_a_body_is_not_kept(database_url: str) -> None:
    with serving(database_url) as (address, _), connect(address) as sender:
        head = b"POST /v1/matches HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        sender.sendall(head + b"0\r\nX-After: all\r\n\r\n")
        assert sender.recv(20).startswith(b"HTTP/1.1 401")


def test_more_connections_than_a_process_can_hold_are_closed_and_the_others_served(database_url: str) -> None:
    with serving(database_url) as (address, _):
        with connected(address, 900, HALF) as halves:
            for each in halves:
                each.settimeout(0.2)
            assert any(is_closed(each) for each in halves)
        assert httpx.get(f"{address}/healthz", timeout=60).status_code == 200


def is_closed(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def test_a_request_that_does_not_arrive_in_time_is_let_go(database_url: str) -> None:
    with (
        serving(database_url) as (address, _),
        connected(address, 3, HALF) as halves,
        connected(address, 1) as silent,
    ):
        began = time.monotonic()
        for each in [*halves, *silent]:
            each.settimeout(10 * connections.ARRIVES_WITHIN_SECONDS)
            assert each.recv(1) == b""
        assert time.monotonic() - began > connections.ARRIVES_WITHIN_SECONDS / 2


def test_two_workers_stop_whoever_is_still_connected(database_url: str, database: Database) -> None:
    host = make_actor(httpx.AsyncClient(), database, Role.HOST, "De Focus")
    with serving(database_url, "--workers", "2") as (address, server), ExitStack() as stack:
        stack.enter_context(connected(address, 20, HALF))
        stack.enter_context(connected(address, 5))
        http = stack.enter_context(httpx.Client(base_url=f"{address}/v1", timeout=ONLY_A_HANG_SECONDS))
        http.headers["Authorization"] = f"Bearer {host.key}"
        table = http.post("/tables", json={"name": "Tafel", "on": "2199-01-01"}).json()["id"]
        stream = stack.enter_context(http.stream("GET", f"/tables/{table}/stream"))
        assert stream.status_code == 200
        assert server.pid is not None
        os.kill(server.pid, signal.SIGTERM)
        # The stream has no end of its own, so only a node that ends what goes on too long is gone then.
        server.join(ONLY_A_HANG_SECONDS)
        assert server.exitcode is not None
