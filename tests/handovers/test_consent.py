"""Consent, the introduction, and what does not belong in free text."""

from datetime import timedelta
from typing import Any

import pytest

from api.platform.web.personal_data import find_personal_data
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
from tests.service import Service

INTRODUCTION = {"firstName": "Bertus", "lastName": None, "phone": "06 12345678", "email": None}
UNKNOWN = "01930000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"consent": a_consent(givenOn=str(TODAY + timedelta(days=1)))}, "/consent/givenOn"),
        ({"consent": a_consent(expiresOn=str(TODAY - timedelta(days=1)))}, "/consent/expiresOn"),
        ({"consent": a_consent(expiresOn=str(TODAY - timedelta(days=9)))}, "/consent"),
        ({"consent": a_consent(shares=["firstName"])}, "/introduction/phone"),
        ({"consent": a_consent(shares=["shoeSize"])}, "/consent/shares/0"),
        ({"consent": a_consent(recipients=[UNKNOWN])}, "/consent/recipients/0"),
        ({"introduction": {"firstName": "Bertus", "address": "Straat 1"}}, "/introduction/address"),
        ({"introduction": {"firstName": "111222333"}}, "/introduction/firstName"),
        ({"introduction": {"phone": "111222333"}}, "/introduction/phone"),
        ({"clientReference": "111222333"}, "/clientReference"),
        ({"message": "Haar nummer is 111.222.333"}, "/message"),
        ({"message": "bel 06-12345678"}, "/message"),
        ({"message": "mail naar bertus@thuis.example"}, "/message"),
        ({"message": "rekening NL91 ABNA 0417 1643 00"}, "/message"),
        ({"appointment": APPOINTMENT}, "/appointment"),
        ({"diagnosis": "reuma"}, "/diagnosis"),
    ],
)
async def test_what_the_client_did_not_agree_to_is_refused_by_its_pointer(
    service: Service, change: dict[str, Any], pointer: str
) -> None:
    answer = await service.coach.post("/handovers", a_request(await offered(service), **change))
    assert answer.status_code == 400, answer.text
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert "111" not in answer.text


async def test_consent_itself_is_asked(service: Service) -> None:
    body = a_request(await offered(service))
    del body["consent"]
    answer = await service.coach.post("/handovers", body)
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/consent"]


@pytest.mark.parametrize("field", ["firstName", "lastName", "phone", "email"])
async def test_an_introduction_holds_no_citizen_service_number(service: Service, field: str) -> None:
    value = "111222333@post.example" if field == "email" else "111 222 333"
    body = a_request(await offered(service), consent=a_consent(shares=[field]), introduction={field: value})
    answer = await service.coach.post("/handovers", body)
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/introduction/{field}"]


async def test_consent_holds_on_its_last_day(service: Service) -> None:
    await requested(service, await offered(service), consent=a_consent(expiresOn=str(TODAY)))


async def test_the_two_sides_see_the_introduction_and_nobody_else_sees_the_handover(service: Service) -> None:
    handover_id = await brought_to(service, "requested")
    for actor in (service.coach, service.partner):
        assert (await seen_by(actor, handover_id))["introduction"] == INTRODUCTION
    for actor, refused in ((service.other_partner, 404), (service.admin, 403), (service.analyst, 403)):
        for path in (f"/handovers/{handover_id}", f"/handovers/{handover_id}/events"):
            assert (await actor.get(path)).status_code == refused
        assert (await happen(actor, handover_id, "accept")).status_code == refused


@pytest.mark.parametrize("state", ["completed", "declined", "withdrawn"])
async def test_the_introduction_goes_when_the_handover_ends(service: Service, state: str) -> None:
    handover_id = await brought_to(service, state)
    for actor in (service.coach, service.partner):
        assert (await seen_by(actor, handover_id))["introduction"] is None


@pytest.mark.parametrize("state", ["requested", "accepted", "started", "paused"])
async def test_the_introduction_goes_with_consent_and_the_handover_stays(service: Service, state: str) -> None:
    handover_id = await brought_to(service, state)
    assert (await done(service.coach, handover_id, "withdraw-consent"))["state"] == state
    told = await seen_by(service.partner, handover_id)
    assert (told["introduction"], told["state"]) == (None, state)
    assert told["consent"]["withdrawnAt"] is not None


