"""Object by object: of two partners, two coaches and two hosts the one finds nothing of the other's, never a 403."""

import copy
import json
from dataclasses import dataclass
from typing import Any

import pytest

from api.platform.mail.tables import Mail
from api.platform.security.roles import Role
from api.platform.storage.ids import new_id
from api.platform.webhooks.tables import WebhookDelivery, WebhookEvent
from tests.handovers.arranging import DETAILS, done, requested
from tests.house.operations import Operation, operations
from tests.matching_tables.afternoon import WOOD, an_afternoon
from tests.service import Actor, Service, an_offer, make_actor

FORBIDDEN, NOT_FOUND, LEAST_REFUSAL = 403, 404, 400
QUESTION = {"client": {"interests": ["hout"]}}
CARING = {"clientReference": "K-1", "kind": "caregiving", "hoursPerWeek": 4, "since": "2026-01-01"}
PROFILE = {"clientReference": "K-2831", "client": {"interests": ["hout"]}}

# Who may do it, and what comes along; another organization of the same role, and of every other role that is let in,
# hears 404. A new route with an id in its path has to be put here, or below.
OWN: dict[str, tuple[str, Any]] = {
    "readWebhookEndpoint": ("partner", None),
    "deleteWebhookEndpoint": ("partner", None),
    "listWebhookDeliveries": ("partner", None),
    "retryWebhookDelivery": ("partner", None),
    "retryMail": ("partner", None),
    "listMails": ("partner", None),
    "replaceOffer": ("partner", an_offer(title="Anders")),
    "changeOffer": ("partner", {"title": "Anders"}),
    "withdrawOffer": ("partner", None),
    "upsertOffer": ("partner", an_offer(title="Anders")),
    "assureOffer": ("partner", None),
    "readReviewRhythm": ("partner", None),
    "replaceReviewRhythm": ("partner", {"reviewEveryDays": 30}),
    "readOfferQuality": ("partner", None),
    "readOfferLineage": ("partner", None),
    "decideLineage": ("partner", {"decision": "confirm"}),
    "undoLineage": ("partner", None),
    "createPageLink": ("partner", {}),
    "listPageLinks": ("partner", None),
    "readPageLink": ("partner", None),
    "revokePageLink": ("partner", None),
    "readWatch": ("coach", None),
    "deleteWatch": ("coach", None),
    "readParticipation": ("coach", None),
    "changeParticipation": ("coach", {"hoursPerWeek": 5}),
    "deleteParticipation": ("coach", None),
    "readCityMatch": ("coach", None),
    "readPlacements": ("coach", None),
    "deleteCityMatch": ("coach", None),
    "readHandover": ("coach", None),
    "addHandoverEvent": ("coach", {"type": "check-in"} | DETAILS["check-in"]),
    "listHandoverEvents": ("coach", None),
    "readAppointment": ("coach", None),
    "createReplyLink": ("coach", None),
    "readHandoverDeadlines": ("partner", None),
    "readCalendarLink": ("partner", None),
    "revokeCalendarLink": ("partner", None),
    "readTable": ("host", None),
    "deleteTable": ("host", None),
    "setTableClient": ("host", WOOD),
    "removeTableClient": ("host", None),
    "setTableOffers": ("host", {"offerIds": []}),
    "proposeForTable": ("host", None),
    "decideForTableClient": ("host", {"type": "veto"}),
    "undoTableDecisions": ("host", None),
    "handOverFromTable": ("host", {"handovers": []}),
    "renewTableBoard": ("host", None),
    "followTable": ("host", None),
}
# Everyone with a key may know of these; or only admins get in, who are of no organization.
OF_EVERYONE = {"readOffer", "listOfferHistory", "readOrganization", "findNextSteps"}
OF_ADMINS = {"changeOrganization", "reviewOffer", "replaceHandoverDeadlines", "readKey", "revokeKey", "rotateKey"}
OF_ADMINS |= {"readReportLink", "revokeReportLink"}
BY_ID = [operation for operation in operations() if "{" in operation.path]
STRANGERS = ("partner", "coach", "host")


@dataclass(frozen=True, slots=True)
class Two:
    """Two of everything, of which the first has something of each kind."""

    service: Service
    strangers: dict[str, Actor]
    ids: dict[str, str]

    def path_of(self, operation: Operation, **others: str) -> str:
        """The path of an operation with what the first has."""
        ids = self.ids | others
        if "page-links" in operation.path:
            ids["linkId"] = ids["pageLinkId"]
        return operation.path.format(**ids)


@pytest.fixture
async def two(service: Service) -> Two:
    return Two(service, {name: await _stranger(service, name) for name in STRANGERS}, await _things(service))


async def _stranger(service: Service, role: str) -> Actor:
    known: dict[str, Actor] = {"partner": service.other_partner, "host": service.other_host}
    return known.get(role) or make_actor(service.client, service.database, Role(role), "Andere coaches")


