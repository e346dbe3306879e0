"""A node that is asked to stop finishes what it took: who waits for an answer gets it, and nobody else comes in."""

import json
import os
import signal
import socket

import httpx
import pytest

from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.processes.server import serving
from tests.processes.test_connections import connect, read_all, statuses_of
from tests.service import an_offer, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS
from tests.webhooks.receiver import wait_until

GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"


def takes_connections(address: str) -> bool:
    try:
        connect(address).close()
    except OSError:
        return False
    return True


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_request_in_flight_is_answered_and_what_it_did_is_there(database_url: str, database: Database) -> None:
    partner = make_actor(httpx.AsyncClient(), database, Role.PARTNER, "De Focus")
    body = json.dumps(an_offer()).encode()
    head = (
        f"POST /v1/offers HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {partner.key}\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: application/json\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    )
    with serving(database_url) as (address, server), connect(address) as client:
        client.sendall(head.encode())
        # That it may go on is told by who has begun with it.
        assert client.recv(len(GO_ON), socket.MSG_WAITALL) == GO_ON
        assert server.pid is not None
        os.kill(server.pid, signal.SIGTERM)
        wait_until(lambda: not takes_connections(address))
        client.sendall(body)
        assert statuses_of(read_all(client)) == [b"201"]
        server.join(ONLY_A_HANG_SECONDS)
        assert server.exitcode is not None
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM offers").scalar_one() == 1
