import re
from collections.abc import Mapping
from datetime import timedelta
from html import unescape

import httpx
import pytest
from sqlmodel import col, select

from api.matching_tables.hosting.links import create_host_link
from api.platform.recording.tables import AuditEvent, ProcessingRecord
from api.platform.requests.desk import Desk
from api.platform.security.actions import revoke_key
from api.platform.security.queries import list_keys
from tests.matching_tables.afternoon import COOKING_OFFER, make_table, today
from tests.service import Service, an_offer

SEAT = {"seat": "K1", "wishes": "iets met hout\nknutsln", "physical": "3", "mode": "bike"}
PLACE = {"latitude": 51.897, "longitude": 4.512, "postcode": "3073XY"}


def host_address(service: Service, *, days: int = 1) -> str:
    with service.database.write() as session:
        desk = Desk.of(service.node, session, author_id="test")
        return create_host_link(desk, service.host.organization_id or "", days=days)


class HostPages:
    """A host in a browser that follows where a form leads."""

    def __init__(self, service: Service) -> None:
        self.client = service.anonymous
        self.home = host_address(service)
        self.key = self.home.partition("?")[2]

    async def get(self, path: str) -> httpx.Response:
        return await self.client.get(path if "key=" in path else f"{path}?{self.key}")

    async def send(self, path: str, form: Mapping[str, object]) -> httpx.Response:
        answer = await self.client.post(path if "key=" in path else f"{path}?{self.key}", data=dict(form))
        return await self.client.get(answer.headers["location"]) if answer.status_code == 303 else answer

    async def make_table(self) -> str:
        form = {"name": "Matchingtafel de Focus", "on": (today() + timedelta(days=1)).isoformat()}
        made = await self.send(self.home, form)
        return str(re.findall(r'href="(/tables/[0-9a-f-]+/host)/offers', made.text)[0])


async def test_what_a_host_does_on_the_pages_is_in_the_audit_log(service: Service) -> None:
    pages = HostPages(service)
    await pages.send(pages.home, {"name": "", "on": ""})
    await pages.make_table()
    with service.database.read() as session:
        (deed,) = session.exec(select(AuditEvent)).all()
    assert (deed.operation, deed.role, deed.organization_id) == ("host page", "host", service.host.organization_id)


@pytest.mark.parametrize("page", ["/seats/K1", ""])
async def test_whoever_looks_at_who_sits_there_is_in_both_logs_before_it_is_shown(service: Service, page: str) -> None:
    pages = HostPages(service)
    table = await pages.make_table()
    await pages.send(f"{table}/seats/new", SEAT)
    with service.database.read() as session:
        before = len(session.exec(select(AuditEvent)).all()), len(session.exec(select(ProcessingRecord)).all())
    await pages.get(f"{table}{page}")
    with service.database.read() as session:
        deeds = session.exec(select(AuditEvent).order_by(col(AuditEvent.id))).all()
        processed = session.exec(select(ProcessingRecord).order_by(col(ProcessingRecord.span_id))).all()
    assert (len(deeds), len(processed)) == (before[0] + 1, before[1] + 1)
    assert (deeds[-1].operation, deeds[-1].organization_id) == ("host page", service.host.organization_id)
    assert {each.activity for each in processed} == {"matching-table"}


