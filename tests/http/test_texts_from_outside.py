"""Whatever text stands where a text can stand, the answer is a refusal in one sentence, on both databases."""

import copy
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_from_bytes

import pytest

from api.platform.storage.ids import new_id
from tests.house.operations import SOME_ID, Operation, generated_document, operations
from tests.service import Actor, Service

DOCUMENT = generated_document()
OPERATIONS = operations()
# The null sign, half a character, a sign that is no character, and line ends that few know.
ODD_TEXTS = ["a\x00b", "a\ud800", "a\uffff", "a\x85b", "a\u2028b"]
ODD_PIECES = ["%00", "a%00b", "%ED%A0%80", "%E2%80%A8", "x" * 3_000]
OURS = 500
PAGES = [
    "/tables/{}/board?key=x",
    "/tables/{}/board/live?key=x",
    "/tables/{}/board/stream?key=x",
    f"/tables/{SOME_ID}/board?key={{}}",
    "/offers/{}",
    "/offers/{}?card=x",
    f"/offers/{SOME_ID}?card={{}}",
    "/reply/{}",
    "/reply/{}/appointment.ics",
    "/partner/{}",
    "/partner/{}/new",
    "/partner/{}/list",
    "/partner/x/offers/{}",
]


def _named(schema: dict[str, Any]) -> str:
    """The name of a shape; of one that may be left out, of what comes when it is not."""
    told = next(each for each in (schema, *schema.get("anyOf", ())) if "$ref" in each)
    return str(told["$ref"].rpartition("/")[2])


def examples_of(operation: Operation) -> list[dict[str, Any]]:
    """The bodies that the document shows for an operation; of one without, a body that names a text."""
    if not operation.takes_json:
        return []
    (content,) = operation.told["requestBody"]["content"].values()
    shape = DOCUMENT["components"]["schemas"][_named(content["schema"])]
    return shape.get("examples") or [{"interests": ["hout"]}]


def bodies_with(odd: str, body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The body, each time with another of its texts, or its names, replaced by this one."""
    for path in list(places_of_texts(body)):
        changed = copy.deepcopy(body)
        node: Any = changed
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = odd
        yield changed
    yield body | {odd: "x"}


def places_of_texts(node: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(node, str):
        yield at
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, each in members:
        yield from places_of_texts(each, (*at, name))


def addresses_with(odd: str, operation: Operation) -> Iterator[str]:
    """The address of an operation, each time with this piece in another of its places."""
    parameters = operation.told.get("parameters", ())
    for told in parameters:
        if told["in"] == "path":
            own = operation.path.replace(f"{{{told['name']}}}", odd)
            yield Operation(operation.method, own, operation.told).some_path
        elif told["in"] == "query":
            yield f"{operation.some_path}?{told['name']}={odd}"
    yield f"{operation.some_path}?{odd}=x"


def actor_for(service: Service, operation: Operation) -> Actor:
    """Who may be let in by this operation."""
    if "/tables" in operation.path:
        return service.host
    is_of_parties = any(
        part in operation.path for part in ("/handovers", "/calendar-links", "/watches", "/participations", "/city")
    )
    return service.coach if is_of_parties else service.admin


async def test_no_odd_text_in_an_address_is_a_fault_of_ours(service: Service) -> None:
    found = [
        (address, (await actor_for(service, operation).send(operation.method, address)).status_code)
        for operation in OPERATIONS
        for odd in ODD_PIECES
        for address in addresses_with(odd, operation)
    ]
    assert [each for each in found if each[1] >= OURS] == []


@pytest.mark.parametrize("odd", ODD_TEXTS, ids=ascii)
async def test_an_odd_text_anywhere_in_a_body_is_refused(service: Service, odd: str) -> None:
    found = []
    for operation in OPERATIONS:
        form = "application/merge-patch+json" if operation.method == "PATCH" else "application/json"
        key = {"Authorization": f"Bearer {actor_for(service, operation).key}", "Content-Type": form}
        for body in (each for example in examples_of(operation) for each in bodies_with(odd, example)):
            sent, address = json.dumps(body), f"/v1{operation.some_path}"
            answer = await service.client.request(operation.method, address, content=sent, headers=key)
            found.append((operation.name, sent, answer.status_code))
    assert [each for each in found if each[2] not in {400, 404}] == []


@pytest.mark.parametrize("page", PAGES)
async def test_no_odd_text_in_the_address_of_a_page_is_a_fault_of_ours(service: Service, page: str) -> None:
    for odd in [*ODD_PIECES, "..%2F", quote_from_bytes(bytes(range(256)))]:
        answer = await service.client.get(page.format(odd))
        assert answer.status_code in {400, 404}, odd[:40]


@pytest.mark.parametrize("header", ["If-Match", "If-None-Match", "Idempotency-Key", "Accept-Language", "Last-Event-ID"])
@pytest.mark.parametrize("odd", [b"\xff\xfe", b"\x85", b"x" * 5_000, b"q=" + b"9" * 400, b"en;q=nan,nl;q=inf"])
async def test_no_odd_header_is_a_fault_of_ours(service: Service, header: str, odd: bytes) -> None:
    for method, path in (("GET", "/offers"), ("POST", "/organizations"), ("PATCH", f"/offers/{new_id()}")):
        form = b"application/merge-patch+json" if method == "PATCH" else b"application/json"
        headers = [
            (b"authorization", f"Bearer {service.admin.key}".encode()),
            (b"content-type", form),
            (header.lower().encode(), odd),
        ]
        body = b'{"name": "Een"}' if method == "POST" else b"{}"
        answer = await service.client.request(method, f"/v1{path}", content=body, headers=headers)
        assert answer.status_code < OURS
