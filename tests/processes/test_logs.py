"""What a server writes while people use it: enough to follow every request, and nothing about anybody."""

import json
import logging
import re
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from api.platform.security.roles import Role
from api.platform.status.logs import JsonLines, TextLines
from api.platform.storage.database import Database
from tests.handovers.arranging import a_request
from tests.processes.server import launched, serving_into
from tests.service import Actor, an_offer, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS
from tests.webhooks.receiver import wait_until

MARKER = "zxq"
CONTACT = {"name": "Zxqbeheerder", "email": "zxq@focus.example", "phone": "06 98765432"}
HANDED_OVER = {
    "clientReference": "Zxq-2831",
    "message": "Houdt van zxqhout.",
    "introduction": {"firstName": "Zxqvoornaam", "phone": "06 87654321"},
}
QUESTION = {"client": {"interests": ["iets met zxqwol"], "avoid": ["zxqhonden"]}}
WORDS = (MARKER, MARKER.capitalize(), "98765432", "87654321", "vonk_", "whsec_")


@contextmanager
def asking(address: str, database_url: str) -> Iterator[dict[str, Any]]:
    """A partner and a coach of this server, as functions that send a request."""
    database = Database(database_url)
    actors = {
        role: make_actor(httpx.AsyncClient(), database, role, f"Zxq {role}") for role in (Role.PARTNER, Role.COACH)
    }
    database.close()
    with httpx.Client(base_url=address, timeout=ONLY_A_HANG_SECONDS) as http:

        def as_actor(actor: Actor) -> Any:
            def send(method: str, path: str, body: Any = None) -> httpx.Response:
                headers = {"Authorization": f"Bearer {actor.key}", "Idempotency-Key": f"zxq-{path}"}
                return http.request(method, f"/v1{path}", json=body, headers=headers)

            return send

        yield {role.value: as_actor(actor) for role, actor in actors.items()} | {"nobody": http}


def use_everything(partner: Any, coach: Any, nobody: httpx.Client) -> str:
    """Let people do what they do, right and wrong, with a mark in all that they send; the id of a handover."""
    offer = partner("POST", "/offers", an_offer(contact=CONTACT)).json()
    made = coach("POST", "/handovers", a_request(offer["id"], **HANDED_OVER))
    handover_id: str = made.json()["id"]
    assert made.status_code == 201, made.text
    assert coach("POST", "/matches", QUESTION).status_code == 200
    assert coach("GET", f"/handovers/{handover_id}").status_code == 200
    assert coach("POST", "/handovers/searches", {"clientReference": "Zxq-2831"}).status_code == 200
    assert coach("POST", "/handovers", a_request(offer["id"], **HANDED_OVER, zxq="zxq")).status_code in {400, 422}
    assert coach("POST", "/matches", {"client": {"age": "zxq"}}).status_code == 400
    assert coach("GET", "/offers?q=zxqvraag").status_code == 200
    assert coach("GET", "/zxqnergens").status_code == 404
    token: str = coach("POST", f"/handovers/{handover_id}/reply-links").json()["url"].rpartition("/")[2]
    assert "Zxqvoornaam" in nobody.get(f"/reply/{token}").text or token
    assert nobody.post(f"/reply/{token}", data={"text": "zxqvraag"}).status_code < 500
    assert nobody.get("/v1/offers", headers={"Authorization": "Bearer vonk_zxqsleutel"}).status_code == 401
    assert coach("POST", "/handovers/erasures", {"clientReference": "Zxq-2831"}).status_code == 200
    return token


@pytest.mark.parametrize("form", ["text", "json"])
def test_each_request_has_its_line_and_nothing_that_was_sent_is_written(
    database_url: str, tmp_path: Path, form: str
) -> None:
    if form == "json" and not database_url.startswith("sqlite"):
        pytest.skip("the form of a line does not depend on the database")
    chosen = {"VONK_LOG_FORMAT": form, "VONK_LOG_LEVEL": "debug"}
    with serving_into(tmp_path, database_url, **chosen) as (address, server):
        with asking(address, database_url) as people:
            token = use_everything(people["partner"], people["coach"], people["nobody"])
        server.terminate()
        server.join(ONLY_A_HANG_SECONDS)
    out, err = ((tmp_path / name).read_text() for name in ("out", "err"))
    assert [word for word in (*WORDS, token) if word in out + err] == []
    assert "Traceback" not in err
    lines = [line for line in err.splitlines() if "vonk.requests" in line]
    if form == "json":
        told = json.loads(next(line for line in lines if '"/handovers"' in line))
        assert (told["method"], told["status"], told["role"]) == ("POST", 201, "coach")
        assert told.keys() == {
            "time", "level", "logger", "message", "method", "route", "status", "ms", "role", "key", "traceId",
        }  # fmt: skip
    else:
        pattern = r"\S+Z INFO +vonk\.requests POST /handovers 201 \d+\.\d ms coach [0-9a-f-]{36} trace=[0-9a-f]{32}"
        assert any(re.fullmatch(pattern, line) for line in lines)
    assert f"listening on {address}" in err
    assert "stopped" in err


def test_an_error_is_told_by_its_kind_and_its_way_and_not_by_what_it_says() -> None:
    try:
        try:
            int("zxq")
        except ValueError as error:
            raise RuntimeError("zxq") from error
    except RuntimeError as error:
        record = logging.LogRecord("vonk.jobs", logging.ERROR, "", 0, "It failed.", (), (type(error), error, None))
    for lines in (TextLines(), JsonLines()):
        told = lines.format(record)
        assert "builtins.RuntimeError" in told
        assert "builtins.ValueError" in told
        assert "test_logs.py" in told
        assert MARKER not in told


def test_of_what_a_library_says_of_an_error_one_line_is_written_and_no_statement() -> None:
    error = OperationalError("INSERT INTO secrets", {"name": "Zxqnaam"}, sqlite3.OperationalError("the disk is full"))
    record = logging.LogRecord("dbos", logging.WARNING, "", 0, f"Exception in queue thread: {error}", None, None)
    assert "Zxqnaam" in record.getMessage()
    for lines in (TextLines(), JsonLines()):
        written = lines.format(record)
        assert "Exception in queue thread: (sqlite3.OperationalError) the disk is full" in written
        assert [word for word in ("INSERT", "Zxq", "\n", "\\n") if word in written] == []


def test_the_demo_greets_once_its_port_answers(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with launched(["demo"], {"VONK_DATA_DIR": str(tmp_path / "data")}, tmp_path) as (address, _):
        wait_until(lambda: "Vonk is here" in (tmp_path / "out").read_text())
        port = int(address.rpartition(":")[2])
        socket.create_connection(("127.0.0.1", port)).close()
