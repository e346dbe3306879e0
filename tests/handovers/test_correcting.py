"""Who tapped the wrong thing on the reply page: it says what was answered, whom to call, and takes another answer."""

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.handovers.arranging import TODAY, a_consent, done, offered, places_of, requested, seen_by
from tests.handovers.test_reply_page import YES, asked, linked, send
from tests.service import Service

NO = {"answer": "decline", "reason": "full"}
CALL = {"answer": "call", "before": "2099-01-05"}
LATER = {
    "answer": "appointment",
    "day": str(TODAY + timedelta(days=9)),
    "time": "14:30",
    "place": "Zaal",
    "with": "Jan",
}


async def instead(service: Service, path: str) -> dict[str, str]:
    """What the page sends along when another answer is chosen; nothing when that is not offered."""
    found = re.search(r'name="instead_of" value="(\d+)"', (await service.client.get(path)).text)
    return {"instead_of": found.group(1)} if found else {}


@pytest.mark.parametrize(
    ("first", "then", "state", "words"),
    [
        (YES, NO, "declined", "nu niet past"),
        (YES, LATER, "accepted", "14.30"),
        (YES, CALL, "accepted", "maandag 5 januari"),
        (NO, YES, "accepted", "Jullie maken kennis"),
        (NO, CALL, "accepted", "maandag 5 januari"),
        (NO, {"answer": "decline", "reason": "already-with-us"}, "declined", "nu niet past"),
    ],
)
async def test_a_wrong_tap_is_put_right_on_the_page_itself(
    service: Service, first: dict[str, str], then: dict[str, str], state: str, words: str
) -> None:
    offer_id = await offered(service, places={"total": 1, "available": 1})
    handover_id = str((await requested(service, offer_id))["id"])
    path = await linked(service, handover_id)
    await send(service, path, first)
    page = (await service.client.get(path)).text
    assert all(text in page for text in ("Er is al een antwoord", "Bel Coaches", "Toch iets anders antwoorden"))
    assert "Bertus" not in page
    told = await send(service, path, then | await instead(service, path))
    assert (told.status_code, words in told.text) == (200, True)
    seen = await seen_by(service.coach, handover_id)
    assert seen["state"] == state
    assert await places_of(service, offer_id) == (0 if state == "accepted" else 1)
    assert (seen["answerBy"], seen["appointmentIsOff"]) == (None, first is YES and then is not LATER)


async def test_another_forward_after_a_yes_goes_to_whom_the_client_named(service: Service) -> None:
    to = service.other_partner.organization_id or ""
    handover_id, path = await asked(service, consent=a_consent(recipients=[to]))
    await send(service, path, YES)
    passed = {"answer": "forward", "organization": to} | await instead(service, path)
    assert "doorgegeven" in (await send(service, path, passed)).text
    assert (await seen_by(service.other_partner, handover_id))["state"] == "forwarded"
    assert await instead(service, path) == {}


@pytest.mark.parametrize(("side", "event"), [("coach", "reschedule"), ("partner", "introduce"), ("coach", "withdraw")])
async def test_once_something_else_happened_it_is_a_matter_of_calling(service: Service, side: str, event: str) -> None:
    handover_id, path = await asked(service)
    await send(service, path, YES)
    chosen = NO | await instead(service, path)
    await done(getattr(service, side), handover_id, event)
    before = (await seen_by(service.coach, handover_id))["state"]
    page = await send(service, path, chosen)
    assert ("Bel Coaches" in page.text, await instead(service, path)) == (True, {})
    assert (await seen_by(service.coach, handover_id))["state"] == before


async def test_two_taps_on_one_button_are_one_answer_and_a_stale_page_changes_nothing(service: Service) -> None:
    handover_id, path = await asked(service)
    await send(service, path, YES)
    stale = NO | await instead(service, path)
    await send(service, path, stale)
    for again in (stale, YES, NO):
        assert "Er is al een antwoord" in (await send(service, path, again)).text
    events = (await service.coach.get(f"/handovers/{handover_id}/events")).json()["items"]
    assert [each["type"] for each in events] == ["request", "accept", "decline"]


