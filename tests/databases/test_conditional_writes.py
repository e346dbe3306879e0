"""Of two who change what they both read, exactly one succeeds: every conditional write, both databases, two nodes."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.databases.nodes import Send, send_at_once, two_nodes
from tests.house.operations import operations
from tests.matching_tables.afternoon import COOKING, WOOD, Afternoon, an_afternoon
from tests.service import Service, an_offer

Prepared = tuple[str, Callable[[str], tuple[Send, Send]]]
Prepare = Callable[[Service], Awaitable[Prepared]]


def twice(method: str, path: str, *bodies: Any, **headers: str) -> Callable[[str], tuple[Send, Send]]:
    """Two requests, one for each node, that both name the version that was read."""

    def under(etag: str) -> tuple[Send, Send]:
        def sender(body: Any) -> Send:
            return lambda actor: actor.send(method, path, body, If_Match=etag, **headers)

        first, second = bodies or (None, None)
        return sender(first), sender(second)

    return under


MERGE = {"Content_Type": "application/merge-patch+json"}


async def _offer(service: Service, **changes: Any) -> tuple[str, str]:
    made = await service.partner.post("/offers", an_offer(**changes))
    assert made.status_code == 201, made.text
    return f"/offers/{made.json()['id']}", made.headers["etag"]


async def _afternoon(service: Service) -> tuple[Afternoon, str]:
    table = await an_afternoon(service)
    return table, (await service.host.get(table.path)).headers["etag"]


async def change_organization(service: Service) -> Prepared:
    path = f"/organizations/{service.partner.organization_id}"
    etag = (await service.admin.get(path)).headers["etag"]
    return etag, twice("PATCH", path, {"name": "Een"}, {"name": "Twee"}, **MERGE)


async def change_offer(service: Service) -> Prepared:
    path, etag = await _offer(service)
    return etag, twice("PATCH", path, {"title": "Hout een"}, {"title": "Hout twee"}, **MERGE)


async def replace_offer(service: Service) -> Prepared:
    path, etag = await _offer(service)
    return etag, twice("PUT", path, an_offer(title="Hout een"), an_offer(title="Hout twee"))


async def withdraw_offer(service: Service) -> Prepared:
    path, etag = await _offer(service)
    return etag, twice("DELETE", path)


async def upsert_offer(service: Service) -> Prepared:
    _, etag = await _offer(service, externalId="een")
    path = f"/organizations/{service.partner.organization_id}/offers/een"
    return etag, twice("PUT", path, an_offer(title="Hout een"), an_offer(title="Hout twee"))


async def replace_handover_deadlines(service: Service) -> Prepared:
    path = f"/organizations/{service.coach.organization_id}/handover-deadlines"
    etag = (await service.admin.get(path)).headers["etag"]
    bodies = ({"answerWorkingDays": 7}, {"answerWorkingDays": 8})
    return etag, twice("PUT", path, *bodies)


async def delete_webhook_endpoint(service: Service) -> Prepared:
    wanted = {"url": "https://ontvanger.example/vonk", "types": ["offer.*"]}
    made = await service.partner.post("/webhook-endpoints", wanted)
    path = f"/webhook-endpoints/{made.json()['id']}"
    etag = (await service.partner.get(path)).headers["etag"]
    return etag, twice("DELETE", path)


async def delete_table(service: Service) -> Prepared:
    table, etag = await _afternoon(service)
    return etag, twice("DELETE", table.path)


async def delete_city_match(service: Service) -> Prepared:
    line = json.dumps({"reference": "K-1", "client": WOOD}).encode()
    headers = {"Authorization": f"Bearer {service.coach.key}", "Content-Type": "application/x-ndjson"}
    made = await service.client.post("/v1/city-matches", content=line, headers=headers)
    path = f"/city-matches/{made.json()['id']}"
    return (await service.coach.get(path)).headers["etag"], twice("DELETE", path)


async def revoke_calendar_link(service: Service) -> Prepared:
    made = await service.coach.post("/calendar-links", {"name": "Balie"})
    path = f"/calendar-links/{made.json()['id']}"
    return (await service.coach.get(path)).headers["etag"], twice("DELETE", path)


async def renew_table_board(service: Service) -> Prepared:
    table, etag = await _afternoon(service)
    return etag, twice("POST", f"{table.path}/board-links")


async def set_table_offers(service: Service) -> Prepared:
    table, etag = await _afternoon(service)
    bodies = ({"offerIds": [table.wood]}, {"offerIds": [table.cooking]})
    return etag, twice("PUT", f"{table.path}/offers", *bodies)


async def set_table_client(service: Service) -> Prepared:
    table = await an_afternoon(service, seats=False)
    etag = (await table.seat("K1", WOOD)).headers["etag"]
    return etag, twice("PUT", f"{table.path}/clients/K1", COOKING, WOOD | {"age": 40})


async def remove_table_client(service: Service) -> Prepared:
    table = await an_afternoon(service, seats=False)
    etag = (await table.seat("K1", WOOD)).headers["etag"]
    return etag, twice("DELETE", f"{table.path}/clients/K1")


async def _pinned(service: Service) -> tuple[Afternoon, str]:
    table = await an_afternoon(service)
    return table, (await table.decide("K1", "pin", table.wood)).headers["etag"]


async def decide_for_table_client(service: Service) -> Prepared:
    table, etag = await _pinned(service)
    bodies = [{"type": kind, "offerId": table.cooking} for kind in ("pin", "agree")]
    return etag, twice("PUT", f"{table.path}/decisions/K1", *bodies)


async def undo_table_decisions(service: Service) -> Prepared:
    table, etag = await _pinned(service)
    return etag, twice("DELETE", f"{table.path}/decisions/K1")


async def delete_watch(service: Service) -> Prepared:
    made = await service.coach.post("/watches", {"clientReference": "K-1", "client": {"interests": ["hout"]}})
    assert made.status_code == 201, made.text
    return made.headers["etag"], twice("DELETE", f"/watches/{made.json()['id']}")


async def revoke_page_link(service: Service) -> Prepared:
    path = f"/organizations/{service.partner.organization_id}/page-links"
    made = (await service.partner.post(path, {})).json()
    etag = (await service.partner.get(f"{path}/{made['id']}")).headers["etag"]
    return etag, twice("DELETE", f"{path}/{made['id']}")


async def revoke_key(service: Service) -> Prepared:
    made = (await service.admin.post("/keys", {"name": "Cijfers", "role": "analyst"})).json()
    path = f"/keys/{made['id']}"
    return (await service.admin.get(path)).headers["etag"], twice("DELETE", path)


async def _participation(service: Service) -> tuple[str, str]:
    wanted = {"clientReference": "K-1", "kind": "caregiving", "hoursPerWeek": 4, "since": "2026-01-01"}
    made = await service.coach.post("/participations", wanted)
    assert made.status_code == 201, made.text
    return f"/participations/{made.json()['id']}", made.headers["etag"]


async def change_participation(service: Service) -> Prepared:
    path, etag = await _participation(service)
    return etag, twice("PATCH", path, {"hoursPerWeek": 5}, {"hoursPerWeek": 6}, **MERGE)


async def delete_participation(service: Service) -> Prepared:
    path, etag = await _participation(service)
    return etag, twice("DELETE", path)


async def revoke_report_link(service: Service) -> Prepared:
    made = (await service.admin.post("/report-links", {})).json()
    etag = (await service.admin.get(f"/report-links/{made['id']}")).headers["etag"]
    return etag, twice("DELETE", f"/report-links/{made['id']}")


async def replace_review_rhythm(service: Service) -> Prepared:
    path = f"/organizations/{service.partner.organization_id}/review-rhythm"
    etag = (await service.partner.get(path)).headers["etag"]
    return etag, twice("PUT", path, {"reviewEveryDays": 30}, {"reviewEveryDays": 60})


async def _lineage(service: Service) -> str:
    (path, _), (other, _) = await _offer(service, title="Breien in de winter"), await _offer(service)
    return f"{path}/lineage/{other.removeprefix('/offers/')}"


async def decide_lineage(service: Service) -> Prepared:
    path = await _lineage(service)
    etag = (await service.partner.get(path.rpartition("/")[0])).headers["etag"]
    return etag, twice("PUT", path, {"decision": "confirm"}, {"decision": "reject"})


async def undo_lineage(service: Service) -> Prepared:
    path = await _lineage(service)
    etag = (await service.partner.put(path, {"decision": "confirm"})).headers["etag"]
    return etag, twice("DELETE", path)


# By the operation's id: how to prepare it, and who sends.
CONDITIONAL: dict[str, tuple[Prepare, str]] = {
    "changeOrganization": (change_organization, "admin"),
    "changeOffer": (change_offer, "partner"),
    "replaceOffer": (replace_offer, "partner"),
    "withdrawOffer": (withdraw_offer, "partner"),
    "upsertOffer": (upsert_offer, "partner"),
    "replaceHandoverDeadlines": (replace_handover_deadlines, "admin"),
    "deleteWebhookEndpoint": (delete_webhook_endpoint, "partner"),
    "decideLineage": (decide_lineage, "partner"),
    "undoLineage": (undo_lineage, "partner"),
    "deleteWatch": (delete_watch, "coach"),
    "revokeKey": (revoke_key, "admin"),
    "revokePageLink": (revoke_page_link, "partner"),
    "changeParticipation": (change_participation, "coach"),
    "deleteParticipation": (delete_participation, "coach"),
    "revokeReportLink": (revoke_report_link, "admin"),
    "replaceReviewRhythm": (replace_review_rhythm, "partner"),
    "deleteTable": (delete_table, "host"),
    "deleteCityMatch": (delete_city_match, "coach"),
    "revokeCalendarLink": (revoke_calendar_link, "coach"),
    "renewTableBoard": (renew_table_board, "host"),
    "setTableOffers": (set_table_offers, "host"),
    "setTableClient": (set_table_client, "host"),
    "removeTableClient": (remove_table_client, "host"),
    "decideForTableClient": (decide_for_table_client, "host"),
    "undoTableDecisions": (undo_table_decisions, "host"),
}


def test_every_conditional_write_is_tried_here() -> None:
    honour = {
        operation.name
        for operation in operations()
        if any(each["name"].lower() == "if-match" for each in operation.told.get("parameters", ()))
    }
    assert honour == CONDITIONAL.keys()


def test_every_operation_that_replaces_changes_or_deletes_one_resource_is_conditional() -> None:
    writing = {operation.name for operation in operations() if operation.method in {"PUT", "PATCH", "DELETE"}}
    assert writing - CONDITIONAL.keys() == set()


@pytest.mark.parametrize("operation", sorted(CONDITIONAL))
async def test_of_two_who_read_the_same_version_exactly_one_writes(database_url: str, operation: str) -> None:
    prepare, role = CONDITIONAL[operation]
    async with two_nodes(database_url) as (first, second):
        etag, under = await prepare(first)
        one, other = under(etag)
        answers = await send_at_once(first.database, [one(getattr(first, role)), other(getattr(second, role))])
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses[0] in {200, 201, 204}, [answer.text for answer in answers]
        # Who comes second to what was deleted may hear that it is gone.
        assert statuses[1] in ({412, 404} if statuses[0] == 204 else {412})
