"""Who is mailed when, what stands in it, and that no word about the client does."""

from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from api.handovers.letters.following import token_for_sender
from api.handovers.tables import Handover
from api.platform.mail.letters import WORDS
from api.platform.requests.desk import Desk
from matching.vocabulary import Language
from tests.handovers.arranging import ROADS, brought_to, done, offered, requested
from tests.handovers.asking import MARKERS, asked
from tests.mail.attempts import COACH_EMAIL, PARTNER_EMAIL, attempt_mails, both_may_be_mailed, mails_of, may_mail
from tests.mail.post_office import PostOffice, page_of, text_of
from tests.service import Service, an_offer

ABOUT_THE_CLIENT = ("K-2831", "Bertus", "12345678", "Houdt van hout")


async def handed_over(service: Service) -> str:
    return str((await requested(service, await offered(service)))["id"])


async def test_who_is_asked_hears_it_by_mail_and_answers_through_its_link(mailing: Service, office: PostOffice) -> None:
    await both_may_be_mailed(mailing)
    handover_id = await handed_over(mailing)
    attempt_mails(mailing)
    (mail,) = office.taken
    assert office.addressed_to == [PARTNER_EMAIL]
    (link,) = office.links()
    assert link.startswith("https://vonk.gemeente.example/reply/")
    page = await mailing.client.get(link.removeprefix("https://vonk.gemeente.example"))
    assert page.status_code == 200
    assert "Wil jij kennismaken?" in page.text
    ((told,), ()) = await mails_of(mailing.partner), await mails_of(mailing.coach)
    assert (told["kind"], told["handoverId"], told["state"]) == ("handover.requested", handover_id, "sent")
    assert (told["attempts"], told["lastStatus"], told["nextAttemptAt"]) == (1, 250, None)
    assert mail["Message-ID"] == f"<{told['id']}@gemeente.example>"


async def test_a_mail_has_the_headers_of_mail_that_a_machine_sends(mailing: Service, office: PostOffice) -> None:
    await both_may_be_mailed(mailing)
    await handed_over(mailing)
    attempt_mails(mailing)
    (mail,) = office.taken
    (told,) = await mails_of(mailing.partner)
    assert (mail["From"], mail["To"]) == ("Vonk Rotterdam <vonk@gemeente.example>", PARTNER_EMAIL)
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "nl")
    assert parsedate_to_datetime(mail["Date"]).isoformat()[:19] == told["createdAt"][:19]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert max(map(len, mail.as_string().splitlines())) <= 998


@pytest.mark.parametrize("state", ROADS)
async def test_no_mail_holds_a_word_about_the_client(mailing: Service, office: PostOffice, state: str) -> None:
    await both_may_be_mailed(mailing)
    handover_id = await brought_to(mailing, state)
    attempt_mails(mailing)
    assert office.taken or state == "withdrawn"
    for mail in office.taken:
        whole = mail.as_string() + text_of(mail) + page_of(mail)
        assert [word for word in (*ABOUT_THE_CLIENT, handover_id) if word in whole] == []


async def test_a_resident_who_asks_is_told_of_by_mail_without_a_word_about_him(
    mailing: Service, office: PostOffice
) -> None:
    await both_may_be_mailed(mailing)
    handover_id, own = await asked(mailing)
    await done(mailing.partner, handover_id, "ask")
    await mailing.client.post(own, data={"do": "answer", "text": "Zxqantwoord: ja hoor."})
    await mailing.client.post(own, data={"do": "stop", "sure": "yes"})
    attempt_mails(mailing)
    kinds = {each["kind"] for each in await mails_of(mailing.partner)}
    assert {"handover.requested", "handover.answered"} <= kinds
    assert set(office.addressed_to) <= {PARTNER_EMAIL}
    for mail in office.taken:
        whole = mail.as_string() + text_of(mail) + page_of(mail)
        assert [word for word in (*MARKERS, handover_id) if word in whole] == []


@pytest.mark.parametrize("state", ROADS)
async def test_the_sender_reads_by_its_link_how_far_it_is_and_no_more_than_that(mailing: Service, state: str) -> None:
    handover_id = await brought_to(mailing, state)
    with mailing.database.read() as session:
        desk = Desk.of(mailing.node, session, author_id="test")
        token = token_for_sender(desk, session.get_one(Handover, handover_id))
    page = await mailing.client.get(f"/follow/{token}")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert all(word in page.text for word in ("K-2831", an_offer()["title"], "Huis van de Wijk de Focus"))
    assert [word for word in ("Bertus", "12345678", "Houdt van hout") if word in page.text] == []
    assert (await mailing.client.get(f"/follow/{token}", headers={"Accept-Language": "en"})).text != page.text


STEPS: list[tuple[list[tuple[str, str]], str, str]] = [
    ([("receiver", "accept")], "coach", "handover.accepted"),
    ([("receiver", "decline")], "coach", "handover.declined"),
    ([("receiver", "ask")], "coach", "handover.asked"),
    ([("receiver", "ask"), ("sender", "answer")], "partner", "handover.answered"),
    ([("receiver", "accept"), ("sender", "reschedule")], "partner", "handover.rescheduled"),
    ([("receiver", "accept"), ("receiver", "reschedule")], "coach", "handover.rescheduled"),
    ([("receiver", "accept"), ("sender", "pause")], "partner", "handover.paused"),
    ([("receiver", "accept"), ("receiver", "pause"), ("receiver", "resume")], "coach", "handover.resumed"),
    ([("receiver", "accept"), ("sender", "withdraw")], "partner", "handover.withdrawn"),
    ([("receiver", "accept"), ("receiver", "decline")], "coach", "handover.declined"),
]


