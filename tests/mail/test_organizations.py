"""The address of an organization: whose it is, who sees it, what consent holds for, and turning mail off."""

from datetime import timedelta
from typing import Any

import pytest

from tests.handovers.arranging import offered, requested
from tests.mail.attempts import PARTNER_EMAIL, attempt_mails, mails_of, may_mail
from tests.mail.post_office import PostOffice
from tests.service import CLOCK, Service

BASE = "https://vonk.gemeente.example"
YESTERDAY = str(CLOCK.today() - timedelta(days=1))


async def test_only_itself_and_an_admin_see_the_address_of_an_organization(service: Service) -> None:
    await may_mail(service, service.partner, PARTNER_EMAIL)
    path = f"/organizations/{service.partner.organization_id}"
    for actor in (service.partner, service.admin):
        told = (await actor.get(path)).json()
        assert (told["contactEmail"], told["contactEmailConsentOn"]) == (PARTNER_EMAIL, str(CLOCK.today()))
    for actor in (service.other_partner, service.coach, service.host, service.analyst):
        for told in (await actor.get(path), await actor.get("/organizations")):
            assert PARTNER_EMAIL not in told.text
            assert f'"contactEmailConsentOn":"{CLOCK.today()}"' not in told.text


@pytest.mark.parametrize(
    "email",
    [
        "balie@focus.example\r\nBcc: x@y.example",
        "balie@focus.example, x@y.example",
        "Balie <balie@focus.example>",
        "balie@fócus.example",
        "bàlie@focus.example",
        '"balie x"@focus.example',
        "desk@focus",
        "balie@@focus.example",
        "balie@focus..example",
        "balie @focus.example",
        "",
        "a" * 65 + "@focus.example",
        "balie@" + "a." * 130 + "example",
    ],
)
async def test_what_is_not_one_plain_address_is_refused_by_its_pointer(service: Service, email: str) -> None:
    answer = await service.admin.post("/organizations", {"name": "A", "contactEmail": email})
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/contactEmail"]
    assert email == "" or email not in answer.text


@pytest.mark.parametrize("email", ["balie@xn--fcus-0qa.example", "o'neil+vonk@sub.focus.example"])
async def test_a_domain_with_other_signs_is_taken_in_its_plain_form(service: Service, email: str) -> None:
    answer = await service.admin.post("/organizations", {"name": "A", "contactEmail": email})
    assert (answer.status_code, answer.json().get("contactEmail")) == (201, email)


@pytest.mark.parametrize(
    "wanted",
    [{"contactEmailConsentOn": YESTERDAY}, {"contactEmail": PARTNER_EMAIL, "contactEmailConsentOn": "2199-01-01"}],
)
async def test_consent_is_for_an_address_and_was_given(service: Service, wanted: dict[str, Any]) -> None:
    answer = await service.admin.post("/organizations", {"name": "A"} | wanted)
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/contactEmailConsentOn"]


async def test_another_address_takes_a_consent_of_its_own(service: Service) -> None:
    await may_mail(service, service.partner, PARTNER_EMAIL, contactEmailConsentOn=YESTERDAY)
    path = f"/organizations/{service.partner.organization_id}"
    patches: list[tuple[dict[str, Any], str | None]] = [
        ({"name": "De Focus"}, YESTERDAY),
        ({"contactEmail": PARTNER_EMAIL}, YESTERDAY),
        ({"contactEmail": "info@focus.example"}, None),
        ({"contactEmailConsentOn": YESTERDAY}, YESTERDAY),
        ({"contactEmail": None}, None),
    ]
    for patch, consent_on in patches:
        told = (await service.admin.patch(path, patch)).json()
        assert told["contactEmailConsentOn"] == consent_on, patch


async def test_without_consent_nobody_is_mailed(mailing: Service) -> None:
    await may_mail(mailing, mailing.partner, PARTNER_EMAIL, contactEmailConsentOn=None)
    await requested(mailing, await offered(mailing))
    assert await mails_of(mailing.partner) == []


async def off_path(service: Service, office: PostOffice) -> str:
    """Where the partner turns its mail off, as the header of its mail tells."""
    await may_mail(service, service.partner, PARTNER_EMAIL)
    await requested(service, await offered(service))
    attempt_mails(service)
    header = str(office.taken[-1]["List-Unsubscribe"])
    assert header.startswith(f"<{BASE}/mail-off/")
    assert f"List-Unsubscribe: {header}\r\n".encode() in office.seen[-1], "a mail program reads it as it stands"
    return header.strip("<>").removeprefix(BASE)


async def test_a_mail_program_turns_mail_off_with_one_click_and_looking_does_not(
    mailing: Service, office: PostOffice
) -> None:
    path = await off_path(mailing, office)
    assert "Geen mail meer?" in (await mailing.client.get(path)).text
    await requested(mailing, await offered(mailing), clientReference="K-2")
    attempt_mails(mailing)
    assert len(office.taken) == 2
    await requested(mailing, await offered(mailing), clientReference="K-3")
    off = await mailing.client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert off.status_code == 200
    assert "De mail staat uit" in off.text
    attempt_mails(mailing)
    await requested(mailing, await offered(mailing), clientReference="K-4")
    assert [each["state"] for each in await mails_of(mailing.partner)] == ["dropped", "sent", "sent"]
    assert len(office.taken) == 2
    told = (await mailing.partner.get(f"/organizations/{mailing.partner.organization_id}")).json()
    assert (told["contactEmail"], told["contactEmailConsentOn"]) == (PARTNER_EMAIL, None)
    assert "De mail staat uit" in (await mailing.client.get(path)).text


async def test_the_link_of_an_address_of_before_turns_nothing_off(mailing: Service, office: PostOffice) -> None:
    path = await off_path(mailing, office)
    await may_mail(mailing, mailing.partner, "nieuw@focus.example")
    assert (await mailing.client.post(path)).status_code == 404
    told = (await mailing.partner.get(f"/organizations/{mailing.partner.organization_id}")).json()
    assert told["contactEmailConsentOn"] == str(CLOCK.today())


@pytest.mark.parametrize("token", ["x", "%00", "AAAA", "A" * 64, "é", "A" * 5000])
async def test_a_token_that_is_not_ours_turns_nothing_off(mailing: Service, token: str) -> None:
    for method in ("GET", "POST"):
        assert (await mailing.client.request(method, f"/mail-off/{token}")).status_code == 404
        if method == "GET":
            assert (await mailing.client.request(method, f"/follow/{token}")).status_code == 404
