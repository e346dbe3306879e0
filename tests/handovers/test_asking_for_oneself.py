"""A resident asks for himself: from the page behind a card, without an account, told to nobody but the receiver."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from api.handovers.joining.bounds import hash_address
from api.handovers.joining.jobs import forget_addresses_of_before
from tests.handovers.arranging import TODAY, offered, seen_by
from tests.handovers.asking import (
    MARKERS,
    TOLD,
    ask,
    asked,
    card_of,
    everything_in,
    open_to_residents,
    opened,
    received,
    send,
)
from tests.service import Service, later


async def test_it_is_off_until_a_municipality_wants_it(service: Service) -> None:
    card = card_of(service, await offered(service))
    page = await service.client.get(card)
    assert ("<form" in page.text, page.status_code) == (False, 200)
    assert (await send(service, card, TOLD)).status_code == 404
    assert await received(service) == []


async def test_what_is_asked_reaches_the_receiver_and_nobody_else(database_url: str) -> None:
    async with open_to_residents(database_url) as service:
        handover_id, path = await asked(service)
        told = await seen_by(service.partner, handover_id)
        assert {
            key: told[key] for key in ("selfReferral", "state", "clientReference", "senderOrganizationId", "sides")
        } == {
            "selfReferral": True,
            "state": "requested",
            "clientReference": None,
            "senderOrganizationId": None,
            "sides": ["receiver"],
        }
        assert told["introduction"] == {
            "firstName": "Zxqnaam",
            "lastName": None,
            "phone": "06 00 00 77 41",
            "email": None,
        }
        assert (told["message"], told["preferredDayParts"]) == (TOLD["message"], TOLD["day_part"])
        assert told["consent"]["shares"] == ["firstName", "phone"]
        assert (told["consent"]["givenOn"], told["consent"]["expiresOn"]) == (str(TODAY), TOLD["until"])
        for other in (service.coach, service.host, service.other_partner):
            assert (await other.get(f"/handovers/{handover_id}")).status_code == 404
            assert (await other.get("/handovers")).json()["items"] == []
        everything = await everything_in(service)
        assert [marker for marker in MARKERS if marker in everything] == []
        page = await service.client.get(path)
        for name, value in (
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-robots-tag", "noindex"),
        ):
            assert page.headers[name] == value
        assert "script" not in page.headers["content-security-policy"] + page.text
        assert all(word in page.text for word in ("Zxqnaam", "06 00 00 77 41", "maandagochtend", "Huis van de Wijk"))


async def test_one_form_asks_once_however_often_it_is_sent(database_url: str) -> None:
    async with open_to_residents(database_url) as service:
        card = card_of(service, await offered(service))
        filled_in = await opened(service, card)
        answers = await asyncio.gather(*(send(service, card, filled_in) for _ in range(8)))
        assert {answer.status_code for answer in answers} == {303}
        assert len({answer.headers["location"] for answer in answers}) == 1
        assert len(await received(service)) == 1
        other = card_of(service, await offered(service))
        assert (await send(service, other, filled_in)).status_code == 400


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first_name": ""}, "first_name"),
        ({"first_name": "Bel 06 12345678"}, "first_name"),
        ({"first_name": "x" * 61}, "first_name"),
        ({"phone": "", "email": ""}, "phone"),
        ({"phone": "geen"}, "phone"),
        ({"phone": "111222333"}, "phone"),
        ({"email": "geen"}, "email"),
        ({"day_part": "ooit"}, "day_part"),
        ({"message": "Mijn bsn is 111222333"}, "message"),
        ({"message": "NL91 ABNA 0417 1643 00"}, "message"),
        ({"message": "Mail naar jan@post.example"}, "message"),
        ({"message": "Zxqnaam kookt graag"}, "message"),
        ({"message": "x" * 1001}, "message"),
        ({"until": ""}, "until"),
        ({"until": "gauw"}, "until"),
        ({"until": str(TODAY - timedelta(days=1))}, "until"),
        ({"until": str(TODAY + timedelta(days=400))}, "until"),
        ({"agree": ""}, "agree"),
    ],
    ids=str,
)
async def test_what_is_not_right_yet_is_asked_again_and_kept(
    database_url: str, changes: dict[str, Any], field: str
) -> None:
    async with open_to_residents(database_url) as service:
        page = await ask(service, await offered(service), **changes)
        assert (page.status_code, f'href="#{field}"' in page.text, f'id="{field}-error"' in page.text) == (
            400,
            True,
            True,
        )
        assert ("06 00 00 77 41" in page.text) == ("phone" not in changes)
        assert await received(service) == []


async def test_a_form_of_another_page_is_asked_again(database_url: str) -> None:
    async with open_to_residents(database_url) as service:
        card = card_of(service, await offered(service))
        page = await send(service, card, await opened(service, card) | {"form": "A" * 64})
        assert (page.status_code, "stond te lang open" in page.text, "Zxqnaam" in page.text) == (400, True, True)
        elsewhere = await service.client.post(
            card, data=await opened(service, card), headers={"Sec-Fetch-Site": "cross-site"}
        )
        assert elsewhere.status_code == 403
        assert (await service.client.post(card, content=b"x" * 90_000)).status_code == 413
        assert (await service.client.post(card, content=b"\xff\xfe=\x00")).status_code == 400
        assert (await service.client.post(card.split("?")[0], data=TOLD)).status_code == 404
        assert await received(service) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"places": {"total": 1, "available": 0}},
        {"schedule": {"endsOn": "2020-01-01"}},
        {"status": "paused"},
        {"kind": "placement", "paidWorkCheck": {"vacancyOpen": True}},
    ],
    ids=str,
)
async def test_only_what_is_published_and_open_is_asked(database_url: str, changes: dict[str, Any]) -> None:
    async with open_to_residents(database_url) as service:
        open_id, closed_id = await offered(service), await offered(service, **changes)
        card = card_of(service, closed_id)
        assert 'name="form"' not in (await service.client.get(card)).text
        filled_in = await opened(service, card_of(service, open_id))
        assert (await send(service, card, filled_in)).status_code == 404
        assert await received(service) == []


async def test_of_a_hundred_from_one_address_ten_come_through(database_url: str) -> None:
    async with open_to_residents(database_url, self_referrals_per_offer=1000) as service:
        offers = [await offered(service, title=f"Aanbod {number}") for number in range(4)]
        answers = [await ask(service, offers[number % 4], at="203.0.113.7") for number in range(100)]
        assert [answer.status_code for answer in answers] == [303] * 10 + [429] * 90
        assert "Probeer het morgen" in answers[-1].text
        assert 0 < int(answers[-1].headers["retry-after"]) <= 86_400
        assert len(await received(service)) == 10
        assert (await ask(service, offers[0], at="203.0.113.8")).status_code == 303
        everything = await everything_in(service)
        assert "203.0.113" not in everything
        counted = "SELECT count(*) FROM asked_from_addresses"
        with service.database.read() as session:
            assert session.execute(text(counted)).scalar_one() == 2
        forget_addresses_of_before(later(service, days=1))
        with service.database.read() as session:
            assert session.execute(text(counted)).scalar_one() == 0


async def test_an_address_counts_as_a_home_and_is_another_one_on_another_day(database_url: str) -> None:
    async with open_to_residents(database_url, self_referrals_per_address=2) as service:
        offer_id = await offered(service)
        homes = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:2::3", "2001:db8:1:3::1"]
        assert [(await ask(service, offer_id, at=each)).status_code for each in homes] == [303, 303, 429, 303]
        secrets = service.node.secrets
        one, other = (hash_address(secrets, day, "203.0.113.7") for day in (date(2026, 12, 1), date(2026, 12, 2)))
        assert one != other


async def test_one_offer_is_asked_so_often_in_a_day_and_not_more(database_url: str) -> None:
    async with open_to_residents(database_url, self_referrals_per_offer=3, self_referrals_per_address=99) as service:
        offer_id, other_id = await offered(service), await offered(service)
        answers = await asyncio.gather(*(ask(service, offer_id, at=f"203.0.113.{number}") for number in range(6)))
        assert sorted(answer.status_code for answer in answers) == [303, 303, 303, 429, 429, 429]
        assert (await ask(service, other_id)).status_code == 303
