"""A citizen service number is refused wherever a request can hold a text, by its pointer, and is not repeated."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.house.operations import Operation, generated_document, operations
from tests.house.properties import string_properties
from tests.participations.test_participations import CARING
from tests.service import Actor, Service, an_offer

# Two of many disguises: the first fits every pattern for keys and ids, the second only a text.
DISGUISED = ("111-222-333", "\u0661\u0661\u0661\u2013\uff12\uff12\uff12 / 333")
DOCUMENT = generated_document()
WITH_BODY = [each for each in operations() if each.takes_json]


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda operation: operation.name)
async def test_no_text_of_a_body_holds_a_citizen_service_number(service: Service, operation: Operation) -> None:
    path = await path_to(service, operation)
    ((media_type, content),) = operation.told["requestBody"]["content"].items()
    passed = []
    for each in string_properties(content["schema"], DOCUMENT):
        for number in DISGUISED:
            answer = await asked(service, operation.method, path, each.holding(number), media_type)
            pointers = [error["pointer"] for error in answer.json().get("errors", ())]
            if answer.status_code != 400 or each.pointer not in pointers or number in answer.text:
                passed.append((each.pointer, number, answer.status_code, pointers))
    assert passed == []


async def test_neither_does_what_stands_beside_the_body(service: Service) -> None:
    number = DISGUISED[0]
    told = [
        await service.admin.post("/organizations", {"name": "a"}, Idempotency_Key=number),
        await service.coach.get(f"/offers?q={number}"),
        await service.coach.get(f"/interests?q={number}"),
        await service.coach.get(f"/offers/{number}"),
        await service.host.put(f"/tables/{number}/clients/K1", {"interests": []}),
        await service.partner.put(f"/organizations/{service.partner.organization_id}/offers/{number}", an_offer()),
    ]
    assert [answer.status_code for answer in told] == [400] * len(told)


async def asked(service: Service, method: str, path: str, body: Any, media_type: str) -> httpx.Response:
    actors: list[Actor] = [service.admin, service.partner, service.coach, service.host]
    for actor in actors:
        answer = await actor.send(method, path, body, Content_Type=media_type)
        if answer.status_code not in {403, 404}:
            break
    return answer


async def path_to(service: Service, operation: Operation) -> str:
    """The operation's path with things in it that are there."""
    offer, table = await asyncio.gather(
        service.partner.post("/offers", an_offer()), service.host.post("/tables", {"name": "Tafel", "on": "2199-01-01"})
    )
    there = {
        "offerId": offer.json()["id"],
        "otherOfferId": offer.json()["id"],
        "tableId": table.json()["id"],
        "organizationId": service.partner.organization_id,
        "externalId": "balie-1",
        "seat": "K1",
        "handoverId": await a_handover(service, offer.json()["id"]) if "{handoverId}" in operation.path else "",
    }
    if "{keyId}" in operation.path:
        there["keyId"] = (await service.admin.post("/keys", {"name": "Cijfers", "role": "analyst"})).json()["id"]
    if "{participationId}" in operation.path:
        there["participationId"] = (await service.coach.post("/participations", CARING)).json()["id"]
    return operation.path.format(**there)


async def a_handover(service: Service, offer_id: str) -> str:
    consent = {"givenOn": "2026-01-01", "expiresOn": "2199-01-01", "shares": []}
    body = {"offerId": offer_id, "clientReference": "K-1", "consent": consent}
    answer = await service.coach.post("/handovers", body)
    assert answer.status_code == 201, answer.text
    handover_id: str = answer.json()["id"]
    return handover_id
