"""The contract's table of events, walked: every state, every event, every side."""

from typing import Any

import pytest
from sqlmodel import select

from api.handovers.states import RULES, allowed_events
from api.handovers.tables import HandoverEvent
from api.handovers.vocabulary import EventType, HandoverState, Side
from tests.handovers.arranging import DETAILS, ROADS, a_consent, brought_to, done, happen, offered, requested, seen_by
from tests.service import Service

WAITING = {"requested", "forwarded"}
OPEN = {*WAITING, "accepted", "introduced", "started", "paused"}
EITHER = {"sender", "receiver"}
# Written out from contract section 5, not from the code: event → (from, by).
CONTRACT: dict[str, tuple[set[str], set[str]]] = {
    "accept": (WAITING, {"receiver"}),
    "forward": (WAITING, {"receiver"}),
    "decline": ({*WAITING, "accepted", "introduced"}, {"receiver"}),
    "ask": (WAITING, {"receiver"}),
    "reschedule": ({"accepted", "introduced"}, EITHER),
    "introduce": ({"accepted"}, EITHER),
    "start": ({"introduced"}, {"receiver"}),
    "check-in": ({"started"}, EITHER),
    "complete": ({"started"}, {"receiver"}),
    "pause": (OPEN - {"paused"}, EITHER),
    "resume": ({"paused"}, EITHER),
    "withdraw": (OPEN, {"sender"}),
    "withdraw-consent": (OPEN, {"sender"}),
    "expire": (set(), set()),
}
# After a question of the receiver the sender may answer it; all else is as before.
ASKED = CONTRACT | {"answer": (WAITING, {"sender"})}
LEADS_TO = {
    "accept": "accepted",
    "decline": "declined",
    "forward": "forwarded",
    "introduce": "introduced",
    "start": "started",
    "pause": "paused",
    "resume": "accepted",
    "complete": "completed",
    "withdraw": "withdrawn",
}


@pytest.mark.parametrize("state", list(HandoverState))
@pytest.mark.parametrize("side", [Side.SENDER, Side.RECEIVER])
def test_the_table_allows_exactly_what_the_contract_says(state: HandoverState, side: Side) -> None:
    expected = {event for event, (states, sides) in CONTRACT.items() if state in states and side in sides}
    assert set(allowed_events(state, {side})) == expected
    expected = {event for event, (states, sides) in ASKED.items() if state in states and side in sides}
    assert set(allowed_events(state, {side}, is_asked=True)) == expected


def test_nothing_but_the_clock_ends_a_request_that_nobody_answers() -> None:
    by_people = {EventType(event) for event in ASKED if event != "expire"}
    by_nobody = {EventType.TAKE_BACK}
    assert {event for event, rule in RULES.items() if Side.CLOCK in rule.sides} == set(RULES) - by_people - by_nobody


@pytest.mark.parametrize("is_asked", [False, True])
@pytest.mark.parametrize("state", ["forwarded", *ROADS])
async def test_every_event_of_every_side_is_done_or_refused_with_what_is_allowed(
    service: Service, state: str, *, is_asked: bool
) -> None:
    if is_asked and state not in WAITING:
        return
    for event, (states, sides) in (ASKED if is_asked else CONTRACT | {"answer": (set(), set())}).items():
        for side in sorted(EITHER):
            handover_id, actors = await arrive(service, state)
            if is_asked:
                await done(actors["receiver"], handover_id, "ask")
            details: dict[str, Any] = dict(DETAILS.get(event, {}))
            if event == "forward":
                details = {"organizationId": service.coach.organization_id}
            answer = await happen(actors[side], handover_id, event, **details)
            told = answer.json()
            if state in states and side in sides:
                assert answer.status_code == 201, (state, event, side, answer.text)
                assert told["state"] == LEADS_TO.get(event, state)
            else:
                assert answer.status_code == 409, (state, event, side, answer.text)
                assert told["allowedEvents"] == allowed_events(HandoverState(state), {Side(side)}, is_asked=is_asked)
                assert all(word in told["detail"] for word in told["allowedEvents"])
                assert (await seen_by(actors[side], handover_id))["state"] == state


