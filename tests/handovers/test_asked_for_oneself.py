"""The address that a resident has of his own: it shows the answer, takes one, and erases everything."""

import re
from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import text

from api.handovers.jobs import handle_due_deadlines
from tests.handovers.arranging import APPOINTMENT, DETAILS, TODAY, done, happen, offered, places_of, seen_by
from tests.handovers.asking import MARKERS, ask, asked, everything_in, open_to_residents, read_own, received
from tests.service import later, node_on


async def test_an_appointment_is_seen_kept_and_called_off(database_url: str) -> None:
    async with open_to_residents(database_url) as service:
        handover_id, path = await asked(service, places={"total": 2, "available": 2})
        await done(service.partner, handover_id, "accept")
        page = await read_own(service, path)
        assert all(word in page for word in ("Je bent welkom", APPOINTMENT["place"], APPOINTMENT["with"]))
        (address,) = re.findall(r'href="(/asked/[^"]+/appointment\.ics)"', page)
        (event,) = Calendar.from_ical((await service.client.get(address)).content).walk("VEVENT")
        assert (str(event["status"]), str(event["location"])) == ("CONFIRMED", APPOINTMENT["place"])
        offer_id = (await seen_by(service.partner, handover_id))["offerId"]
        assert await places_of(service, offer_id) == 1
        await done(service.partner, handover_id, "reschedule")
        assert "om 14.00 uur" in await read_own(service, path)
        await done(service.partner, handover_id, "decline")
        page = await read_own(service, path)
        assert all(word in page for word in ("gaat niet door", "Het past nu niet"))
        (off,) = Calendar.from_ical((await service.client.get(address)).content).walk("VEVENT")
        assert (str(off["uid"]), str(off["status"])) == (str(event["uid"]), "CANCELLED")
        assert await places_of(service, offer_id) == 2


async def test_a_question_is_answered_and_the_clock_goes_on(database_url: str) -> None:
    async with open_to_residents(database_url) as service:
        handover_id, path = await asked(service)
        nothing_asked = await service.client.post(path, data={"do": "answer", "text": "Ja hoor."})
        assert nothing_asked.status_code == 409
        await done(service.partner, handover_id, "ask", text="Zxqvraag: kan dinsdag ook?")
        assert "Zxqvraag" in await read_own(service, path)
        for wrong in ("", "Bel 06 12345678", "Ja hoor, groet, Zxqnaam"):
            again = await service.client.post(path, data={"do": "answer", "text": wrong})
            assert (again.status_code, 'href="#text"' in again.text) == (400, True)
        answer = await service.client.post(path, data={"do": "answer", "text": "Zxqantwoord: ja, dat kan."})
        assert answer.status_code == 303
        told = await seen_by(service.partner, handover_id)
        assert (told["askedAt"], told["answerBy"] is None) == (None, False)
        (*_, last) = (await service.partner.get(f"/handovers/{handover_id}/events")).json()["items"]
        assert (last["type"], last["side"], last["organizationId"]) == ("answer", "sender", None)
        assert last["text"] == "Zxqantwoord: ja, dat kan."
        everything = await everything_in(service)
        assert [marker for marker in MARKERS if marker in everything] == []


async def test_a_no_comes_with_something_else_to_go_to(database_url: str) -> None:
    async with open_to_residents(database_url) as service:
        other_id = await offered(service, title="Meubels maken")
        handover_id, path = await asked(service)
        await done(service.partner, handover_id, "decline")
        page = await read_own(service, path)
        (address,) = re.findall(r'href="(/offers/[^"]+)"', page)
        assert (address.startswith(f"/offers/{other_id}?card="), "Meubels maken" in page) == (True, True)
        assert (await service.client.get(address.replace("&amp;", "&"))).status_code == 200


@pytest.mark.parametrize("state", ["requested", "asked", "accepted", "started", "paused", "declined"])
async def test_stopping_erases_everything_at_once_and_tells_the_receiver_that_alone(
    database_url: str, state: str
) -> None:
    async with open_to_residents(database_url) as service:
        handover_id, path = await asked(service, places={"total": 2, "available": 2})
        offer_id = (await seen_by(service.partner, handover_id))["offerId"]
        for event in {"asked": ["ask"], "started": ["accept", "introduce", "start"], "paused": ["accept", "pause"]}.get(
            state, {"accepted": ["accept"], "declined": ["decline"]}.get(state, [])
        ):
            await done(service.partner, handover_id, event)
        sure = await read_own(service, f"{path}?do=stop")
        assert "alles wissen?" in sure
        assert (await service.client.post(path, data={"do": "stop"})).status_code == 303
        page = await read_own(service, path)
        assert ("Alles is gewist" in page, "Zxq" in page, "<form" in page) == (True, False, False)
        told = await seen_by(service.partner, handover_id)
        assert told["state"] == ("declined" if state == "declined" else "withdrawn")
        assert (told["introduction"], told["message"], told["preferredDayParts"]) == (None, None, [])
        assert told["consent"]["shares"] == []
        assert await places_of(service, offer_id) == 2
        with service.database.read() as session:
            left = session.execute(
                text("SELECT sealed_message, sealed_introduction FROM handovers WHERE id = :id"), {"id": handover_id}
            ).one()
        assert left == (None, None)
        events = (await service.partner.get(f"/handovers/{handover_id}/events")).json()["items"]
        assert [each for each in events if each.get("text") or each.get("appointment")] == []
        again = await service.client.post(path, data={"do": "stop"})
        assert again.status_code == 303


