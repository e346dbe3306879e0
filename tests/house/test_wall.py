"""The wall between help and benefit: who only counts never sees a row about a person, whatever is built beside it."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from pydantic.alias_generators import to_camel

from api.features import FEATURES
from tests.handovers.arranging import a_request, done
from tests.house.operations import Operation, generated_document, operations
from tests.house.test_roles import WANTED
from tests.matching_tables.afternoon import an_afternoon
from tests.security.issuer import Issuer, serving_issuer
from tests.service import Actor, Service, an_offer, running_service

DOCUMENT = generated_document()
OPEN = [operation for operation in operations() if WANTED[operation.name]["analyst"] == "yes"]
# What stands in a column that is declared to be about a client has one of these names on the wire too.
OF_A_PERSON = {
    to_camel(column) for each in FEATURES.holdings for columns in each.columns.values() for column in columns
}
ON_THE_WIRE = {
    *("clientReference", "reference", "seat", "client", "clientId", "person", "resident", "profile"),
    *("handoverId", "watchId", "tableId", "participationId", "deliveryId", "mailId", "eventId"),
    *("introduction", "firstName", "phone", "contact", "consent", "message", "appointment", "preferredDayParts"),
    *("loadCapacity", "needs", "travel", "age", "ladderGoal", "unresolvedInterests", "wishes", "callerId"),
    *("senderOrganizationId", "receiverOrganizationId", "accompanied", "selfReferral", "onTheSpot"),
}
# Names that a declared column shares with what is no person's: an offer's own, a partner's own, or a problem's.
SHARED = {"type", "state", "kind", "details", "status", "body", "headers", "key", "about", "data", "title", "name"}
# An offer's own partner reads whom to call there; nobody else is shown that, as is looked at below.
ONLY_TO_ITS_PARTNER = {"readOffer": {"contact", "phone"}}
PLANTED = ("Zxqreference", "Zxqvoornaam", "Zxqwoorden", "Zxqplek", "Zxqplaats", "Zxqwens", "Zxqbeheerder")


def shapes_of(operation: Operation) -> Iterator[Any]:
    """What an operation may answer when it goes well."""
    for status, answer in operation.told["responses"].items():
        if status.startswith("2"):
            yield from (content.get("schema", {}) for content in answer.get("content", {}).values())


def names_in(shape: Any, seen: set[str]) -> Iterator[str]:
    """Every property anywhere in a shape, and in all that it points at."""
    if isinstance(shape, list):
        for each in shape:
            yield from names_in(each, seen)
    if not isinstance(shape, dict):
        return
    yield from shape.get("properties", {})
    target = shape.get("$ref")
    if isinstance(target, str) and target not in seen:
        seen.add(target)
        yield from names_in(DOCUMENT["components"]["schemas"][target.rpartition("/")[2]], seen)
    for name, each in shape.items():
        if name not in {"example", "examples", "enum", "const", "default"}:
            yield from names_in(each, seen)


@pytest.mark.parametrize("operation", OPEN, ids=lambda operation: operation.name)
def test_no_shape_that_an_analyst_is_shown_has_room_for_a_person(operation: Operation) -> None:
    names = {name for shape in shapes_of(operation) for name in names_in(shape, set())}
    assert names & ((OF_A_PERSON | ON_THE_WIRE) - SHARED) == ONLY_TO_ITS_PARTNER.get(operation.name, set())


def test_the_names_that_are_looked_for_are_those_of_people() -> None:
    of_people = {"readHandover", "exportClient", "readTable", "readWatch", "listHandovers", "searchHandovers"}
    for operation in operations():
        if operation.name in of_people:
            names = {name for shape in shapes_of(operation) for name in names_in(shape, set())}
            assert names & ((OF_A_PERSON | ON_THE_WIRE) - SHARED), operation.name


def test_an_analyst_only_reads_and_hears_of_nothing_that_happens() -> None:
    assert {operation.method for operation in OPEN} == {"GET"}
    kept_from = ("webhook", "deliver", "mail", "handover", "table", "watch", "match", "calendar", "client", "key")
    assert [each.name for each in OPEN if any(word in each.path.lower() for word in kept_from)] == []


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with serving_issuer() as serving:
        yield serving


@pytest.fixture
async def busy_service(database_url: str, issuer: Issuer) -> AsyncIterator[Service]:
    async with running_service(database_url, **issuer.settings) as service:
        contact = {"name": "Zxqbeheerder", "phone": "010 1234567"}
        offer = (await service.partner.post("/offers", an_offer(contact=contact))).json()["id"]
        told = a_request(offer, clientReference="Zxqreference", message="Zxqwoorden over hout.")
        told["introduction"]["firstName"] = "Zxqvoornaam"
        handover = await service.coach.post("/handovers", told)
        assert handover.status_code == 201, handover.text
        place = {"at": "2199-01-01T09:00:00Z", "place": "Zxqplaats", "with": "de beheerder"}
        at = {"appointment": place | {"at": handover.json()["answerBy"]}}
        await done(service.partner, handover.json()["id"], "accept", **at)
        table = await an_afternoon(service, seats=False)
        assert (await table.seat("Zxqplek", {"interests": ["Zxqwens", "hout"]})).status_code == 201
        waiting = {"clientReference": "Zxqreference", "client": {"interests": ["Zxqwens"]}}
        assert (await service.coach.post("/watches", waiting)).status_code == 201
        yield service


def paths_with(ids: set[str], operation: Operation) -> Iterator[str]:
    """The addresses of an operation with whatever is there."""
    if "{" not in operation.path:
        yield operation.path
        return
    for each in sorted(ids):
        yield operation.path.replace("{", "").replace("}", "").replace(operation.path.split("{")[1].split("}")[0], each)


async def test_nothing_of_a_person_comes_out_to_an_analyst_with_a_key_or_a_token(
    busy_service: Service, issuer: Issuer
) -> None:
    handovers = (await busy_service.coach.get("/handovers")).text
    assert "Zxqreference" in handovers
    ids = {handover["id"] for handover in json.loads(handovers)["items"]}
    for listed in ("/offers", "/organizations"):
        ids |= {each["id"] for each in (await busy_service.analyst.get(listed)).json()["items"]}
    token = issuer.sign(sub="cijfers", vonk_role="analyst", vonk_organization=busy_service.coach.organization_id)
    asked = 0
    for analyst in (busy_service.analyst, Actor(busy_service.client, token)):
        for operation in operations():
            for path in paths_with(ids, operation):
                answer = await analyst.send(operation.method, path)
                asked += answer.status_code == 200
                told = answer.text + str(answer.headers)
                assert [each for each in PLANTED if each in told] == [], (operation.name, path)
    assert asked >= 2 * len(OPEN) - 2