async def _things(service: Service) -> dict[str, str]:
    """One of each kind, by the name that it has in paths."""
    of = str(service.partner.organization_id)
    offer = await _made(service.partner, "/offers", an_offer(externalId="balie-1"))
    other = await _made(service.partner, "/offers", an_offer(title="Timmeren in de winter"))
    handover = str((await requested(service, offer))["id"])
    for actor, event in ((service.partner, "accept"), (service.partner, "introduce"), (service.partner, "start")):
        await done(actor, handover, event)
    endpoint = {"url": "https://93.184.215.14/vonk", "types": ["offer.*"]}
    ids = {
        "organizationId": of,
        "offerId": offer,
        "otherOfferId": other,
        "externalId": "balie-1",
        "handoverId": handover,
        "endpointId": await _made(service.partner, "/webhook-endpoints", endpoint),
        "linkId": await _made(service.partner, "/calendar-links", {}),
        "pageLinkId": await _made(service.partner, f"/organizations/{of}/page-links", {}),
        "watchId": await _made(service.coach, "/watches", PROFILE | {"clientReference": "K-1"}),
        "participationId": await _made(service.coach, "/participations", CARING),
        "cityMatchId": await _city_match(service),
        "tableId": await _table(service),
        "seat": "K1",
    }
    return ids | _told(service, of, ids["endpointId"])


async def _table(service: Service) -> str:
    table = await an_afternoon(service)
    assert (await table.decide("K1", "pin", table.wood)).status_code < LEAST_REFUSAL
    return table.id


async def _city_match(service: Service) -> str:
    headers = {"Authorization": f"Bearer {service.coach.key}", "Content-Type": "application/x-ndjson"}
    line = json.dumps({"reference": "K-1", "client": WOOD})
    made = await service.client.post("/v1/city-matches", content=line, headers=headers)
    return str(made.json()["id"])


async def _made(actor: Actor, path: str, body: dict[str, Any]) -> str:
    made = await actor.post(path, body)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def _told(service: Service, organization_id: str, endpoint_id: str) -> dict[str, str]:
    """Something that was told to the partner, and something that was mailed to it."""
    now = service.node.clock.now()
    event = WebhookEvent(type="offer.published", data={}, happened_at=now)
    sent = WebhookDelivery(event_id=event.id, endpoint_id=endpoint_id, created_at=now)
    about = new_id()
    mail = Mail(
        organization_id=organization_id, kind="handover.requested", about_id=about, event_number=1, created_at=now
    )
    ids = {"deliveryId": sent.id, "mailId": mail.id}
    with service.database.write() as session:
        session.add_all([event, mail])
        session.flush()
        session.add(sent)
    return ids


def test_every_operation_on_one_object_is_told_here_and_no_other() -> None:
    assert OWN.keys() | OF_EVERYONE | OF_ADMINS == {operation.name for operation in BY_ID}
    assert len(OWN) + len(OF_EVERYONE) + len(OF_ADMINS) == len(BY_ID)


async def sent(actor: Actor, operation: Operation, path: str, body: Any) -> int:
    wanted = copy.deepcopy(body)
    form = {"Content_Type": "application/merge-patch+json"} if operation.method == "PATCH" else {}
    return (await actor.send(operation.method, path, wanted, **form)).status_code


async def test_what_is_another_organizations_is_not_there_for_anyone_who_may_do_it_to_his_own(two: Two) -> None:
    found = {}
    for operation in BY_ID:
        if operation.name not in OWN:
            continue
        owner, body = OWN[operation.name]
        path = two.path_of(operation)
        for role in STRANGERS:
            status = await sent(two.strangers[role], operation, path, body)
            # Of another role than may do this at all the role is refused, whosever it is.
            if role == owner or status != FORBIDDEN:
                found[operation.name, role] = status
    assert {told: status for told, status in found.items() if status != NOT_FOUND} == {}
    assert {name for name, _ in found} == OWN.keys()


@pytest.mark.parametrize("name", sorted(OWN.keys() - {"followTable"}))
async def test_what_is_ones_own_is_there(two: Two, name: str) -> None:
    (operation,) = [each for each in BY_ID if each.name == name]
    owner, body = OWN[name]
    status = await sent(getattr(two.service, owner), operation, two.path_of(operation), body)
    # What cannot be done now is told of one's own; a stranger never hears so much.
    assert status < LEAST_REFUSAL or status in {400, 409}, status


@pytest.mark.parametrize("name", ["changeOffer", "readPageLink", "createPageLink", "readReviewRhythm", "listMails"])
async def test_an_id_of_ones_own_in_front_opens_nothing_of_another_behind_it(two: Two, name: str) -> None:
    (operation,) = [each for each in BY_ID if each.name == name]
    stranger = two.strangers["partner"]
    path = two.path_of(operation, organizationId=str(stranger.organization_id))
    _, body = OWN[name]
    behind = "{linkId}" in operation.path or "{offerId}" in operation.path
    assert (await sent(stranger, operation, path, body) == NOT_FOUND) is behind