async def test_a_no_is_not_taken_back_when_the_client_was_asked_for_anew(service: Service) -> None:
    handover_id, path = await asked(service)
    await send(service, path, NO)
    chosen = YES | await instead(service, path)
    offer_id = (await seen_by(service.coach, handover_id))["offerId"]
    await requested(service, offer_id)
    page = await send(service, path, chosen)
    assert page.status_code == 409
    assert (await seen_by(service.coach, handover_id))["state"] == "declined"


async def test_what_is_not_right_yet_is_asked_again_here_too(service: Service) -> None:
    handover_id, path = await asked(service)
    await send(service, path, YES)
    page = await send(service, path, LATER | {"with": "bel 0612345678"} | await instead(service, path))
    assert (page.status_code, 'role="alert"' in page.text) == (400, True)
    assert (await seen_by(service.coach, handover_id))["state"] == "accepted"


async def test_a_receiver_asks_first_and_answers_after_that_with_the_same_link(service: Service) -> None:
    handover_id, path = await asked(service)
    told = await send(service, path, {"answer": "ask", "text": "Kan het ook op vrijdag?"})
    assert "Je vraag is gesteld" in told.text
    assert "ligt bij de coach" in (await service.client.get(path)).text
    await done(service.coach, handover_id, "answer", text="Ja, vanaf tien uur.")
    page = (await service.client.get(path)).text
    assert all(text in page for text in ("Kan het ook op vrijdag?", "Ja, vanaf tien uur.", 'name="moment"'))
    await send(service, path, YES)
    assert (await seen_by(service.coach, handover_id))["state"] == "accepted"
    refused = await send(service, (await asked(service, clientReference="K-3"))[1], {"answer": "ask", "text": ""})
    assert refused.status_code == 400


@pytest.mark.parametrize(
    ("schedule", "consent_days", "offered_taps"),
    [
        ({"endsOn": 1}, 300, 0),
        ({"endsOn": 15}, 300, 2),
        ({}, 15, 2),
        ({"startsOn": 40}, 300, 3),
        ({"startsOn": 40}, 30, 0),
    ],
)
async def test_what_is_proposed_lies_within_the_offers_dates_and_the_consent(
    service: Service, schedule: dict[str, int], consent_days: int, offered_taps: int
) -> None:
    dates: dict[str, Any] = {name: str(TODAY + timedelta(days=days)) for name, days in schedule.items()}
    weekday = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[(TODAY + timedelta(days=2)).weekday()]
    offer_id = await offered(service, schedule=dates | {"dayParts": [f"{weekday}-morning"]})
    consent = a_consent(expiresOn=str(TODAY + timedelta(days=consent_days)))
    made = await requested(service, offer_id, consent=consent, preferredDayParts=[])
    page = (await service.client.get(await linked(service, made["id"]))).text
    assert page.count('name="moment"') >= min(offered_taps, 1)
    assert page.count('name="moment"') <= offered_taps
    last = min(dates.get("endsOn", "9999"), consent["expiresOn"])
    for moment in re.findall(r'name="moment" value="([^"]+)"', page):
        assert dates.get("startsOn", "") <= moment[:10] <= last


async def test_no_moment_is_proposed_at_which_the_client_meets_someone_else(service: Service) -> None:
    handover_id, path = await asked(service)
    (first, *_) = re.findall(r'name="moment" value="([^"]+)"', (await service.client.get(path)).text)
    other = await requested(service, await offered(service))
    await done(service.partner, other["id"], "accept", appointment={"at": first, "place": "Hier", "with": "Jan"})
    assert first not in (await service.client.get(path)).text
    assert (await seen_by(service.coach, handover_id))["state"] == "requested"
