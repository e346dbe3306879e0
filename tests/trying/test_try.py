import json
import re
from html import unescape

import httpx
import pytest
from sqlmodel import select

from api.clients.form.reading import body_of_form
from api.handovers.tables import Handover
from api.platform.pages.forms import Choices
from api.platform.recording.tables import AuditEvent, ProcessingRecord
from api.trying.settings import TryingSettings
from tests.service import Service, an_offer

FORM = {"wishes": "iets met hout\nknutsln", "physical": "3", "stimuli": "1", "mode": "bike"}


@pytest.fixture
async def trying(service: Service) -> Service:
    """The service, with the page to try it."""
    service.node.settings = service.node.settings.choose(TryingSettings, try_key=service.coach.key)
    await service.partner.post("/offers", an_offer(places={"total": 4, "available": 2}))
    return service


async def ask(service: Service, **changes: object) -> httpx.Response:
    return await service.anonymous.post("/try", data=FORM | changes)


def shown_body(page: httpx.Response) -> dict[str, object]:
    found = re.search(r"<pre[^>]*>(.*?)</pre>", page.text, re.DOTALL)
    assert found
    told: dict[str, object] = json.loads(unescape(found[1]))
    return told


async def test_without_a_key_of_a_coach_there_is_no_page(service: Service) -> None:
    for key in ("", "vonk_unknown", service.host.key):
        service.node.settings = service.node.settings.choose(TryingSettings, try_key=key)
        assert (await service.anonymous.get("/try")).status_code == 404
        assert (await ask(service)).status_code == 404


async def test_what_is_shown_is_what_the_api_answers_to_the_body_that_is_shown(trying: Service) -> None:
    page = await ask(trying)
    assert page.status_code == 200
    body = shown_body(page)
    assert body["client"] == {
        "interests": ["iets met hout", "knutsln"],
        "loadCapacity": {"stimuli": 1},
        "travel": {"mode": "bike"},
    }
    answer = (await trying.coach.post("/matches", body)).json()
    text = unescape(page.text)
    for match in answer["matches"]:
        assert match["offer"]["title"] in text
        assert all(each["text"] in text for each in (*match["reasons"], *match["cautions"]))


async def test_what_was_not_understood_is_asked_and_a_tap_says_what_was_meant(trying: Service) -> None:
    page = await ask(trying)
    assert "‘knutsln’: dit begrijpen we niet." in page.text
    meant = re.findall(r'name="meant" value="([^"]*)"', page.text)
    assert [unescape(each) for each in meant] == ["knutsln=>knutselen"]
    again = await ask(trying, meant="knutsln=>knutselen")
    assert shown_body(again)["client"]["interests"] == ["iets met hout", "knutselen"]  # type: ignore[index]


async def test_what_is_wrong_is_said_at_its_field(trying: Service) -> None:
    page = await ask(trying, wishes="bel mij op 06 12345678", minutes="lang")
    assert page.status_code == 400
    assert 'id="wishes-error"' in page.text
    assert 'id="minutes-error"' in page.text


async def test_a_handover_is_asked_only_with_consent_and_leads_to_what_the_receiver_sees(trying: Service) -> None:
    offer_id = re.findall(r'name="offer" value="([^"]*)"', (await ask(trying)).text)[0]
    form = {"offer": offer_id, "first_name": "Rania", "message": "Komt graag samen kijken."}
    assert (await trying.anonymous.post("/try/handover", data=form)).status_code == 200
    refused = await trying.anonymous.post("/try/handovers", data=form)
    assert (refused.status_code, 'id="agree-error"' in refused.text) == (400, True)
    named = await trying.anonymous.post("/try/handovers", data=form | {"agree": "yes", "message": "Rania komt graag."})
    assert (named.status_code, 'id="message-error"' in named.text) == (400, True)
    done = await trying.anonymous.post("/try/handovers", data=form | {"agree": "yes"})
    assert done.status_code == 200
    reply = re.findall(r'href="(/reply/[^"]+)"', done.text)[0]
    assert "Rania" in (await trying.anonymous.get(reply)).text
    with trying.database.read() as session:
        (kept,) = session.exec(select(Handover)).all()
        deeds = session.exec(select(AuditEvent).where(AuditEvent.operation == "try page")).all()
        processed = session.exec(select(ProcessingRecord)).all()
    assert kept.sender_organization_id == trying.coach.organization_id
    assert [(deed.role, deed.organization_id) for deed in deeds] == [("coach", trying.coach.organization_id)]
    assert {deed.trace_id for deed in deeds} <= {each.trace_id for each in processed}


async def test_another_website_asks_nothing_and_nothing_else_may_load(trying: Service) -> None:
    form = {"offer": "x", "agree": "yes"}
    told = await trying.anonymous.post("/try/handovers", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert told.status_code == 403
    page = await trying.anonymous.get("/try")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "<script" not in page.text


@pytest.mark.parametrize(("typed", "tags"), [("Nederlands, turks", ["nl", "tr"]), ("nl, pap", ["nl", "pap"])])
def test_languages_are_filled_in_by_their_names(typed: str, tags: list[str]) -> None:
    assert body_of_form(Choices({"languages": [typed]}))["languages"] == tags


async def test_a_postcode_that_nobody_knows_is_told_of(trying: Service) -> None:
    assert "We weten niet waar 9999 ZZ ligt." in (await ask(trying, postcode="9999 ZZ")).text
    assert "We weten niet waar" not in (await ask(trying)).text