async def test_a_list_tells_how_far_it_is_and_nothing_more(service: Service) -> None:
    await brought_to(service, "requested")
    for actor in (service.coach, service.partner):
        (item,) = (await actor.get("/handovers")).json()["items"]
        assert item["state"] == "requested"
        assert not {"introduction", "message", "consent", "appointment"} & item.keys()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("111222333", "bsn"),
        ("nr. 111 222 333!", "bsn"),
        ("111-222-333", "bsn"),
        ("\uff11\uff11\uff11222333", "bsn"),
        ("111\u200b222333", "bsn"),
        ("111\u00a0222\u00a0333", "bsn"),
        ("111 - 222 - 333", "bsn"),
        ("111  222  333", "bsn"),
        ("1 1 1 2 2 2 3 3 3", "bsn"),
        ("111,222,333", "bsn"),
        ("111, 222, 333", "bsn"),
        ("(111) (222) (333)", "bsn"),
        ("111*222|333", "bsn"),
        ("BSN:111:222:333", "bsn"),
        ("NL91ABNA0417164300", "iban"),
        ("N L 9 1 A B N A 0 4 1 7 1 6 4 3 0 0", "iban"),
        ("NL 91 - ABNA - 0417 - 1643 - 00", "iban"),
        ("nl91 abna 0417 1643 00 op naam", "iban"),
        ("BE68 5390 0754 7034", "iban"),
        ("a.b+c@d.example", "email"),
        ("a @ d.example", "email"),
        ("a@d . nl", "email"),
        ("jan  @  gmail.com", "email"),
        ("jan@gmail", "email"),
        ("jan(at)d.nl", "email"),
        ("jan [at] d [dot] nl", "email"),
        ("jan apenstaartje gmail punt com", "email"),
        ("0612345678", "phone"),
        ("06 12 34 56 78", "phone"),
        ("(010) 123 45 67", "phone"),
        ("06 \u2013 1234 5678", "phone"),
        ("06,12345678", "phone"),
        ("06, 12 34 56 78", "phone"),
        ("06:1234*5678", "phone"),
        ("0 6 1 2 3 4 5 6 7 8", "phone"),
        ("o6 12345678", "phone"),
        ("31612345678", "phone"),
        ("00 31 6 12345678", "phone"),
        ("+31 6 12345678", "phone"),
        ("0031612345678", "phone"),
        ("+32 470 12 34 56", "phone"),
    ],
)
def test_personal_data_is_found_however_it_is_written(text: str, kind: str) -> None:
    assert find_personal_data(f"Zie {text}") == kind


@pytest.mark.parametrize(
    "text",
    [
        "Woont op 3074AB, komt om 09.30 uur, vanaf 01-12-2026 10 uur",
        "Op 2026-11-25 10:30 en op 09-11-2026 11:00",
        "K-2831, groep 12, 4 uur per week, € 13,50 per dag",
        "111222334 banken en 123456789 spijkers",
        "BE68 5390 0754 7035 is geen rekening",
        "Werkt graag @ home",
        "Kan 9.00-12.30, 13.00-15.45 en 19.00 - 21.15 uur, in week 47, 48, 49, 50 en 51",
        "Keuze (a) of (b), 2 x 45 minuten, kamer 1.23, al 10 jaar, de 12 deelnemers van 3 tot 5",
        "Groepen 01, 02, 03, 04, 05; op 19/11/2026 en 26/11/2026 om 10.00",
        "Heeft van 1999 tot 2005 bij de haven gewerkt",
    ],
)
def test_ordinary_words_and_figures_pass(text: str) -> None:
    assert find_personal_data(text) is None


@pytest.mark.parametrize(
    ("side", "ending"),
    [("sender", "withdraw-consent"), ("sender", "withdraw"), ("receiver", "decline"), ("receiver", "complete")],
)
async def test_an_introduction_that_is_erased_comes_back_for_nobody_who_repeats(
    service: Service, side: str, ending: str
) -> None:
    wanted = a_request(await offered(service), consent=a_consent(shares=["firstName"]))
    wanted["introduction"] = {"firstName": "Bertus"}
    first = await service.coach.post("/handovers", wanted, Idempotency_Key="een")
    assert first.json()["introduction"]["firstName"] == "Bertus"
    for event in ("accept", "introduce", "start") if ending == "complete" else ():
        await done(service.partner, first.json()["id"], event)
    await done(service.coach if side == "sender" else service.partner, first.json()["id"], ending)
    again = await service.coach.post("/handovers", wanted, Idempotency_Key="een")
    assert again.status_code == 201
    assert again.json() == first.json() | {"introduction": None}
