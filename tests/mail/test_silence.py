"""Who has no system of its own is asked by mail whether its offer still holds, and says so with one tap."""

from api.catalogue.upkeep.reviewing.jobs import handle_silent_offers
from tests.mail.attempts import PARTNER_EMAIL, attempt_mails, both_may_be_mailed, mails_of
from tests.mail.post_office import PostOffice, text_of
from tests.service import Service, an_offer, later

HOME = "https://vonk.gemeente.example"


async def silent_offer(mailing: Service) -> str:
    await both_may_be_mailed(mailing)
    await mailing.partner.put(
        f"/organizations/{mailing.partner.organization_id}/review-rhythm", {"reviewEveryDays": 30}
    )
    return str((await mailing.partner.post("/offers", an_offer())).json()["id"])


async def test_a_silent_offer_is_asked_about_by_mail_and_told_before_it_is_paused(
    mailing: Service, office: PostOffice
) -> None:
    offer_id = await silent_offer(mailing)
    for days in (31, 61, 137, 151):
        handle_silent_offers(later(mailing, days=days))
        attempt_mails(mailing, days=days)
    assert office.addressed_to == [PARTNER_EMAIL] * 3
    assert [each["Subject"] for each in office.taken] == [
        "Klopt jullie aanbod nog?",
        "Klopt jullie aanbod nog?",
        "Jullie aanbod gaat binnenkort op pauze",
    ]
    assert all(an_offer()["title"] in text_of(mail) for mail in office.taken)
    told = await mails_of(mailing.partner)
    assert [(each["kind"], each["offerId"], each["handoverId"]) for each in reversed(told)] == [
        ("offer.review-due", offer_id, None),
        ("offer.review-due", offer_id, None),
        ("offer.lapse-due", offer_id, None),
    ]


async def test_the_link_opens_the_page_of_the_organization(mailing: Service, office: PostOffice) -> None:
    await silent_offer(mailing)
    handle_silent_offers(later(mailing, days=31))
    attempt_mails(mailing)
    (link,) = {line for line in text_of(office.taken[0]).splitlines() if "/partner/" in line}
    page = await mailing.client.get(link.removeprefix(HOME))
    assert page.status_code == 200
    assert an_offer()["title"] in page.text


async def test_what_was_said_meanwhile_is_not_asked_any_more(mailing: Service, office: PostOffice) -> None:
    offer_id = await silent_offer(mailing)
    handle_silent_offers(later(mailing, days=31))
    await mailing.partner.patch(f"/offers/{offer_id}", {"status": "paused"})
    attempt_mails(mailing, days=31)
    assert office.taken == []
    assert [each["state"] for each in await mails_of(mailing.partner)] == ["dropped"]


async def test_who_hears_it_by_webhook_is_not_mailed(mailing: Service) -> None:
    hook = {"url": "https://93.184.215.14/vonk", "types": ["offer.review-due"]}
    assert (await mailing.partner.post("/webhook-endpoints", hook)).status_code == 201
    await silent_offer(mailing)
    handle_silent_offers(later(mailing, days=31))
    assert await mails_of(mailing.partner) == []