async def test_without_an_answer_it_ends_and_says_so(database_url: str) -> None:
    async with open_to_residents(database_url) as service:
        handover_id, path = await asked(service)
        handle_due_deadlines(later(service, days=40))
        told = await seen_by(service.partner, handover_id)
        assert (told["state"], told["introduction"]) == ("expired", None)
        events = (await service.partner.get(f"/handovers/{handover_id}/events")).json()["items"]
        assert [each["type"] for each in events] == ["request", "remind", "expire"]
        assert "Er kwam geen antwoord" in await read_own(service, path)


async def test_what_was_told_goes_with_the_last_day_of_consent(database_url: str) -> None:
    async with open_to_residents(database_url) as service:
        offer_id = await offered(service)
        answer = await ask(service, offer_id, until=str(TODAY + timedelta(days=3)))
        (made,) = await received(service)
        await done(
            service.partner,
            made["id"],
            "accept",
            appointment=APPOINTMENT | {"at": f"{TODAY + timedelta(days=2)}T09:30:00Z"},
        )
        handle_due_deadlines(later(service, days=5))
        told = await seen_by(service.partner, made["id"])
        assert (told["state"], told["introduction"]) == ("accepted", None)
        assert "Zxqnaam" not in await read_own(service, answer.headers["location"])


async def test_the_receiver_of_a_resident_makes_its_own_reply_link(database_url: str) -> None:
    async with open_to_residents(database_url) as service:
        handover_id, path = await asked(service)
        for other in (service.other_partner, service.coach):
            answer = await other.send("POST", f"/handovers/{handover_id}/reply-links")
            assert answer.status_code in {403, 404}
        link = await service.partner.send("POST", f"/handovers/{handover_id}/reply-links")
        assert link.status_code == 201, link.text
        reply = link.json()["url"].removeprefix("http://vonk.test")
        page = (await service.client.get(reply)).text
        assert all(word in page for word in ("vraagt zelf", "Zxqnaam", "06 00 00 77 41"))
        assert "coach" not in page.replace("geen coach", "")
        moment = {"moment": f"{TODAY + timedelta(days=4)}T10:00:00+01:00", "place": "De Focus", "with": "Samira"}
        thanks = await service.client.post(reply, data=moment)
        assert ("Dank je wel" in thanks.text, "coach" in thanks.text) == (True, False)
        assert "Samira" in await read_own(service, path)
        await service.client.post(path, data={"do": "stop"})
        assert "is gestopt" in (await service.client.get(reply)).text


async def test_an_address_that_we_did_not_sign_opens_nothing(database_url: str) -> None:
    async with open_to_residents(database_url) as service:
        handover_id, path = await asked(service)
        turned = path[:-1] + ("A" if path[-1] != "A" else "B")
        for wrong in (
            turned,
            "/asked/x",
            "/asked/" + "A" * 64,
            f"{path}/appointment.ics",
            path.replace("asked", "reply"),
        ):
            assert (await service.client.get(wrong)).status_code == 404
        assert (await service.client.post(turned, data={"do": "stop"})).status_code == 404
        assert (await seen_by(service.partner, handover_id))["state"] == "requested"


ALLOWED = {
    "requested": {"accept", "decline", "forward", "ask", "pause"},
    "accepted": {"decline", "reschedule", "introduce", "pause"},
    "introduced": {"decline", "reschedule", "start", "pause"},
    "started": {"check-in", "pause", "complete"},
    "paused": {"resume"},
}


@pytest.mark.parametrize("state", ALLOWED)
async def test_the_receiver_goes_every_step_and_nobody_takes_the_side_of_the_resident(
    database_url: str, state: str
) -> None:
    async with open_to_residents(database_url) as service:
        handover_id, path = await asked(service)
        road = {
            "accepted": ["accept"],
            "introduced": ["accept", "introduce"],
            "started": ["accept", "introduce", "start"],
            "paused": ["accept", "pause"],
        }
        for event in road.get(state, []):
            await done(service.partner, handover_id, event)
        assert set((await seen_by(service.partner, handover_id))["allowedEvents"]) == ALLOWED[state]
        for event in ("withdraw", "withdraw-consent", "answer"):
            assert (await happen(service.partner, handover_id, event, **DETAILS.get(event, {}))).status_code == 409
            assert (await happen(service.coach, handover_id, event, **DETAILS.get(event, {}))).status_code == 404
        late = await service.client.post(path, data={"do": "answer", "text": "Ja hoor."})
        assert late.status_code == 409
        assert "Zxqnaam" in await read_own(service, path)


async def test_another_node_knows_the_address_too(database_url: str) -> None:
    async with open_to_residents(database_url) as service:
        _, path = await asked(service)
        other = node_on(service.database)
        assert other.secrets.is_signed("x", b"y", service.node.secrets.sign("x", b"y"))
        assert "Je vraag is verstuurd" in await read_own(service, path)
