"""The contract's table of events, walked: every state, every event, every side."""

from typing import Any

import pytest

from api.handovers.states import RULES, allowed_events
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
BY_PEOPLE = [EventType(event) for event in CONTRACT]


@pytest.mark.parametrize("state", list(HandoverState))
@pytest.mark.parametrize("side", [Side.SENDER, Side.RECEIVER])
def test_the_table_allows_exactly_what_the_contract_says(state: HandoverState, side: Side) -> None:
    expected = {event for event, (states, sides) in CONTRACT.items() if state in states and side in sides}
    assert set(allowed_events(state, {side})) == expected


def test_nothing_but_the_clock_ends_a_request_that_nobody_answers() -> None:
    assert {event for event, rule in RULES.items() if Side.CLOCK in rule.sides} == set(RULES) - {
        EventType(event) for event in CONTRACT if event != "expire"
    }


@pytest.mark.parametrize("state", ["forwarded", *ROADS])
async def test_every_event_of_every_side_is_done_or_refused_with_what_is_allowed(service: Service, state: str) -> None:
    for event, (states, sides) in CONTRACT.items():
        for side in sorted(EITHER):
            handover_id, actors = await arrive(service, state)
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
                assert told["allowedEvents"] == allowed_events(HandoverState(state), {Side(side)})
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
