"""An appointment lies where it can be, says what is worth a second look, and is called off in every calendar."""

from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from tests.handovers.arranging import (
    APPOINTMENT,
    TODAY,
    a_consent,
    a_request,
    brought_to,
    done,
    happen,
    offered,
    requested,
    seen_by,
)
from tests.handovers.rfc5545 import read_events
from tests.handovers.test_reply_page import linked
from tests.matching_tables.afternoon import an_afternoon
from tests.matching_tables.test_handing_over import a_handover
from tests.service import Actor, Service


def on(day: date) -> dict[str, str]:
    return APPOINTMENT | {"at": f"{day}T09:30:00Z"}


async def event_of(actor: Actor, handover_id: str) -> dict[str, Any]:
    """The one event of a calendar file, which two parsers read alike."""
    answer = await actor.get(f"/handovers/{handover_id}/appointment.ics")
    assert answer.status_code == 200, answer.text
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    (strict,) = read_events(answer.content)
    assert (strict["UID"], strict["STATUS"], strict["SEQUENCE"]) == (
        event["uid"],
        event["status"],
        str(event["sequence"]),
    )
    return {"uid": str(event["uid"]), "status": str(event["status"]), "sequence": int(str(event["sequence"]))}


@pytest.mark.parametrize(
    ("schedule", "consent_days", "day", "status"),
    [
        ({"endsOn": 5}, 300, 5, 201),
        ({"endsOn": 5}, 300, 6, 400),
        ({"startsOn": 5}, 300, 5, 201),
        ({"startsOn": 5}, 300, 4, 400),
        ({}, 5, 5, 201),
        ({}, 5, 6, 400),
    ],
)
async def test_an_appointment_lies_within_the_dates_of_the_offer_and_the_consent(
    service: Service, schedule: dict[str, int], consent_days: int, day: int, status: int
) -> None:
    dates = {name: str(TODAY + timedelta(days=days)) for name, days in schedule.items()}
    offer_id = await offered(service, schedule=dates)
    consent = a_consent(expiresOn=str(TODAY + timedelta(days=consent_days)))
    handover_id = (await requested(service, offer_id, consent=consent))["id"]
    answer = await happen(service.partner, handover_id, "accept", appointment=on(TODAY + timedelta(days=day)))
    assert answer.status_code == status
    spot = a_request(offer_id, clientReference="K-9", consent=consent, onTheSpot=True)
    born = await service.host.post("/handovers", spot | {"appointment": on(TODAY + timedelta(days=day))})
    assert born.status_code == status
    if status == 400:
        assert [each["pointer"] for each in (*answer.json()["errors"], *born.json()["errors"])] == 2 * [
            "/appointment/at"
        ]
        await done(service.partner, handover_id, "accept", contactBefore="2099-01-05", appointment=None)
        moved = await happen(service.coach, handover_id, "reschedule", appointment=on(TODAY + timedelta(days=day)))
        assert moved.status_code == 400


async def test_at_a_table_it_is_told_under_the_seat(service: Service) -> None:
    table = await an_afternoon(service)
    await service.partner.patch(f"/offers/{table.wood}", {"schedule": {"endsOn": str(TODAY + timedelta(days=1))}})
    await table.decide("K1", "agree", table.wood)
    answer = await service.host.post(f"{table.path}/handovers", {"handovers": [a_handover("K1")]})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/handovers/0/appointment/at")


async def test_consent_that_ends_before_the_answer_is_due_is_told_and_stands(service: Service) -> None:
    soon = a_consent(expiresOn=str(TODAY + timedelta(days=3)))
    made = await requested(service, await offered(service), consent=soon)
    assert (made["state"], [each["code"] for each in made["warnings"]]) == (
        "requested",
        ["consent-ends-before-answer"],
    )
    assert (await seen_by(service.partner, made["id"]))["warnings"] == made["warnings"]
    assert (await done(service.partner, made["id"], "ask"))["warnings"] == []
    long = await requested(service, await offered(service))
    assert long["warnings"] == []


async def test_two_appointments_of_one_client_at_one_moment_are_told_and_stand(service: Service) -> None:
    first, second, other = [(await requested(service, await offered(service)))["id"] for _ in range(3)]
    somebody = (await requested(service, await offered(service), clientReference="K-2"))["id"]
    assert (await done(service.partner, first, "accept"))["warnings"] == []
    assert (await done(service.partner, somebody, "accept"))["warnings"] == []
    told = await service.partner.send(
        "POST", f"/handovers/{second}/events", {"type": "accept", "appointment": APPOINTMENT}, Accept_Language="en"
    )
    (warning,) = told.json()["warnings"]
    assert (told.status_code, warning["code"]) == (201, "two-appointments")
    assert warning["text"].startswith("This client has another appointment")
    later = await done(service.partner, other, "accept", appointment=on(TODAY + timedelta(days=9)))
    assert later["warnings"] == []
    assert (await done(service.coach, second, "reschedule"))["warnings"] == []
    assert (await seen_by(service.coach, first))["warnings"] == []


