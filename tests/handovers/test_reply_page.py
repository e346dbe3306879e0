"""The reply page over HTTP: a token signed by us, good for one answer, and kind about it afterwards."""

import asyncio
import logging
import re
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from api.platform.clock import Clock
from api.platform.pages.rendering import POLICY
from tests.handovers.arranging import (
    TODAY,
    a_consent,
    brought_to,
    done,
    offered,
    places_of,
    requested,
    seen_by,
)
from tests.service import Service, running_service

MOMENT = f"{TODAY + timedelta(days=4)}T10:00:00+01:00"
YES = {"moment": MOMENT, "place": "De Focus", "with": "Samira"}


async def linked(service: Service, handover_id: str) -> str:
    """The path of a new reply link."""
    answer = await service.coach.send("POST", f"/handovers/{handover_id}/reply-links")
    assert answer.status_code == 201, answer.text
    address: str = answer.json()["url"]
    assert address.startswith("http://vonk.test/reply/")
    return address.removeprefix("http://vonk.test")


async def asked(service: Service, **changes: Any) -> tuple[str, str]:
    """A request, and the path of its reply link."""
    handover_id = str((await requested(service, await offered(service), **changes))["id"])
    return handover_id, await linked(service, handover_id)


async def send(service: Service, path: str, fields: dict[str, str], **headers: str) -> httpx.Response:
    """Send the form as a browser does, without a key."""
    return await service.client.post(path, data=fields, headers=headers)


async def test_the_page_says_what_is_asked_and_reading_it_changes_nothing(service: Service) -> None:
    handover_id, path = await asked(service)
    for _ in range(3):
        page = await service.client.get(path)
        assert page.status_code == 200
    for word in ("Coaches", "Timmeren in de buurtwerkplaats", "Houdt van hout.", "Bertus", "06 12345678"):
        assert word in page.text
    assert (await seen_by(service.partner, handover_id))["state"] == "requested"


async def test_one_tap_accepts_and_the_link_is_of_no_use_after_that(service: Service) -> None:
    offer_id = await offered(service, places={"total": 1, "available": 1})
    handover_id = str((await requested(service, offer_id))["id"])
    path = await linked(service, handover_id)
    suggested = (await service.client.get(path)).text.count('name="moment"')
    assert suggested == 3
    thanks = await send(service, path, YES)
    assert (thanks.status_code, "Dank je wel" in thanks.text, "06 12345678" in thanks.text) == (200, True, True)
    told = await seen_by(service.coach, handover_id)
    assert (told["state"], told["appointment"]["place"], told["appointment"]["with"]) == (
        "accepted",
        "De Focus",
        "Samira",
    )
    assert await places_of(service, offer_id) == 0
    for again in (await service.client.get(path), await send(service, path, {"answer": "decline", "reason": "full"})):
        assert "al ‘ja’ gezegd" in again.text
        assert "Bertus" not in again.text
        assert "06 12345678" not in again.text
    assert (await seen_by(service.coach, handover_id))["state"] == "accepted"
    (_, event) = (await service.coach.get(f"/handovers/{handover_id}/events")).json()["items"]
    assert (event["type"], event["side"], event["organizationId"]) == (
        "accept",
        "receiver",
        service.partner.organization_id,
    )


async def test_of_many_taps_at_once_one_is_the_answer_and_the_rest_hear_that_there_is_one(service: Service) -> None:
    offer_id = await offered(service, places={"total": 9, "available": 9})
    handover_id = str((await requested(service, offer_id))["id"])
    path = await linked(service, handover_id)
    pages = await asyncio.gather(*(send(service, path, YES) for _ in range(8)))
    assert sorted("Dank je wel" in page.text for page in pages) == [False] * 7 + [True]
    assert {page.status_code for page in pages} == {200}
    assert sum("al ‘ja’ gezegd" in page.text for page in pages) == 7
    assert await places_of(service, offer_id) == 8


async def test_an_answer_and_a_newer_link_at_once_leave_one_of_the_two(service: Service) -> None:
    for _ in range(4):
        handover_id, path = await asked(service)
        page, newer, _ = await asyncio.gather(
            send(service, path, YES),
            service.coach.send("POST", f"/handovers/{handover_id}/reply-links"),
            send(service, path, YES),
        )
        assert page.status_code in {200, 404}
        assert newer.status_code in {201, 409}


