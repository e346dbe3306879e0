"""Which key opens which operation: `yes` may be answered 404 for what is another's, `403` never gets that far."""

from collections.abc import AsyncIterator, Iterator
from itertools import product

import pytest
from fastapi.params import Depends
from fastapi.routing import APIRoute

from api.features import FEATURES
from api.platform.security import dependencies
from tests.handovers.arranging import a_request
from tests.house.operations import Operation, operations
from tests.security.issuer import Issuer, serving_issuer
from tests.service import Actor, Service, an_offer, running_service

TABLE = """
operation                 admin  coach  host   partner  analyst  nobody
matchOffers               yes    yes    yes    yes      403      401
matchInBatch              yes    yes    yes    yes      403      401
createCityMatch           403    yes    yes    403      403      401
listCityMatches           403    yes    yes    403      403      401
readCityMatch             403    yes    yes    403      403      401
readPlacements            403    yes    yes    403      403      401
deleteCityMatch           403    yes    yes    403      403      401
findNextSteps             yes    yes    yes    yes      403      401
findPath                  yes    yes    yes    yes      403      401
createWatch               403    yes    403    403      403      401
listWatches               403    yes    403    403      403      401
readWatch                 403    yes    403    403      403      401
deleteWatch               403    yes    403    403      403      401
createParticipation       403    yes    403    403      403      401
listParticipations        403    yes    403    403      403      401
searchParticipations      403    yes    403    403      403      401
readParticipation         403    yes    403    403      403      401
changeParticipation       403    yes    403    403      403      401
deleteParticipation       403    yes    403    403      403      401
readParticipationReport   yes    403    403    403      yes      401
createReportLink          yes    403    403    403      403      401
listReportLinks           yes    403    403    403      403      401
readReportLink            yes    403    403    403      403      401
revokeReportLink          yes    403    403    403      403      401
listUnmetWishes           yes    403    403    403      yes      401
listInterests             yes    yes    yes    yes      yes      401
listOffers                yes    yes    yes    yes      yes      401
readOffer                 yes    yes    yes    yes      yes      401
createOffer               yes    403    403    yes      403      401
replaceOffer              yes    403    403    yes      403      401
changeOffer               yes    403    403    yes      403      401
withdrawOffer             yes    403    403    yes      403      401
upsertOffer               yes    403    403    yes      403      401
listChanges               yes    yes    yes    yes      yes      401
listOfferHistory          yes    yes    yes    yes      yes      401
assureOffer               yes    403    403    yes      403      401
readOfferLineage          yes    403    403    yes      403      401
decideLineage             yes    403    403    yes      403      401
undoLineage               yes    403    403    yes      403      401
readOfferQuality          yes    403    403    yes      403      401
readReviewRhythm          yes    403    403    yes      403      401
replaceReviewRhythm       yes    403    403    yes      403      401
importOffers              yes    403    403    yes      403      401
readCsvTemplate           yes    403    403    yes      403      401
readSpreadsheetTemplate   yes    403    403    yes      403      401
createPageLink            yes    403    403    yes      403      401
listPageLinks             yes    403    403    yes      403      401
readPageLink              yes    403    403    yes      403      401
revokePageLink            yes    403    403    yes      403      401
listReviews               yes    403    403    403      403      401
reviewOffer               yes    403    403    403      403      401
readMe                    yes    yes    yes    yes      yes      401
createKey                 yes    403    403    403      403      401
listKeys                  yes    403    403    403      403      401
readKey                   yes    403    403    403      403      401
revokeKey                 yes    403    403    403      403      401
rotateKey                 yes    403    403    403      403      401
listOrganizations         yes    yes    yes    yes      yes      401
readOrganization          yes    yes    yes    yes      yes      401
createOrganization        yes    403    403    403      403      401
changeOrganization        yes    403    403    403      403      401
createHandover            403    yes    yes    403      403      401
listHandovers             403    yes    yes    yes      403      401
searchHandovers           403    yes    yes    yes      403      401
readHandover              403    yes    yes    yes      403      401
addHandoverEvent          403    yes    yes    yes      403      401
listHandoverEvents        403    yes    yes    yes      403      401
readAppointment           403    yes    yes    yes      403      401
createCalendarLink        403    yes    yes    yes      403      401
listCalendarLinks         403    yes    yes    yes      403      401
readCalendarLink          403    yes    yes    yes      403      401
revokeCalendarLink        403    yes    yes    yes      403      401
createReplyLink           403    yes    yes    403      403      401
exportClient              yes    yes    yes    403      403      401
eraseClient               yes    yes    yes    403      403      401
readHandoverDeadlines     yes    yes    yes    yes      403      401
replaceHandoverDeadlines  yes    403    403    403      403      401
createTable               403    403    yes    403      403      401
listTables                403    403    yes    403      403      401
readTable                 403    403    yes    403      403      401
deleteTable               403    403    yes    403      403      401
setTableClient            403    403    yes    403      403      401
removeTableClient         403    403    yes    403      403      401
setTableOffers            403    403    yes    403      403      401
proposeForTable           403    403    yes    403      403      401
decideForTableClient      403    403    yes    403      403      401
undoTableDecisions        403    403    yes    403      403      401
handOverFromTable         403    403    yes    403      403      401
renewTableBoard           403    403    yes    403      403      401
followTable               403    403    yes    403      403      401
listMails                 yes    yes    yes    yes      403      401
listAuditEvents           yes    403    403    403      403      401
retryMail                 yes    yes    yes    yes      403      401
createWebhookEndpoint     yes    yes    yes    yes      403      401
listWebhookEndpoints      yes    yes    yes    yes      403      401
readWebhookEndpoint       yes    yes    yes    yes      403      401
deleteWebhookEndpoint     yes    yes    yes    yes      403      401
listWebhookDeliveries     yes    yes    yes    yes      403      401
retryWebhookDelivery      yes    yes    yes    yes      403      401
"""
(_, *ROLES), *ROWS = (line.split() for line in TABLE.strip().splitlines())
WANTED = {name: dict(zip(ROLES, answers, strict=True)) for name, *answers in ROWS}
OPERATIONS = operations()
REFUSALS = {401, 403}
KEYED = [role for role in ROLES if role != "nobody"]