async def arrive(service: Service, state: str) -> tuple[str, dict[str, Any]]:
    """A handover in this state, and who stands on which side; the coach's organization may receive it as well."""
    actors = {"sender": service.coach, "receiver": service.partner}
    if state != "forwarded":
        if not ROADS[state]:
            consent = {"consent": consented(service.coach.organization_id)}
            return str((await requested(service, await offered(service), **consent))["id"]), actors
        return await brought_to(service, state), actors
    recipients = (service.other_partner.organization_id, service.coach.organization_id)
    made = await requested(service, await offered(service), consent=consented(*recipients))
    await done(service.partner, made["id"], "forward", organizationId=service.other_partner.organization_id)
    return str(made["id"]), actors | {"receiver": service.other_partner}


def consented(*recipients: str | None) -> dict[str, Any]:
    return a_consent(recipients=list(recipients))


@pytest.mark.parametrize("before", ["requested", "accepted", "introduced", "started"])
async def test_a_paused_handover_goes_on_where_it_was(service: Service, before: str) -> None:
    handover_id = await brought_to(service, before)
    assert (await done(service.coach, handover_id, "pause"))["state"] == "paused"
    assert (await done(service.partner, handover_id, "resume"))["state"] == before


async def test_a_question_makes_the_clock_wait_until_it_is_answered(service: Service) -> None:
    made = await requested(service, await offered(service))
    before = made["answerBy"]
    asked = await done(service.partner, made["id"], "ask", text="Kan het ook in de avond?")
    assert (asked["text"], asked["state"]) == ("Kan het ook in de avond?", "requested")
    told = await seen_by(service.coach, made["id"])
    assert (told["answerBy"], told["askedAt"] is None) == (None, False)
    assert "answer" in told["allowedEvents"]
    await done(service.coach, made["id"], "answer", text="Ja, op donderdag.")
    told = await seen_by(service.partner, made["id"])
    assert (told["answerBy"], told["askedAt"]) == (before, None)
    assert (await happen(service.coach, made["id"], "answer")).status_code == 409
    events = (await service.partner.get(f"/handovers/{made['id']}/events")).json()["items"]
    assert [each["text"] for each in events] == [None, "Kan het ook in de avond?", "Ja, op donderdag."]


async def test_a_question_is_answered_accepted_forwarded_or_ended_and_then_gone(service: Service) -> None:
    to = service.other_partner.organization_id
    for actor, event, details in (
        (service.partner, "accept", {}),
        (service.partner, "forward", {"organizationId": to}),
        (service.coach, "withdraw", {}),
    ):
        made = await requested(service, await offered(service), consent=consented(to))
        await done(service.partner, made["id"], "ask")
        assert "answer" not in (await done(actor, made["id"], event, **details))["allowedEvents"]


async def test_what_was_asked_is_stored_sealed(service: Service) -> None:
    handover_id = await brought_to(service, "requested")
    await done(service.partner, handover_id, "ask", text="Zxqvraag over vrijdag?")
    with service.database.read() as session:
        stored = [str(event.details) for event in session.exec(select(HandoverEvent)).all()]
    assert not any("Zxqvraag" in details for details in stored)


async def test_an_appointment_is_moved_by_either_and_a_call_becomes_an_appointment(service: Service) -> None:
    made = await requested(service, await offered(service))
    await done(service.partner, made["id"], "accept", appointment=None, contactBefore="2099-01-05")
    moment = DETAILS["reschedule"]["appointment"]
    for actor in (service.coach, service.partner):
        moved = await done(actor, made["id"], "reschedule")
        assert (moved["state"], moved["appointment"]["place"]) == ("accepted", moment["place"])
    told = await seen_by(service.coach, made["id"])
    assert (told["appointment"]["at"][:10], told["contactBefore"]) == (moment["at"][:10], None)
    for body in ({"type": "reschedule"}, {"type": "reschedule", "contactBefore": "2099-01-05"}):
        assert (await service.coach.post(f"/handovers/{made['id']}/events", body)).status_code == 400


async def test_somebody_can_be_with_the_receiver_already(service: Service) -> None:
    handover_id = await brought_to(service, "requested")
    told = await done(service.partner, handover_id, "decline", reason="already-with-us")
    assert (told["state"], told["reason"]) == ("declined", "already-with-us")