@pytest.mark.parametrize(
    ("fields", "state", "words"),
    [
        (
            {"answer": "appointment", "day": "2099-01-05", "time": "14:30", "place": "Zaal", "with": "Jan"},
            "accepted",
            "14.30",
        ),
        ({"answer": "call", "before": "2099-01-05"}, "accepted", "maandag 5 januari"),
        ({"answer": "decline", "reason": "not-suitable"}, "declined", "past"),
    ],
)
async def test_there_are_other_answers(service: Service, fields: dict[str, str], state: str, words: str) -> None:
    handover_id, path = await asked(service)
    thanks = await send(service, path, fields)
    assert (thanks.status_code, words in thanks.text) == (200, True)
    assert (await seen_by(service.coach, handover_id))["state"] == state


async def test_it_is_passed_on_to_whom_the_client_named_and_to_no_other(service: Service) -> None:
    to = service.other_partner.organization_id or ""
    handover_id, path = await asked(service, consent=a_consent(recipients=[to]))
    assert "Stichting De Buren" in (await service.client.get(path)).text
    other = await send(service, path, {"answer": "forward", "organization": service.coach.organization_id or ""})
    assert other.status_code == 400
    thanks = await send(service, path, {"answer": "forward", "organization": to})
    assert "Stichting De Buren" in thanks.text
    assert (await seen_by(service.other_partner, handover_id))["state"] == "forwarded"
    assert "doorgegeven" in (await service.client.get(path)).text
    unnamed = (await asked(service))[1]
    assert "andere organisatie past" not in (await service.client.get(unnamed)).text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, None),
        ({"answer": "dance"}, None),
        ({"answer": "appointment", "day": "", "time": "", "place": "x", "with": "y"}, "day"),
        ({"answer": "appointment", "day": "2099-01-05", "time": "25:99", "place": "x", "with": "y"}, "day"),
        ({"answer": "appointment", "day": "2020-01-05", "time": "10:00", "place": "x", "with": "y"}, "day"),
        ({"answer": "appointment", "day": "2099-01-05", "time": "10:00", "place": "", "with": "y"}, "place"),
        ({"answer": "appointment", "day": "2099-01-05", "time": "10:00", "place": "x", "with": "0612345678"}, "with"),
        ({"answer": "call", "before": "gauw"}, "before"),
        ({"answer": "decline"}, "reason"),
        ({"answer": "decline", "reason": "lui"}, "reason"),
        ({"answer": "forward", "organization": "../x"}, "organization"),
    ],
)
async def test_what_is_not_right_yet_is_asked_again_and_kept(
    service: Service, fields: dict[str, str], field: str | None
) -> None:
    handover_id, path = await asked(service)
    page = await send(service, path, fields)
    assert (page.status_code, 'role="alert"' in page.text) == (400, True)
    if field:
        assert f'href="#{field}"' in page.text
    assert (await seen_by(service.coach, handover_id))["state"] == "requested"


async def test_when_the_last_place_went_the_page_says_so(service: Service) -> None:
    offer_id = await offered(service, places={"total": 1, "available": 1})
    first, second = [str((await requested(service, offer_id, clientReference=each))["id"]) for each in ("K-1", "K-2")]
    path = await linked(service, second)
    await done(service.partner, first, "accept")
    page = await send(service, path, YES)
    assert (page.status_code, "geen plek meer vrij" in page.text) == (409, True)
    assert 'name="moment"' not in page.text


async def test_a_token_that_we_did_not_sign_opens_nothing(service: Service) -> None:
    _, path = await asked(service)
    for wrong in (path[:-1] + ("A" if path[-1] != "A" else "B"), "/reply/x", "/reply/" + "A" * 64, path + "AAAA"):
        page = await service.client.get(wrong)
        assert (page.status_code, "Deze link werkt niet" in page.text) == (404, True)
        assert (await send(service, wrong, YES)).status_code == 404