async def test_an_afternoon_from_a_name_to_the_end(service: Service) -> None:
    offer_id = (await service.partner.post("/offers", an_offer(location=PLACE, places={"available": 2}))).json()["id"]
    pages = HostPages(service)
    table = await pages.make_table()
    await service.host.put(table.replace("/host", "/offers"), {"offerIds": [offer_id]})
    seated = await pages.send(f"{table}/seats/new", SEAT)
    assert "K1 zit aan tafel" in seated.text
    assert "Van de 1 keer aanbod past 1." in seated.text
    assert "‘knutsln’: dit begrijpen we niet." in seated.text
    meant = unescape(re.findall(r'name="meant" value="([^"]*)"', seated.text)[0])
    assert "knutselen" in (await pages.send(f"{table}/seats/K1", SEAT | {"meant": meant})).text
    board = unescape(re.findall(r'href="(/tables/[^"]*/board\?key=[^"&]*)"', (await pages.get(table)).text)[0])
    tapped = {"seat": "K1", "offerId": offer_id, "type": "agree"}
    assert (await pages.client.post(board.replace("/board?", "/board/decisions?"), data=tapped)).status_code == 303
    day = (today() + timedelta(days=3)).isoformat()
    meeting = {"day": day, "time": "10:00", "place": "De Focus, aan de balie", "with": "de gastvrouw"}
    refused = await pages.send(f"{table}/handovers/K1", meeting)
    assert (refused.status_code, 'id="agree-error"' in refused.text) == (400, True)
    done = await pages.send(f"{table}/handovers/K1", meeting | {"agree": "yes", "first_name": "Rania"})
    assert "De overdracht is gemaakt." in done.text
    assert "Overgedragen" in done.text
    (kept,) = (await service.partner.get("/handovers")).json()["items"]
    whole = (await service.partner.get(f"/handovers/{kept['id']}")).json()
    assert (whole["state"], whole["introduction"]["firstName"]) == ("introduced", "Rania")
    ended = await pages.send(f"{table}/end", {})
    assert "Deze tafels zijn er" not in ended.text
    assert (await pages.get(table)).status_code == 404


async def test_offers_are_counted_before_they_lie_on_the_table(service: Service) -> None:
    for changes in ({}, COOKING_OFFER):
        await service.partner.post("/offers", an_offer(location=PLACE, **changes))
    pages = HostPages(service)
    table = await pages.make_table()
    unknown = await pages.send(f"{table}/offers", {"postcode": "9999ZZ", "radius": "3", "do": "look"})
    assert (unknown.status_code, 'id="postcode-error"' in unknown.text) == (400, True)
    wrong = await pages.send(f"{table}/offers", {"postcode": "3073XY", "radius": "ver", "do": "look"})
    assert (wrong.status_code, 'id="radius-error"' in wrong.text) == (400, True)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"seat": ""}, "seat"),
        ({"seat": "<K1>"}, "seat"),
        ({"wishes": "mail k@x.nl"}, "wishes"),
        ({"minutes": "lang"}, "minutes"),
        ({"postcode": "30"}, "postcode"),
    ],
)
async def test_what_is_wrong_about_a_seat_is_said_at_its_field(
    service: Service, change: dict[str, str], field: str
) -> None:
    pages = HostPages(service)
    table = await pages.make_table()
    refused = await pages.send(f"{table}/seats/new", SEAT | change)
    assert (refused.status_code, f'id="{field}-error"' in refused.text) == (400, True)


async def test_a_label_is_taken_once_warned_of_when_it_looks_like_a_name_and_goes_with_its_seat(
    service: Service,
) -> None:
    pages = HostPages(service)
    table = await pages.make_table()
    assert (
        "Dit label lijkt op een naam" in (await pages.send(f"{table}/seats/new", SEAT | {"seat": "Jan de Vries"})).text
    )
    twice = await pages.send(f"{table}/seats/new", SEAT | {"seat": "Jan de Vries"})
    assert "Dit label is er al" in twice.text
    gone = await pages.send(f"{table}/seats/Jan%20de%20Vries/remove", {})
    assert "Alles erover is gewist" in gone.text
    assert "Jan" not in gone.text


async def test_an_address_opens_its_own_tables_until_its_key_ends(service: Service) -> None:
    pages = HostPages(service)
    own, others = await pages.make_table(), (await make_table(service.other_host))["id"]
    for path in ("", "/offers", "/seats/new", "/handovers/K1", "/end"):
        assert (await pages.get(f"/tables/{others}/host{path}")).status_code == 404
        assert (await pages.client.get(f"{own}{path}?key=x")).status_code == 404
    assert (await pages.get("/tables/nothing/host")).status_code == 404
    assert (await pages.get(f"{own}/seats/K9")).status_code == 404
    with service.database.write() as session:
        (key,) = [each for each in list_keys(session) if each.name == "address of a host"]
        revoke_key(session, key.id, now=service.node.clock.now())
    assert (await pages.get(own)).status_code == 404
    assert (await pages.get(pages.home)).status_code == 404
