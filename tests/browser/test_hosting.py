"""The afternoon of a host in a browser: from the address that `vonk table-link` prints to the end of the table."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

import httpx
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from api.catalogue.places.tables import Place
from api.platform.schema import migrate
from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.browser.holding import press, require_good
from tests.matching_tables.afternoon import COOKING_OFFER
from tests.processes.server import serving, vonk
from tests.service import SECRET_KEYS, Actor, an_offer, make_actor
from tests.waiting import ONLY_A_HANG_MILLISECONDS, ONLY_A_HANG_SECONDS

WALL: ViewportSize = {"width": 1920, "height": 1080}
NEARBY = {"latitude": 51.897, "longitude": 4.512}


class House(NamedTuple):
    """A server with offers nearby, and the address for a host."""

    at: str
    home: str
    partner: Actor


@pytest.fixture
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    assert browser.is_connected()
    url = f"sqlite:///{tmp_path_factory.mktemp('hosting') / 'vonk.db'}"
    database = Database(url)
    migrate(database)
    with database.write() as session:
        session.add(Place(code="3073", latitude=NEARBY["latitude"], longitude=NEARBY["longitude"]))
    partner = make_actor(httpx.AsyncClient(), database, Role.PARTNER, "De Buren")
    database.close()
    with serving(url, VONK_SECRET_KEYS=SECRET_KEYS) as (at, _):
        for told in ({}, COOKING_OFFER):
            offer = an_offer(**told, location=NEARBY | {"postcode": "3073XY"}, places={"total": 2, "available": 1})
            headers = {"Authorization": f"Bearer {partner.key}"}
            httpx.post(f"{at}/v1/offers", json=offer, headers=headers, timeout=ONLY_A_HANG_SECONDS).raise_for_status()
        told_to = {"VONK_DATABASE_URL": url, "VONK_SECRET_KEYS": SECRET_KEYS, "VONK_BASE_URL": at}
        printed = vonk("table-link", "--organization", "De Focus", **told_to).stdout
        yield House(at, printed.strip(), partner)


def seat(page: Page, table: str, wishes: str) -> None:
    """Give somebody a seat, as the form proposes its label."""
    page.goto(table)
    press(page, page.get_by_role("link", name="Geef iemand een stoel"))
    require_good(page)
    page.get_by_label("Wat doet iemand graag?").fill(wishes)
    page.get_by_label("Geluid en drukte").press("ArrowLeft")
    page.get_by_label("dinsdagochtend").check()
    page.get_by_label("Postcode").fill("3073 xy")
    press(page, page.get_by_role("button", name="Zet aan tafel"))
    require_good(page)


def open_wall(browser: Browser, address: str) -> Page:
    """Open the board on the big screen beside the laptop."""
    wall = browser.new_context(viewport=WALL, locale="nl-NL").new_page()
    wall.set_default_timeout(ONLY_A_HANG_MILLISECONDS)
    wall.goto(address)
    expect(wall.locator("#connection")).to_have_text("Live")
    return wall


def make_table(page: Page, home: str) -> str:
    """Make a table and lay what is nearby on it; the address of its page."""
    page.goto(home)
    require_good(page)
    press(page, page.get_by_role("button", name="Maak de tafel"))
    expect(page.get_by_role("alert")).to_be_focused()
    require_good(page)
    page.get_by_label("Hoe heet de tafel?").fill("Matchingtafel de Focus")
    press(page, page.get_by_role("button", name="Maak de tafel"))
    require_good(page)
    table = page.url
    press(page, page.get_by_role("link", name="Kies het aanbod"))
    page.get_by_label("Postcode").fill("3073 xy")
    page.get_by_label("Hoe ver, in kilometer?").fill("2")
    press(page, page.get_by_role("button", name="Kijk wat er is"))
    expect(page.get_by_role("status")).to_contain_text("Er is 2 keer aanbod")
    require_good(page)
    press(page, page.get_by_role("button", name="Leg dit op tafel"))
    expect(page.get_by_role("status")).to_be_focused()
    return table


def test_an_afternoon_without_a_terminal(house: House, page: Page, browser: Browser) -> None:
    table = make_table(page, house.home)
    board = page.get_by_role("link", name="Open het bord").get_attribute("href")
    wall = open_wall(browser, f"{house.at}{board}")
    expect(wall.locator("#live")).to_contain_text("Welkom aan tafel")
    require_good(wall)
    seat(page, table, "iets met hout\nknutsln")
    press(page, page.get_by_role("button", name="knutselen"))
    expect(page.get_by_label("Wat doet iemand graag?")).to_have_value("iets met hout\nknutselen")
    seat(page, table, "koken")
    seat(page, table, "koken")
    # The wall follows what the laptop does.
    expect(wall.locator("[data-seat]")).to_have_count(3)
    expect(wall.locator("[data-seat].none .helps")).to_contain_text("Een plek erbij helpt")
    first, waiting = wall.locator("[data-seat=K1]"), wall.locator("[data-seat].none")
    expect(first.locator(".when")).to_have_text(re.compile(r"ochtend|middag|avond|overleg"))
    require_good(wall)
    wall.get_by_role("button", name="Zet vast, K1").click()
    expect(first.locator(".state")).to_have_text("Vastgezet")
    wall.get_by_role("button", name="Spreek af, K1").click()
    expect(first.locator(".state")).to_have_text("Afgesproken")
    page.goto(table)
    expect(page.locator("main")).to_contain_text("Nu hebben 2 van de 3 een plek in het voorstel.")
    require_good(page)
    press(page, page.get_by_role("link", name="Maak de overdracht"))
    require_good(page)
    press(page, page.get_by_role("button", name="Maak de overdracht"))
    require_good(page)
    page.get_by_label("Welke dag?").fill(page.evaluate(f"new Date(Date.now() + {SOON}).toISOString().slice(0, 10)"))
    page.get_by_label("Waar?").fill("De Focus, aan de balie")
    page.get_by_label("Wie wacht op?").fill("de gastvrouw")
    page.get_by_label("Deze persoon vindt het goed").check()
    press(page, page.get_by_role("button", name="Maak de overdracht"))
    require_good(page)
    expect(first.locator(".state")).to_have_text("Overgedragen")
    expect(waiting).to_have_count(1)
    close(page, table)
    expect(wall.get_by_role("heading", level=1)).to_have_text("Dit bord is er niet meer")
    require_good(wall)
    wall.context.close()


SOON = timedelta(days=3) // timedelta(milliseconds=1)


def close(page: Page, table: str) -> None:
    """Close the table; its address opens nothing any more."""
    page.goto(table)
    press(page, page.get_by_role("link", name="Sluit de tafel"))
    require_good(page)
    press(page, page.get_by_role("button", name="Ja, sluit en wis"))
    require_good(page)
    page.goto(table)
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit adres opent niets")
    require_good(page)
