"""A body that costs more than it weighs is refused in little time, memory and answer."""

import json
import time
import tracemalloc
from typing import Any

import pytest

from api.platform.requests.rules import MOST_VALUES
from api.platform.web.validation import LONGEST_POINTER, MOST_ERRORS
from tests.house.operations import operations
from tests.service import Actor, Service, an_offer

MUCH = 80_000
DEEP = 900
LONG_NAME = "n" * 900
LARGEST_ANSWER_BYTES = 100_000
# What only a body that is worked through again and again needs, on the slowest machine too.
MOST_CPU_SECONDS = 5
MOST_MEMORY_BYTES = 60_000_000
# The direct route, a patch, and what the framework reads itself: all others come in by one of these ways.
WAYS_IN = {"matchOffers", "changeOffer", "createOffer", "createHandover", "setTableClient"}
WRITES = [each for each in operations() if each.name in WAYS_IN]


def repeated(times: int) -> str:
    return "{" + ",".join(['"name":1'] * times) + "}"


def unknown(times: int) -> str:
    return json.dumps({f"p{number}": 1 for number in range(times)}, separators=(",", ":"))


def nested(inner: str, *, opening: str, closing: str) -> str:
    return opening * DEEP + inner + closing * DEEP


HEAVY = {
    "80,000 times the same name": repeated(MUCH),
    "80,000 unknown names": unknown(MUCH),
    "as many as just pass, repeated": repeated(MOST_VALUES),
    "as many as just pass, unknown": unknown(MOST_VALUES),
    "a list of wrong values in each list": json.dumps({"client": {"interests": [1] * MOST_VALUES}}),
    "half a million empty objects": "[" + ",".join(["{}"] * 300_000) + "]",
    "one list in another": "[" * 400_000 + "]" * 400_000,
    "one object in another": nested("1", opening='{"a":', closing="}"),
    "long names, one in another, and then many": nested(
        json.dumps([[]] * 15_000) + ',"b":1,"b":2', opening=f'{{"{LONG_NAME}":', closing="}"
    ),
    "one name of 900 kB": json.dumps({"n" * 900_000: 1}),
    "one name of half characters": "{" + '"' + "\\ud800" * 100_000 + '":1}',
    "a number of 900,000 digits": '{"name":' + "9" * 900_000 + "}",
    "a text of 900 kB": json.dumps({"name": "a" * 900_000}),
    "a text of escaped colons": '{"name":"' + "\\u003a" * 100_000 + '"}',
}


async def send(actor: Actor, method: str, path: str, body: str) -> Any:
    form = "application/merge-patch+json" if method == "PATCH" else "application/json"
    headers = {"Authorization": f"Bearer {actor.key}", "Content-Type": form}
    return await actor.client.request(method, f"/v1{path}", content=body.encode(), headers=headers)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("body", HEAVY.values(), ids=HEAVY.keys())
async def test_no_body_costs_much_more_than_it_weighs(service: Service, body: str) -> None:
    for operation in WRITES:
        actor = service.host if "/tables" in operation.path else service.coach
        actor = service.admin if operation.path.startswith("/offers") else actor
        started = time.process_time()
        answer = await send(actor, operation.method, operation.some_path, body)
        spent = time.process_time() - started
        assert answer.status_code in {400, 404, 413}, operation.name
        assert len(answer.content) < LARGEST_ANSWER_BYTES
        assert len(answer.json().get("errors", ())) <= MOST_ERRORS
        assert spent < MOST_CPU_SECONDS, operation.name


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("body", HEAVY.values(), ids=HEAVY.keys())
@pytest.mark.parametrize(("method", "path"), [("POST", "/matches"), ("PATCH", "/offers/{}")])
async def test_no_body_takes_much_more_memory_than_it_weighs(
    service: Service, body: str, method: str, path: str
) -> None:
    offer = (await service.partner.post("/offers", an_offer())).json()["id"]
    tracemalloc.start()
    try:
        answer = await send(service.partner, method, path.format(offer), body)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert answer.status_code in {400, 413}
    assert peak < MOST_MEMORY_BYTES


async def test_the_first_hundred_errors_are_told(service: Service) -> None:
    told = (await send(service.coach, "POST", "/matches", unknown(500))).json()["errors"]
    assert (len(told), told[0]["pointer"]) == (MOST_ERRORS, "/client")
    doubles = "{" + ",".join(f'"p{number % 250}":1' for number in range(500)) + "}"
    assert len((await send(service.coach, "POST", "/matches", doubles)).json()["errors"]) == MOST_ERRORS
    answer = await service.coach.get("/offers?" + "&".join(f"p{number}=1" for number in range(500)))
    assert (answer.status_code, len(answer.json()["errors"])) == (400, MOST_ERRORS)


async def test_a_place_too_long_to_tell_is_told_by_what_holds_it(service: Service) -> None:
    told = (await send(service.admin, "POST", "/organizations", json.dumps({"name": "a", "x" * 5_000: 1}))).json()
    assert [each["pointer"] for each in told["errors"]] == [""]
    body = '{"name":{"' + "y" * (LONGEST_POINTER - 10) + '":{"z":{"' + "z" * 20 + '":1,"' + "z" * 20 + '":1}}}}'
    told = (await send(service.admin, "POST", "/organizations", body)).json()
    assert [each["pointer"] for each in told["errors"]] == ["/name/" + "y" * (LONGEST_POINTER - 10) + "/z"]


@pytest.mark.parametrize("name", ["body", "query", "path", "header"])
async def test_a_repeated_property_is_named_whatever_its_name(service: Service, name: str) -> None:
    told = (await send(service.admin, "POST", "/organizations", f'{{"{name}":1,"{name}":2}}')).json()
    assert [each["pointer"] for each in told["errors"]] == [f"/{name}"]


async def test_a_long_address_is_not_told_back_whole(service: Service) -> None:
    answer = await service.coach.get("/" + "x" * 50_000)
    assert (answer.status_code, len(answer.json()["instance"])) == (404, LONGEST_POINTER + 1)


@pytest.mark.parametrize("length", ["\xb2", "9" * 5_000, "9" * 30])
async def test_an_odd_content_length_is_no_fault_of_ours(service: Service, length: str) -> None:
    headers = {b"content-length": length.encode("latin-1"), b"authorization": f"Bearer {service.admin.key}".encode()}
    answer = await service.client.request("POST", "/v1/organizations", content=b"{}", headers=headers)
    assert answer.status_code in {400, 413, 415}