def test_every_operation_has_a_row_and_no_other() -> None:
    assert sorted(name for name, *_ in ROWS) == sorted(operation.name for operation in OPERATIONS)


def test_whatever_writes_says_in_its_decorator_who_gets_in() -> None:
    doors = {each for each in vars(dependencies).values() if isinstance(each, Depends)}
    routes = [route for router in FEATURES.routers for route in router.routes if isinstance(route, APIRoute)]
    silent = [
        route.operation_id
        for route in routes
        if {*(route.methods or ())} != {"GET"} and not doors & {*route.dependencies}
    ]
    assert silent == []


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with serving_issuer() as serving:
        yield serving


@pytest.fixture
async def trusting_service(database_url: str, issuer: Issuer) -> AsyncIterator[Service]:
    async with running_service(database_url, **issuer.settings) as running:
        yield running


def with_token(service: Service, issuer: Issuer, role: str, organization_id: str | None) -> Actor:
    return Actor(service.client, issuer.sign(sub=role, vonk_role=role, vonk_organization=organization_id))


async def found_by(actors: dict[str, Actor], service: Service) -> dict[str, dict[str, str]]:
    """Where these get in, operation by operation, and somebody without a key."""
    return {
        operation.name: {role: await told(service, actors.get(role), operation) for role in ROLES}
        for operation in OPERATIONS
    }


async def test_every_key_gets_in_where_the_table_says_and_nowhere_else(service: Service) -> None:
    found = await found_by({role: getattr(service, role) for role in KEYED}, service)
    assert {name: row for name, row in found.items() if row != WANTED[name]} == {}


async def test_every_token_gets_in_where_the_table_says_and_nowhere_else(
    trusting_service: Service, issuer: Issuer
) -> None:
    coaches = trusting_service.coach.organization_id
    found = await found_by(
        {role: with_token(trusting_service, issuer, role, coaches) for role in KEYED}, trusting_service
    )
    assert {name: row for name, row in found.items() if row != WANTED[name]} == {}


async def test_a_token_of_a_side_opens_a_handover_to_no_other_role_than_the_table_says(
    trusting_service: Service, issuer: Issuer
) -> None:
    offer = (await trusting_service.partner.post("/offers", an_offer())).json()["id"]
    handover = (await trusting_service.coach.post("/handovers", a_request(offer))).json()["id"]
    coaches = trusting_service.coach.organization_id
    about = [each for each in OPERATIONS if "{handoverId}" in each.path]
    for operation, role in product(about, KEYED):
        caller = with_token(trusting_service, issuer, role, coaches)
        answer = await caller.send(operation.method, operation.path.replace("{handoverId}", handover))
        assert (answer.status_code == 403) is (WANTED[operation.name][role] == "403"), (operation.name, role)
        if role in {"admin", "analyst"}:
            assert "Bertus" not in answer.text
    ids = {role: with_token(trusting_service, issuer, role, coaches) for role in ("admin", "analyst")}
    assert {(await each.get(f"/handovers/{handover}")).status_code for each in ids.values()} == {403}


async def test_another_organizations_handover_is_not_there_for_any_role_that_may_read_its_own(
    trusting_service: Service, issuer: Issuer
) -> None:
    offer = (await trusting_service.partner.post("/offers", an_offer())).json()["id"]
    handover = (await trusting_service.coach.post("/handovers", a_request(offer))).json()["id"]
    strangers = trusting_service.other_host.organization_id
    for role in ("coach", "host", "partner"):
        for path in ("", "/events", "/appointment.ics"):
            stranger = with_token(trusting_service, issuer, role, strangers)
            assert (await stranger.get(f"/handovers/{handover}{path}")).status_code == 404


async def told(service: Service, actor: Actor | None, operation: Operation) -> str:
    if actor is None:
        status = (await service.client.request(operation.method, f"/v1{operation.some_path}")).status_code
    else:
        status = (await actor.send(operation.method, operation.some_path)).status_code
    # Nothing is sent where something is asked, which is nobody's fault but the sender's.
    assert status < 500, operation.name
    return str(status) if status in REFUSALS else "yes"
