from typing import Any

import httpx
import pytest

from api.platform.web.compression import LEAST_BYTES, takes_gzip
from tests.house.operations import Operation, operations
from tests.house.test_wall import names_in
from tests.service import Actor, Service, an_offer

QUESTION = {"client": {"interests": ["hout"]}, "limit": 10}
# What opens something to whoever has it: an address with a secret in it, or the secret itself.
OPENS = {"boardUrl", "secret", "key"}
PLACES_OF_OPENING_ADDRESSES = {"CalendarLinkPage", "TablePage"}


async def raw(actor: Actor, method: str, path: str, json: Any = None, **headers: str) -> httpx.Response:
    """The answer with its bytes as they came."""
    told = {"Authorization": f"Bearer {actor.key}"} | headers
    request = actor.client.build_request(method, f"/v1{path}", json=json, headers=told)
    return await actor.client.send(request)


async def fill(service: Service) -> None:
    for number in range(6):
        made = await service.partner.post("/offers", an_offer(title=f"Timmeren {number}"))
        assert made.status_code == 201


@pytest.mark.parametrize("path", ["/matches", "/offers"])
async def test_an_answer_is_packed_for_who_takes_that_and_says_the_same(service: Service, path: str) -> None:
    await fill(service)
    method, body = ("POST", QUESTION) if path == "/matches" else ("GET", None)
    packed = await raw(service.coach, method, path, body, **{"Accept-Encoding": "gzip"})
    plain = await raw(service.coach, method, path, body, **{"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert int(packed.headers["content-length"]) == packed.num_bytes_downloaded
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert {answer.headers["vary"] for answer in (packed, plain)} == {"Accept-Language, Accept-Encoding"}


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ("gzip", True),
        ("deflate, gzip;q=0.5, br", True),
        ("GZIP", True),
        ("*", True),
        ("gzip; q=1.0", True),
        ("", False),
        ("identity", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip;q=0.000, *", False),
        ("*;q=0", False),
    ],
)
def test_who_takes_gzip(asked: str, taken: bool) -> None:  # noqa: FBT001 - a row of a table
    assert takes_gzip(asked) is taken


async def test_what_is_short_or_has_a_tag_of_its_bytes_stays_as_it_is(service: Service) -> None:
    takes = {"Accept-Encoding": "gzip"}
    long = an_offer(description="Samen maken we banken. " * 150)
    made = await raw(service.partner, "POST", "/offers", long, **takes)
    read = await raw(service.partner, "GET", f"/offers/{made.json()['id']}", **takes)
    assert len(read.content) > LEAST_BYTES
    for answer in (made, read, await raw(service.coach, "GET", "/watches", **takes)):
        assert "content-encoding" not in answer.headers


async def test_what_opens_something_is_never_packed(service: Service) -> None:
    for number in range(12):
        assert (await service.coach.post("/calendar-links", {"name": f"Agenda {number}"})).status_code == 201
        assert (await service.host.post("/tables", {"name": f"Tafel {number}", "on": "2199-01-01"})).status_code == 201
    for actor, path in ((service.coach, "/calendar-links"), (service.host, "/tables")):
        answer = await raw(actor, "GET", path, **{"Accept-Encoding": "gzip"})
        assert len(answer.content) > LEAST_BYTES
        assert "content-encoding" not in answer.headers
        assert answer.headers["cache-control"] == "no-store, no-transform"


def may_be_packed(operation: Operation) -> bool:
    """Whether the answer is a 200 without a tag: a list, or what was asked with a POST."""
    return "200" in operation.told["responses"] and (operation.is_list or operation.method == "POST")


def test_every_answer_that_opens_something_is_known() -> None:
    found = {
        str(content["schema"].get("$ref", "")).rpartition("/")[2]
        for operation in operations()
        if may_be_packed(operation)
        for content in operation.told["responses"]["200"].get("content", {}).values()
        if OPENS & set(names_in(content["schema"], set())) or "calendar" in operation.path
    }
    assert found == PLACES_OF_OPENING_ADDRESSES