@pytest.mark.parametrize("event", ["decline", "withdraw", "pause"])
async def test_what_does_not_take_place_is_cancelled_under_the_same_uid(service: Service, event: str) -> None:
    handover_id = await brought_to(service, "accepted")
    before = await event_of(service.coach, handover_id)
    assert before["status"] == "CONFIRMED"
    await done(service.coach if event == "withdraw" else service.partner, handover_id, event)
    after = await event_of(service.partner, handover_id)
    assert (after["uid"], after["status"]) == (before["uid"], "CANCELLED")
    assert after["sequence"] > before["sequence"]
    assert (await seen_by(service.coach, handover_id))["appointmentIsOff"] is True
    if event == "pause":
        await done(service.coach, handover_id, "resume")
        again = await event_of(service.coach, handover_id)
        assert (again["status"], again["sequence"] > after["sequence"]) == ("CONFIRMED", True)


async def test_what_took_place_already_is_not_cancelled_afterwards(service: Service) -> None:
    made = a_request(await offered(service), onTheSpot=True, appointment=on(TODAY - timedelta(days=1)))
    handover_id = (await service.host.post("/handovers", made)).json()["id"]
    await done(service.partner, handover_id, "decline")
    assert (await event_of(service.host, handover_id))["status"] == "CONFIRMED"


async def test_a_subscription_holds_every_appointment_and_no_word_about_a_client(service: Service) -> None:
    kept, off, moved = [await brought_to(service, "accepted") for _ in range(3)]
    await done(service.coach, off, "withdraw")
    await done(service.partner, moved, "reschedule")
    waiting = await brought_to(service, "requested")
    made = await service.partner.post("/calendar-links", {"name": "Balie"})
    assert (made.status_code, made.json()["name"]) == (201, "Balie")
    url = made.json()["url"].removeprefix("http://vonk.test")
    for actor_url in (url, (await service.coach.send("POST", "/calendar-links")).json()["url"]):
        answer = await service.client.get(actor_url)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
        events = {str(each["uid"]).split("@")[0]: each for each in Calendar.from_ical(answer.content).walk("VEVENT")}
        assert {name: str(each["status"]) for name, each in events.items()} == {
            kept: "CONFIRMED",
            off: "CANCELLED",
            moved: "CONFIRMED",
        }
        assert {each["UID"].split("@")[0] for each in read_events(answer.content)} == {kept, off, moved}
        assert events[moved].decoded("dtstart").date() == TODAY + timedelta(days=8)
        for word in ("Bertus", "06 12345678", "K-2831", "Houdt van hout", waiting):
            assert word not in answer.text
    same = await service.client.get(url, headers={"If-None-Match": (await service.client.get(url)).headers["etag"]})
    assert same.status_code == 304
    other = (await service.other_partner.send("POST", "/calendar-links")).json()["url"]
    assert "VEVENT" not in (await service.client.get(other)).text


async def test_a_subscription_ends_when_it_is_revoked_and_is_its_own_organizations(service: Service) -> None:
    made = (await service.partner.send("POST", "/calendar-links")).json()
    url, path = made["url"].removeprefix("http://vonk.test"), f"/calendar-links/{made['id']}"
    assert [each["id"] for each in (await service.partner.get("/calendar-links")).json()["items"]] == [made["id"]]
    assert (await service.partner.get(path)).json() == made
    for other in (service.coach, service.other_partner):
        assert (await other.get(path)).status_code == (await other.delete(path)).status_code == 404
        assert (await other.get("/calendar-links")).json()["items"] == []
    token = url.split("/")[-1].removesuffix(".ics")
    for wrong in (url.replace(token, "x"), url.replace(token, token[:-2] + "AA"), f"/reply/{token}"):
        assert (await service.client.get(wrong)).status_code == 404
    assert (await service.partner.delete(path)).status_code == 204
    assert (await service.client.get(url)).status_code == 404
    assert (await service.client.get(await linked(service, await brought_to(service, "requested")))).status_code == 200


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"message": "Bertus kookt graag voor anderen."}, "/message"),
        ({"message": "graag met bertus erbij"}, "/message"),
        ({"clientReference": "K-Bertus"}, "/clientReference"),
    ],
)
async def test_a_name_that_is_erased_later_stands_nowhere_else(
    service: Service, changes: dict[str, Any], pointer: str
) -> None:
    refused = await service.coach.post("/handovers", a_request(await offered(service), **changes))
    assert (refused.status_code, [each["pointer"] for each in refused.json()["errors"]]) == (400, [pointer])
    handover_id = await brought_to(service, "requested")
    for event, details, at in (
        ("ask", {"text": "Kan Bertus ook later?"}, "/text"),
        ("accept", {"appointment": APPOINTMENT | {"place": "Bij Bertus thuis"}}, "/appointment/place"),
    ):
        answer = await happen(service.partner, handover_id, event, **details)
        assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (400, [at])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ({"firstName": "Wil"}, "Wil graag iets met hout."),
        ({"firstName": "Roos"}, "Houdt van een roos in de tuin."),
        ({"lastName": "de Bakker"}, "Wil bakker worden, en komt de eerste keer liever samen."),
        ({"firstName": "An"}, "Kan anders ook op maandag."),
    ],
)
async def test_words_that_are_names_too_may_stand_in_a_message(
    service: Service, name: dict[str, str], message: str
) -> None:
    consent = a_consent(shares=["firstName", "lastName"])
    wanted = a_request(await offered(service), message=message, introduction=name, consent=consent)
    assert (await service.coach.post("/handovers", wanted)).status_code == 201
