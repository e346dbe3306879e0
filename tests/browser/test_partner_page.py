"""A partner's page for everyone: axe finds nothing in any state, on a phone and on a wide screen, without script."""

from collections.abc import Iterator
from typing import NamedTuple

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from api.platform.schema import migrate
from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.imports.files import as_csv
from tests.processes.server import serving
from tests.service import an_offer, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
OFFERS = (
    {"title": "Zingen", "places": {"total": 4, "available": 0}},
    {"title": "Schaken", "status": "paused"},
    {"title": "Zomerfeest", "schedule": {"endsOn": "2020-08-01"}},
    {"title": "Klussen", "kind": "placement", "paidWorkCheck": {"vacancyOpen": True}},
    {"title": "Koor", "schedule": {"dayParts": ["mon-morning"], "startsOn": "2099-01-01"}},
)
GOOD = ("soep-1", "Samen soep maken", "activiteit", "Samen koken", "3073XY", "in overleg", "gratis")
BAD = ("kook-1", "Koken", "feestje", "Samen koken", "3073XY", "maandag", "gratis")


class Home(NamedTuple):
    """The address of a partner's page, with the ids of its offers."""

    address: str
    offer_ids: tuple[str, ...]


@pytest.fixture(scope="module")
def home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    assert browser.is_connected()
    url = f"sqlite:///{tmp_path_factory.mktemp('partner') / 'vonk.db'}"
    database = Database(url)
    migrate(database)
    partner = make_actor(httpx.AsyncClient(), database, Role.PARTNER, "De Focus")
    database.close()
    with (
        serving(url) as (address, _),
        httpx.Client(headers={"Authorization": f"Bearer {partner.key}"}, timeout=ONLY_A_HANG_SECONDS) as client,
    ):
        ids = tuple(client.post(f"{address}/v1/offers", json=an_offer(**each)).json()["id"] for each in OFFERS)
        made = client.post(f"{address}/v1/organizations/{partner.organization_id}/page-links").json()
        yield Home(f"{address}/partner/{made['url'].rpartition('/')[2]}", ids)


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=request.param, locale="nl-NL")
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    yield opened
    context.close()
    assert [text for text in said if "Content Security Policy" in text] == []


def press(page: Page, words: str) -> None:
    """Press a link or a button of the page, and wait for the page that follows."""
    with page.expect_navigation():
        page.locator("main").locator("a, button").filter(has_text=words).first.click()


def require_good(page: Page) -> None:
    """Hold a page to axe, and to a screen without a bar at its foot."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_all_offers_each_of_them_and_each_step(home: Home, page: Page) -> None:
    page.goto(home.address)
    require_good(page)
    for offer_id in home.offer_ids:
        page.goto(f"{home.address}/offers/{offer_id}")
        require_good(page)
    for step in ("places", "end", "text", "withdraw"):
        page.goto(f"{home.address}/offers/{home.offer_ids[0]}/{step}")
        require_good(page)


def test_what_is_not_right_has_the_focus_and_leads_to_its_field(home: Home, page: Page) -> None:
    page.goto(f"{home.address}/offers/{home.offer_ids[0]}/places")
    page.get_by_label("Plekken in totaal").fill("tien")
    press(page, "Plekken opslaan")
    require_good(page)
    told = page.get_by_role("alert")
    expect(told).to_be_focused()
    told.get_by_role("link").first.click()
    expect(page.locator("#total")).to_be_focused()
    page.get_by_label("Plekken in totaal").fill("10")
    page.get_by_label("Nu nog vrij").fill("3")
    press(page, "Plekken opslaan")
    require_good(page)
    expect(page.get_by_role("status")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("De plekken van ‘Zingen’ zijn opgeslagen.")


def test_a_new_offer_in_five_answers(home: Home, page: Page) -> None:
    page.goto(home.address)
    press(page, "Nieuw aanbod")
    require_good(page)
    press(page, "Laat zien hoe dit wordt gelezen")
    require_good(page)
    width = str((page.viewport_size or PHONE)["width"])
    page.get_by_label("Titel").fill(f"Wandelen {width}")
    page.get_by_label("Waar", exact=True).fill("Lindestraat 1, 3073 xy")
    page.get_by_label("Wanneer").fill("elke dinsdag van 10 tot 12 uur")
    press(page, "Laat zien hoe dit wordt gelezen")
    require_good(page)
    expect(page.locator("main")).to_contain_text("dinsdagochtend")
    press(page, "Ja, zet het erop")
    expect(page.get_by_role("status")).to_contain_text("staat erop")


def test_a_list_of_ones_own(home: Home, page: Page) -> None:
    page.goto(home.address)
    press(page, "Lijst sturen")
    require_good(page)
    press(page, "Laat zien wat er verandert")
    require_good(page)
    page.get_by_label("Je lijst").set_input_files(
        {
            "name": "aanbod.csv",
            "mimeType": "text/csv",
            "buffer": as_csv(GOOD, BAD, (f"w-{page.viewport_size}", *GOOD[1:])),
        }
    )
    press(page, "Laat zien wat er verandert")
    require_good(page)
    expect(page.locator("main")).to_contain_text("Regel 3, soort: Kies uit activiteit")


def test_addresses_that_open_nothing(home: Home, page: Page) -> None:
    for address in (f"{home.address}x", f"{home.address}/offers/x"):
        page.goto(address)
        require_good(page)