@pytest.mark.parametrize(("road", "reader", "kind"), STEPS, ids=str)
async def test_each_step_is_mailed_to_the_other_side(
    mailing: Service, office: PostOffice, road: list[tuple[str, str]], reader: str, kind: str
) -> None:
    await both_may_be_mailed(mailing)
    handover_id = await handed_over(mailing)
    for side, event in road:
        await done(mailing.coach if side == "sender" else mailing.partner, handover_id, event)
    attempt_mails(mailing)
    told = (await mails_of(getattr(mailing, reader)))[0]
    assert (told["kind"], told["state"]) == (kind, "sent")
    to = PARTNER_EMAIL if reader == "partner" else COACH_EMAIL
    mail = next(each for each in reversed(office.taken) if each["To"] == to)
    assert "/reply/" in text_of(mail) if reader == "partner" else "/follow/" in text_of(mail)


async def test_nobody_is_mailed_about_what_it_did_itself(mailing: Service) -> None:
    await both_may_be_mailed(mailing)
    handover_id = await handed_over(mailing)
    await done(mailing.partner, handover_id, "accept")
    await done(mailing.coach, handover_id, "withdraw")
    kinds = [[each["kind"] for each in await mails_of(actor)] for actor in (mailing.partner, mailing.coach)]
    assert kinds == [["handover.withdrawn", "handover.requested"], ["handover.accepted"]]


async def test_pausing_without_an_appointment_is_no_mail(mailing: Service) -> None:
    await both_may_be_mailed(mailing)
    handover_id = await handed_over(mailing)
    await done(mailing.coach, handover_id, "pause")
    await done(mailing.coach, handover_id, "resume")
    assert [each["kind"] for each in await mails_of(mailing.partner)] == ["handover.requested"]


async def test_who_it_is_forwarded_to_is_asked_and_the_sender_hears_it(mailing: Service, office: PostOffice) -> None:
    await both_may_be_mailed(mailing)
    await may_mail(mailing, mailing.other_partner, "info@buren.example")
    consent = {
        "givenOn": "2026-01-01", "expiresOn": "2099-12-31", "shares": ["firstName", "phone"],
        "recipients": [mailing.other_partner.organization_id],
    }  # fmt: skip
    made = await requested(mailing, await offered(mailing), consent=consent)
    attempt_mails(mailing)
    await done(mailing.partner, made["id"], "forward", organizationId=mailing.other_partner.organization_id)
    attempt_mails(mailing)
    assert office.addressed_to == [PARTNER_EMAIL, "info@buren.example", COACH_EMAIL]
    *_, asked, told = office.taken
    link = next(line for line in text_of(asked).splitlines() if "/reply/" in line)
    page = await mailing.client.get(link.removeprefix("https://vonk.gemeente.example"))
    assert "Wil jij kennismaken?" in page.text
    assert "doorgegeven" in text_of(told)


async def test_who_has_a_webhook_that_hears_it_is_not_mailed(mailing: Service) -> None:
    await both_may_be_mailed(mailing)
    made = await mailing.partner.post(
        "/webhook-endpoints", {"url": "https://93.184.215.14/vonk", "types": ["handover.*"]}
    )
    assert made.status_code == 201
    await handed_over(mailing)
    assert await mails_of(mailing.partner) == []


async def test_who_hears_only_of_offers_is_mailed(mailing: Service) -> None:
    await both_may_be_mailed(mailing)
    await mailing.partner.post("/webhook-endpoints", {"url": "https://93.184.215.14/vonk", "types": ["offer.*"]})
    await handed_over(mailing)
    assert [each["kind"] for each in await mails_of(mailing.partner)] == ["handover.requested"]


async def test_without_a_mail_server_all_works_and_nothing_is_written(service: Service) -> None:
    await both_may_be_mailed(service)
    handover_id = await handed_over(service)
    await done(service.partner, handover_id, "accept")
    assert await mails_of(service.partner) == await mails_of(service.coach) == []


async def test_the_letter_is_in_the_language_of_the_organization(mailing: Service, office: PostOffice) -> None:
    await may_mail(mailing, mailing.partner, PARTNER_EMAIL, contactLanguage="en")
    await handed_over(mailing)
    attempt_mails(mailing)
    (mail,) = office.taken
    assert (mail["Subject"], mail["Content-Language"]) == ("Would you like to meet?", "en")
    assert '<html lang="en">' in page_of(mail)
    for sentence in WORDS[Language.ENGLISH].values():
        assert sentence in page_of(mail) + text_of(mail)


AWKWARD: list[dict[str, Any]] = [
    {"name": 'Ж & <b>Söhne</b> \U0001f333 "quoted" Bcc: x@y.example'},
    {"name": "=?utf-8?q?Bcc:_x=40y.example?="},
    {"name": "a, b; c <x@y.example>"},
]


@pytest.mark.parametrize("changes", AWKWARD, ids=repr)
async def test_whatever_an_organization_is_called_the_headers_are_ours(
    mailing: Service, office: PostOffice, changes: dict[str, Any]
) -> None:
    await both_may_be_mailed(mailing)
    await mailing.admin.patch(f"/organizations/{mailing.coach.organization_id}", changes)
    await requested(mailing, await offered(mailing, title="Ж .\u00a0<script>alert(1)</script>"))
    attempt_mails(mailing)
    (mail,) = office.taken
    assert office.addressed_to == [PARTNER_EMAIL]
    assert mail["Bcc"] is None
    assert mail.get_all("To") == [PARTNER_EMAIL]
    assert changes["name"] in " ".join(text_of(mail).split())
    assert "<script>" not in page_of(mail)
    assert "&lt;script&gt;" in page_of(mail)