async def test_a_newer_link_ends_the_older_one_and_only_the_sender_makes_them(service: Service) -> None:
    handover_id, old = await asked(service)
    new = await linked(service, handover_id)
    assert (await service.client.get(old)).status_code == 404
    assert (await service.client.get(new)).status_code == 200
    assert (await service.partner.send("POST", f"/handovers/{handover_id}/reply-links")).status_code == 403
    answered = await brought_to(service, "accepted")
    assert (await service.coach.send("POST", f"/handovers/{answered}/reply-links")).status_code == 409


async def test_a_link_ends_with_the_time_to_answer_and_with_a_withdrawal(database_url: str) -> None:
    async with running_service(database_url, key_days=60) as service:
        handover_id, path = await asked(service)
        service.node.clock = Clock(40)
        page = await service.client.get(path)
        assert ("voorbij" in page.text, "Bertus" in page.text) == (True, False)
        assert "voorbij" in (await send(service, path, YES)).text
        service.node.clock = Clock(0)
        await done(service.coach, handover_id, "withdraw")
        assert "teruggenomen" in (await service.client.get(path)).text


async def test_an_accepted_appointment_goes_into_a_calendar_until_its_day_is_over(database_url: str) -> None:
    async with running_service(database_url, key_days=60) as service:
        handover_id, path = await asked(service)
        thanks = await send(service, path, YES)
        (calendar,) = re.findall(r'href="(/reply/[^"]+/appointment\.ics)"', thanks.text)
        for _ in range(2):
            answer = await service.client.get(calendar)
            assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
        (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert event.decoded("dtstart") == datetime.fromisoformat(MOMENT)
        assert (event.decoded("location"), event.decoded("description")) == ("De Focus", "Met Samira.")
        for said in ("Bertus", "06 12345678", "K-2831", "Houdt van hout"):
            assert said not in answer.text
        token = calendar.split("/")[2]
        for other in (f"/reply/{token}", f"{path}/appointment.ics", calendar.replace(token, f"B{token[1:]}")):
            assert (await service.client.get(other)).status_code == 404
        service.node.clock = Clock(5)
        assert (await service.client.get(calendar)).status_code == 404
        service.node.clock = Clock(0)
        await done(service.coach, handover_id, "withdraw")
        (off,) = Calendar.from_ical((await service.client.get(calendar)).content).walk("VEVENT")
        assert (str(off["uid"]), str(off["status"])) == (str(event["uid"]), "CANCELLED")
        assert off.decoded("sequence") > event.decoded("sequence")
        assert "gaat niet door" in (await service.client.get(path)).text


@pytest.mark.parametrize(
    "fields", [{"answer": "call", "before": "2099-01-05"}, {"answer": "decline", "reason": "full"}]
)
async def test_without_an_appointment_there_is_no_calendar(service: Service, fields: dict[str, str]) -> None:
    _, path = await asked(service)
    assert "appointment.ics" not in (await send(service, path, fields)).text


async def test_the_page_speaks_english_when_asked(service: Service) -> None:
    _, path = await asked(service)
    page = await service.client.get(path, headers={"Accept-Language": "en"})
    assert ('<html lang="en">' in page.text, page.headers["content-language"]) == (True, "en")
    assert "Would you like to meet?" in page.text


async def test_the_page_runs_no_script_and_loads_nothing(service: Service) -> None:
    _, path = await asked(service, message="<script>alert(1)</script>")
    page = await service.client.get(path)
    assert page.headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
    for name, value in (("cache-control", "no-store"), ("referrer-policy", "no-referrer"), ("x-robots-tag", "noindex")):
        assert page.headers[name] == value


async def test_the_token_and_the_answer_stand_in_no_log(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    _, path = await asked(service)
    await service.client.get(path)
    await send(service, path, YES)
    logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("httpx"))
    assert "/reply/{token}" in logged
    assert path.removeprefix("/reply/") not in logged
    assert "Samira" not in logged


async def test_a_form_that_is_no_form_is_refused(service: Service) -> None:
    _, path = await asked(service)
    assert (await service.client.post(path, content=b"x" * 90_000)).status_code == 413
    assert (await service.client.post(path, content=b"\xff\xfe=\x00")).status_code == 400
    assert (await service.client.put(path)).status_code == 405


async def test_the_statement_on_accessibility_is_there(service: Service) -> None:
    assert "WCAG 2.2" in (await service.client.get("/toegankelijkheid")).text
