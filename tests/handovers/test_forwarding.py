"""The chain: who has it, and what those who passed it on still see."""

from typing import Any

import pytest

from api.platform.security.roles import Role
from tests.handovers.arranging import (
    APPOINTMENT,
    a_consent,
    a_request,
    done,
    happen,
    offered,
    places_of,
    requested,
    seen_by,
)
from tests.service import Service, make_actor

HIDDEN = {"introduction", "message", "consent", "appointment", "contactBefore", "preferredDayParts", "alternatives"}


async def forwarded(service: Service) -> str:
    consent = a_consent(recipients=[service.other_partner.organization_id])
    handover_id = str((await requested(service, await offered(service), consent=consent))["id"])
    await done(service.partner, handover_id, "forward", organizationId=service.other_partner.organization_id)
    return handover_id


async def test_after_a_forward_the_new_one_sees_it_all_and_the_others_see_the_status(service: Service) -> None:
    handover_id = await forwarded(service)
    new = await seen_by(service.other_partner, handover_id)
    assert (new["state"], new["introduction"]["firstName"]) == ("forwarded", "Bertus")
    for actor in (service.coach, service.partner):
        told = await seen_by(actor, handover_id)
        assert told["state"] == "forwarded"
        assert not HIDDEN & told.keys()
    old = await seen_by(service.partner, handover_id)
    assert (old["clientReference"], old["receiverOrganizationId"], old["sides"]) == (None, None, [])


async def test_who_passed_it_on_answers_no_more(service: Service) -> None:
    handover_id = await forwarded(service)
    refused = await happen(service.partner, handover_id, "accept")
    assert (refused.status_code, refused.json()["allowedEvents"]) == (409, [])
    assert (await done(service.other_partner, handover_id, "accept"))["state"] == "accepted"
    events = (await service.partner.get(f"/handovers/{handover_id}/events")).json()["items"]
    assert [event["type"] for event in events] == ["request", "forward", "accept"]
    assert all(event["appointment"] is None and event["forwardedTo"] is None for event in events)
    assert (await service.partner.get(f"/handovers/{handover_id}/appointment.ics")).status_code == 404
    assert "VTIMEZONE" in (await service.other_partner.get(f"/handovers/{handover_id}/appointment.ics")).text


async def test_three_hops_have_one_code_and_the_first_sender_follows_and_takes_back(service: Service) -> None:
    third = make_actor(service.client, service.database, Role.PARTNER, "Sociaal makelaar")
    named = [service.other_partner.organization_id, third.organization_id]
    made = await requested(service, await offered(service), consent=a_consent(recipients=named))
    await done(service.partner, made["id"], "forward", organizationId=named[0])
    await done(service.other_partner, made["id"], "forward", organizationId=named[1])
    assert (await seen_by(third, made["id"]))["clientReference"] == "K-2831"
    assert (await done(service.coach, made["id"], "withdraw-consent"))["state"] == "forwarded"
    assert (await seen_by(third, made["id"]))["introduction"] is None


@pytest.mark.parametrize("whom", ["nobody named", "itself", "after consent"])
async def test_only_whom_the_client_named_receives_it(service: Service, whom: str) -> None:
    named = [service.other_partner.organization_id] if whom == "after consent" else []
    made = await requested(service, await offered(service), consent=a_consent(recipients=named))
    to = service.partner if whom == "itself" else service.other_partner
    if whom == "after consent":
        await done(service.coach, made["id"], "withdraw-consent")
    answer = await happen(service.partner, made["id"], "forward", organizationId=to.organization_id)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/organizationId")
    assert (await seen_by(service.partner, made["id"]))["state"] == "requested"


@pytest.mark.parametrize(
    ("event", "details", "pointers"),
    [
        ("accept", {"appointment": None}, {"/appointment", "/contactBefore"}),
        ("decline", {"reason": None}, {"/reason"}),
        ("decline", {"reason": "lui"}, {"/reason"}),
        ("decline", {"outcome": "stays"}, {"/outcome"}),
        ("pause", {"goes": "well"}, {"/goes"}),
        ("accept", {"appointment": {"at": "2099-01-01T10:00:00Z", "place": "x"}}, {"/appointment/with"}),
        ("accept", {"appointment": {"at": "2099-01-01T10:00", "place": "x", "with": "y"}}, {"/appointment/at"}),
        ("accept", {"appointment": None, "contactBefore": "2020-01-01"}, {"/contactBefore"}),
        ("dance", {}, {"/type"}),
    ],
)
async def test_an_event_brings_what_belongs_to_it(
    service: Service, event: str, details: dict[str, Any], pointers: set[str]
) -> None:
    made = await requested(service, await offered(service))
    answer = await happen(service.partner, made["id"], event, **details)
    assert answer.status_code == 400, answer.text
    assert {error["pointer"] for error in answer.json()["errors"]} == pointers


@pytest.mark.parametrize(
    "closed", [{"places": {"total": 2, "available": 0}}, {"status": "paused"}, {"schedule": {"endsOn": "2020-01-01"}}]
)
async def test_an_offer_that_is_not_open_is_answered_with_what_else_would_suit(
    service: Service, closed: dict[str, Any]
) -> None:
    other = await offered(service, title="Houtbewerking voor beginners")
    answer = await service.coach.post("/handovers", a_request(await offered(service, **closed)))
    assert answer.status_code == 409
    assert [each["offer"]["id"] for each in answer.json()["alternatives"]] == [other]
    assert answer.json()["alternatives"][0]["reasons"]


@pytest.mark.parametrize("hidden", [{"status": "draft"}, {"kind": "placement", "paidWorkCheck": {"vacancyOpen": True}}])
async def test_an_offer_that_nobody_may_see_is_not_there(service: Service, hidden: dict[str, Any]) -> None:
    assert (await service.coach.post("/handovers", a_request(await offered(service, **hidden)))).status_code == 404


async def test_a_decline_brings_fresh_alternatives_to_both_sides(service: Service) -> None:
    made = await requested(service, await offered(service))
    other = await offered(service, title="Meubels maken")
    told = await done(service.partner, made["id"], "decline")
    assert [each["offer"]["id"] for each in told["alternatives"]] == [other]
    assert (await seen_by(service.coach, made["id"]))["alternatives"] == told["alternatives"]


async def test_on_the_spot_is_for_a_host_and_born_introduced(service: Service) -> None:
    host = make_actor(service.client, service.database, Role.HOST, "Gastheren")
    offer_id = await offered(service, places={"total": 1, "available": 1})
    body = a_request(offer_id, onTheSpot=True, appointment=APPOINTMENT)
    assert (await service.coach.post("/handovers", body)).status_code == 403
    made = await host.post("/handovers", body)
    assert (made.status_code, made.json()["state"], made.json()["appointment"]["place"]) == (
        201,
        "introduced",
        APPOINTMENT["place"],
    )
    assert await places_of(service, offer_id) == 0
    assert (await host.post("/handovers", body)).status_code == 409
    del body["appointment"]
    assert (await host.post("/handovers", body)).json()["errors"][0]["pointer"] == "/appointment"
    assert (await done(service.partner, made.json()["id"], "start"))["state"] == "started"


@pytest.mark.parametrize("word", ["searches", "exports", "erasures"])
async def test_a_word_is_no_id(service: Service, word: str) -> None:
    refused = await service.coach.get(f"/handovers/{word}")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "POST")
    assert (await service.coach.get("/handovers/nobody")).status_code == 404
