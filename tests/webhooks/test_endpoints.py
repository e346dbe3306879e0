from typing import Any

import pytest
from sqlalchemy import text

from api.platform.security.roles import Role
from tests.service import Service, make_actor

ENDPOINT = {"url": "https://ontvanger.example/vonk", "types": ["handover.*", "offer.withdrawn"]}


async def test_an_endpoint_is_made_read_and_deleted_and_its_secret_is_shown_once(service: Service) -> None:
    made = await service.partner.post("/webhook-endpoints", ENDPOINT)
    assert made.status_code == 201, made.text
    assert made.json()["secret"].startswith("whsec_")
    path = made.headers["Location"].removeprefix("/v1")
    read = await service.partner.get(path)
    assert read.json() == {name: value for name, value in made.json().items() if name != "secret"}
    assert read.json()["state"] == "active"
    assert (await service.partner.get("/webhook-endpoints")).json()["items"] == [read.json()]
    assert (await service.partner.delete(path, If_Match=read.headers["ETag"])).status_code == 204
    assert (await service.partner.get(path)).status_code == 404


async def test_the_secret_is_nowhere_in_the_database_as_it_is(service: Service) -> None:
    made = await service.coach.post("/webhook-endpoints", ENDPOINT, Idempotency_Key="een")
    secret = made.json()["secret"]
    with service.database.read() as session:
        stored = session.execute(text("SELECT encrypted_secret FROM webhook_endpoints")).scalar_one()
        kept = bytes(session.execute(text("SELECT body FROM kept_answers")).scalar_one())
    assert service.node.secrets.decrypt(stored) == secret
    assert secret not in stored
    assert secret.encode() not in kept
    again = await service.coach.post("/webhook-endpoints", ENDPOINT, Idempotency_Key="een")
    assert again.json() == made.json()


@pytest.mark.parametrize("owner", ["partner", "coach", "admin"])
async def test_an_endpoint_of_another_organization_is_not_there(service: Service, owner: str) -> None:
    made = await getattr(service, owner).post("/webhook-endpoints", ENDPOINT)
    path = made.headers["Location"].removeprefix("/v1")
    for other in {"partner", "other_partner", "coach", "admin"} - {owner}:
        actor = getattr(service, other)
        assert (await actor.get(path)).status_code == 404
        assert (await actor.get(f"{path}/deliveries")).status_code == 404
        assert (await actor.delete(path)).status_code == 404
        assert (await actor.get("/webhook-endpoints")).json()["items"] == []


async def test_an_analyst_has_no_endpoints(service: Service) -> None:
    assert (await service.analyst.post("/webhook-endpoints", ENDPOINT)).status_code == 403
    assert (await service.analyst.get("/webhook-endpoints")).status_code == 403


async def test_a_host_has_endpoints(service: Service) -> None:
    host = make_actor(service.client, service.database, Role.HOST, "Tafels")
    assert (await host.post("/webhook-endpoints", ENDPOINT)).status_code == 201


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"types": []}, "/types"),
        ({"types": ["party.*"]}, "/types/0"),
        ({"types": ["handover"]}, "/types/0"),
        ({"url": "ftp://ontvanger.example"}, "/url"),
        ({"url": "http://ontvanger.example"}, "/url"),
        ({"url": "https://naam:woord@ontvanger.example"}, "/url"),  # pragma: allowlist secret
        ({"url": "https://ontvanger.example:99999/"}, "/url"),
        ({"url": "https:///vonk"}, "/url"),
        ({"url": "https://[::1"}, "/url"),
        ({"url": "https://127.0.0.1/vonk"}, "/url"),
        ({"secret": "whsec_mine"}, "/secret"),  # pragma: allowlist secret
    ],
)
async def test_a_bad_endpoint_is_refused_with_its_pointer(
    service: Service, change: dict[str, Any], pointer: str
) -> None:
    refused = await service.partner.post("/webhook-endpoints", ENDPOINT | change)
    assert refused.status_code == 400
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]


async def test_an_organization_has_a_limited_number_of_endpoints(service: Service) -> None:
    statuses = [(await service.partner.post("/webhook-endpoints", ENDPOINT)).status_code for _ in range(21)]
    assert statuses == [201] * 20 + [409]
    assert (await service.coach.post("/webhook-endpoints", ENDPOINT)).status_code == 201


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("handover.accept", "handover.accepted"),
        ("offer.withdraw", "offer.withdrawn"),
        ("table.hand-over", "table.handed-over"),
        ("handovers.*", "handover.*"),
        ("Handover.Checked_In", "handover.checked-in"),
        ("watch.match", "watch.matched"),
    ],
)
async def test_a_type_that_does_not_exist_is_refused_with_the_nearest_that_does(
    service: Service, asked: str, nearest: str
) -> None:
    wanted = ENDPOINT | {"types": ["handover.*", asked]}
    refused = await service.partner.post("/webhook-endpoints", wanted, Accept_Language="en")
    assert refused.status_code == 400
    words = f"There is no such type. Did you mean {nearest}?"
    assert refused.json()["errors"] == [{"pointer": "/types/1", "detail": words}]
    assert (await service.partner.post("/webhook-endpoints", ENDPOINT | {"types": [nearest]})).status_code == 201


async def test_every_type_of_the_document_can_be_asked_for(service: Service) -> None:
    document = (await service.client.get("/v1/openapi.json")).json()
    shapes = document["components"]["schemas"]
    for told in document["webhooks"].values():
        event = told["post"]["requestBody"]["content"]["application/cloudevents+json"]["schema"]["$ref"]
        name = shapes[event.rpartition("/")[2]]["properties"]["type"]["$ref"]
        types = shapes[name.rpartition("/")[2]]["enum"]
        assert (await service.partner.post("/webhook-endpoints", ENDPOINT | {"types": types})).status_code == 201
