"""Which address opens which page: a page knows no keys, and what was made to open one thing opens no other."""

import re
from collections.abc import AsyncIterator
from itertools import product
from typing import Any

import pytest
from fastapi.routing import APIRoute

from api.catalogue.organizations.mail_off import mail_off_link
from api.catalogue.organizations.tables import Organization
from api.features import FEATURES
from api.handovers.letters.following import token_for_sender
from api.handovers.tables import Handover
from api.matching_tables.hosting.links import create_host_link
from api.platform.requests.desk import Desk
from tests.handovers.arranging import offered, requested
from tests.handovers.asking import asked, open_to_residents
from tests.house.operations import SOME_ID
from tests.matching_tables.afternoon import make_table
from tests.service import Service

# What has to stand in the address: `nothing` is for everyone, and /try is there where the operator gave it a key.
TABLE = """
GET   /                                              nothing
GET   /healthz                                       nothing
GET   /readyz                                        nothing
GET   /metrics                                       nothing
GET   /look/{name}.css                               nothing
GET   /docs                                          nothing
GET   /docs/start.js                                 nothing
GET   /toegankelijkheid                              nothing
GET   /hsds                                          nothing
GET   /offers/{offerId}                              nothing
POST  /offers/{offerId}                              nothing
GET   /try                                           a-setting
POST  /try                                           a-setting
POST  /try/handover                                  a-setting
POST  /try/handovers                                 a-setting
GET   /mail-off/{token}                              mail-off
POST  /mail-off/{token}                              mail-off
GET   /partner/{token}                               partner
GET   /partner/{token}/new                           partner
POST  /partner/{token}/new                           partner
GET   /partner/{token}/list                          partner
POST  /partner/{token}/list                          partner
POST  /partner/{token}/list/yes                      partner
GET   /partner/{token}/example.{ending}              partner
GET   /partner/{token}/offers/{offerId}              partner
GET   /partner/{token}/offers/{offerId}/{step}       partner
POST  /partner/{token}/offers/{offerId}/{step}       partner
GET   /reply/{token}                                 reply
POST  /reply/{token}                                 reply
GET   /reply/{token}/appointment.ics                 reply
GET   /calendar/{token}.ics                          calendar
GET   /follow/{token}                                follow
GET   /asked/{token}                                 asked
POST  /asked/{token}                                 asked
GET   /asked/{token}/appointment.ics                 asked
GET   /reports/{token}                               report
GET   /tables/{tableId}/board                        board
GET   /tables/{tableId}/board/live                   board
GET   /tables/{tableId}/board/stream                 board
POST  /tables/{tableId}/board/decisions              board
GET   /tables/new                                    host
POST  /tables/new                                    host
GET   /tables/{tableId}/host                         host
GET   /tables/{tableId}/host/offers                  host
POST  /tables/{tableId}/host/offers                  host
GET   /tables/{tableId}/host/end                     host
POST  /tables/{tableId}/host/end                     host
GET   /tables/{tableId}/host/seats/new               host
POST  /tables/{tableId}/host/seats/new               host
GET   /tables/{tableId}/host/seats/{seat}            host
POST  /tables/{tableId}/host/seats/{seat}            host
POST  /tables/{tableId}/host/seats/{seat}/remove     host
GET   /tables/{tableId}/host/handovers/{seat}        host
POST  /tables/{tableId}/host/handovers/{seat}        host
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
CLOSED = [(method, path) for method, path, opener in ROWS if opener != "nothing"]
ROLES = ("admin", "coach", "host", "partner", "analyst")
MADE_UP = {"token": "x" * 64, "tableId": SOME_ID, "offerId": SOME_ID, "step": "pause", "ending": "csv", "seat": "K1"}
# What is no form at all is refused before anybody looks at the address.
SENT: dict[str, Any] = {
    "/partner/{token}/list": {"files": {"file": ("list.csv", b"title")}},
    "/tables/{tableId}/board/decisions": {"data": {"seat": "K1", "offerId": SOME_ID, "type": "pin"}},
}


def filled(path: str, **told: str) -> str:
    """The path with something in each of its places; a table's key stands behind it."""
    whole = re.sub(r"\{(\w+)\}", lambda place: (MADE_UP | told)[place[1]], path)
    return f"{whole}?key={told.get('token', MADE_UP['token'])}" if path.startswith("/tables/") else whole


@pytest.fixture
async def everything(database_url: str) -> AsyncIterator[Service]:
    async with open_to_residents(database_url, public_catalogue=True) as service:
        yield service


def test_every_page_has_a_row_and_no_other() -> None:
    routes = [route for router in FEATURES.pages for route in router.routes]
    pages = [route for route in routes if isinstance(route, APIRoute)]
    assert len(pages) == len(routes)
    told = {(method, path) for method, path, _ in ROWS}
    assert told == {(method, page.path) for page in pages for method in page.methods or ()}


async def test_no_key_opens_a_page_and_nobody_opens_one_by_guessing(everything: Service) -> None:
    keys = {role: {"Authorization": f"Bearer {getattr(everything, role).key}"} for role in ROLES} | {"nobody": {}}
    found = {
        (method, path, role): await status_of(everything, method, path, headers)
        for (method, path), (role, headers) in product(CLOSED, keys.items())
    }
    assert {asked: status for asked, status in found.items() if status != 404} == {}


async def status_of(service: Service, method: str, path: str, headers: dict[str, str]) -> int:
    sent = SENT.get(path, {"data": {"do": "yes"}}) if method == "POST" else {}
    return (await service.client.request(method, filled(path), headers=headers, **sent)).status_code


async def test_an_address_opens_its_own_page_and_no_page_of_another_kind(everything: Service) -> None:
    tokens, table_id = await addresses(everything)
    first = {opener: path for _, path, opener in reversed(ROWS) if opener in tokens}
    first["host"] = "/tables/{tableId}/host"
    assert first.keys() == {opener for *_, opener in ROWS} - {"nothing", "a-setting"}
    opened = {
        (made_for, page)
        for made_for, page in product(tokens, first)
        if (await everything.client.get(filled(first[page], token=tokens[made_for], tableId=table_id))).status_code
        != 404
    }
    assert opened == {(each, each) for each in tokens}


async def addresses(service: Service) -> tuple[dict[str, str], str]:
    """What opens a page of each kind, and the table that two of them are about."""
    handover_id = (await requested(service, await offered(service)))["id"]
    _, own = await asked(service)
    table = await make_table(service.host)
    partner_id = service.partner.organization_id
    told = {
        "reply": await service.coach.post(f"/handovers/{handover_id}/reply-links", None),
        "calendar": await service.partner.post("/calendar-links", None),
        "partner": await service.partner.post(f"/organizations/{partner_id}/page-links", None),
        "report": await service.admin.post("/report-links", None),
    }
    found = {kind: answer.json()["url"].rpartition("/")[2].removesuffix(".ics") for kind, answer in told.items()}
    with service.database.write() as session:
        desk = Desk.of(service.node, session, author_id="test")
        return found | {
            "follow": token_for_sender(desk, session.get_one(Handover, handover_id)),
            "mail-off": mail_off_link(desk, session.get_one(Organization, partner_id)).rpartition("/")[2],
            "host": create_host_link(desk, service.host.organization_id or "", days=1).rpartition("=")[2],
            "asked": own.rpartition("/")[2],
            "board": table["boardUrl"].rpartition("=")[2],
        }, table["id"]
