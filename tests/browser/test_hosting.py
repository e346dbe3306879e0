"""The afternoon of a host in a browser, without a terminal and without a script; axe finds nothing on the way."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from api.matching_tables.hosting.links import create_host_link
from api.platform.requests.desk import Desk
from api.platform.schema import migrate
from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.browser.holding import press, require_good
from tests.processes.server import serving
from tests.service import SECRET_KEYS, an_offer, make_actor, node_on
from tests.waiting import ONLY_A_HANG_SECONDS


@pytest.fixture
def home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert browser.is_connected()
    url = f"sqlite:///{tmp_path_factory.mktemp('hosting') / 'vonk.db'}"
    database = Database(url)
    migrate(database)
    client = httpx.AsyncClient()
    host = make_actor(client, database, Role.HOST, "De Focus")
    partner = make_actor(client, database, Role.PARTNER, "De Buren")
    with database.write() as session:
        desk = Desk.of(node_on(database), session, author_id="test")
        path = create_host_link(desk, host.organization_id or "", days=1)
    database.close()
    with serving(url, VONK_SECRET_KEYS=SECRET_KEYS) as (at, _):
        headers = {"Authorization": f"Bearer {partner.key}"}
        httpx.post(f"{at}/v1/offers", json=an_offer(), headers=headers, timeout=ONLY_A_HANG_SECONDS).raise_for_status()
        yield f"{at}{path}"


def test_a_table_is_made_filled_and_closed(home: str, page: Page) -> None:
    page.goto(home)
    require_good(page)
    page.get_by_label("Hoe heet de tafel?").fill("Matchingtafel de Focus")
    press(page, page.get_by_role("button", name="Maak de tafel"))
    require_good(page)
    table = page.url
    press(page, page.get_by_role("link", name="Kies het aanbod"))
    require_good(page)
    page.goto(table)
    press(page, page.get_by_role("link", name="Geef iemand een stoel"))
    require_good(page)
    page.get_by_label("Wat doet iemand graag?").fill("knutsln")
    press(page, page.get_by_role("button", name="Zet aan tafel"))
    require_good(page)
    press(page, page.get_by_role("button", name="knutselen"))
    expect(page.get_by_label("Wat doet iemand graag?")).to_have_value("knutselen")
    press(page, page.get_by_role("link", name="Naar de tafel", exact=True))
    require_good(page)
    press(page, page.get_by_role("link", name="Open het bord"))
    expect(page.locator("[data-seat=K1]")).to_be_visible()
    page.goto(table)
    press(page, page.get_by_role("link", name="Sluit de tafel"))
    require_good(page)
    press(page, page.get_by_role("button", name="Ja, sluit en wis"))
    require_good(page)
    page.goto(table)
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit adres opent niets")
    require_good(page)
