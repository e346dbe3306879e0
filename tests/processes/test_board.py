"""The board in real browsers: what one host decides, every screen shows, and nothing comes from elsewhere."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from api.matching_tables.actions import delete_table
from api.matching_tables.tables import MatchingTable
from api.platform.clock import Clock
from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.conftest import REQUIRE_EVERYTHING
from tests.matching_tables.afternoon import COOKING_OFFER, WOOD_OR_COOKING, today
from tests.processes.server import serving
from tests.service import an_offer, make_actor
from tests.waiting import ONLY_A_HANG_MILLISECONDS, ONLY_A_HANG_SECONDS

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=ONLY_A_HANG_MILLISECONDS)
LOWEST_SEAT = (
    "Math.max(...[...document.querySelectorAll('[data-seat]')].map((each) => each.getBoundingClientRect().bottom))"
)
# A screen of 55 inch is 1,218 mm wide: so many of its 1,920 points make the 20 mm that are read across a room.
CAPITAL_POINTS = 20 / (1218 / 1920)
SMALLEST_CAPITAL = """() => Math.min(...[...document.querySelectorAll("[data-seat] h3")].map((label) => {
    const drawn = document.createElement("canvas").getContext("2d");
    const style = getComputedStyle(label);
    drawn.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    return drawn.measureText("K").actualBoundingBoxAscent;
}))"""


@dataclass(frozen=True, slots=True)
class Screen:
    """One browser on the board, and what it complained of or asked elsewhere."""

    page: Page
    complaints: list[str]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        reason = f"the board is not tried in a browser: there is no {CHROMIUM}"
        if os.environ.get(REQUIRE_EVERYTHING):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@contextmanager
def a_board(database_url: str, *, seats: int) -> Iterator[str]:
    """The address of a board with so many clients and two offers, one place each."""
    database = Database(database_url)
    client = httpx.AsyncClient()
    host = make_actor(client, database, Role.HOST, "De Focus")
    partner = make_actor(client, database, Role.PARTNER, "De Buren")
    database.close()
    with (
        serving(database_url) as (address, _),
        httpx.Client(base_url=f"{address}/v1", timeout=ONLY_A_HANG_SECONDS) as http,
    ):
        partners = {"Authorization": f"Bearer {partner.key}"}
        http.headers["Authorization"] = f"Bearer {host.key}"
        offers = [an_offer(places={"available": 1}), an_offer(**COOKING_OFFER, places={"available": 1})]
        ids = [http.post("/offers", json=offer, headers=partners).json()["id"] for offer in offers]
        table = http.post("/tables", json={"name": "Matchingtafel", "on": today().isoformat()}).json()
        http.put(f"/tables/{table['id']}/offers", json={"offerIds": ids}).raise_for_status()
        for number in range(1, seats + 1):
            http.put(f"/tables/{table['id']}/clients/K{number}", json=WOOD_OR_COOKING).raise_for_status()
        yield table["boardUrl"]


@pytest.fixture
def board(database_url: str) -> Iterator[str]:
    with a_board(database_url, seats=2) as address:
        yield address


def open_screen(browser: Browser, board: str, *, width: int = 1280) -> Screen:
    page = browser.new_context(locale="nl-NL", viewport={"width": width, "height": 800}).new_page()
    complaints: list[str] = []
    own = board.split("/tables/", maxsplit=1)[0]
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(own) else complaints.append(asked.url))
    page.goto(board)
    expect(page.locator("#connection")).to_have_text("Live")
    return Screen(page, complaints)


def test_a_decision_in_one_browser_shows_in_the_other_by_itself(browser: Browser, board: str) -> None:
    beamer, tablet = open_screen(browser, board), open_screen(browser, board, width=820)
    shown = beamer.page.locator("[data-seat=K1]")
    expect(shown.locator(".state")).to_have_text("Voorstel")
    before = shown.locator(".gets").inner_text()
    tablet.page.get_by_role("button", name="Spreek af, K1").click()
    expect(shown.locator(".state")).to_have_text("Afgesproken")
    expect(shown).to_have_attribute("data-changed", "Nieuw")
    expect(beamer.page.locator("#told")).to_contain_text("K1: ")
    own = tablet.page.locator("[data-seat=K1] .state")
    expect(own).to_have_text("Afgesproken")  # Before that, the cards may be replaced under the finger.
    tablet.page.get_by_role("button", name="Maak los, K1").click()
    expect(shown.locator(".state")).to_have_text("Voorstel")
    expect(own).to_have_text("Voorstel")
    tablet.page.get_by_role("button", name="Niet dit, K1").click()
    expect(shown.locator(".gets")).not_to_have_text(before)
    assert beamer.complaints == tablet.complaints == []


def test_the_board_is_run_by_keyboard_and_keeps_its_place(browser: Browser, board: str) -> None:
    screen = open_screen(browser, board)
    page, first, second = screen.page, screen.page.locator("[data-seat=K1]"), screen.page.locator("[data-seat=K2]")
    first.get_by_role("button").first.focus()
    page.keyboard.press("p")
    expect(first.locator(".state")).to_have_text("Vastgezet")
    expect(first.locator("button:focus")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(second.locator("button:focus")).to_have_count(1)
    page.keyboard.press("a")
    expect(second.locator(".state")).to_have_text("Afgesproken")
    page.keyboard.press("r")
    expect(second.locator(".state")).to_have_text("Voorstel")
    first.locator("summary").click()
    expect(first.locator("details")).to_have_attribute("open", "")
    page.keyboard.press("r")
    expect(first.locator(".state")).to_have_text("Voorstel")
    expect(first.locator("details")).to_have_attribute("open", "")
    assert screen.complaints == []


def test_the_board_goes_on_after_the_connection_was_lost(browser: Browser, board: str) -> None:
    screen, other = open_screen(browser, board), open_screen(browser, board)
    context = screen.page.context
    context.set_offline(True)
    screen.page.evaluate("dispatchEvent(new Event('offline'))")
    other.page.get_by_role("button", name="Spreek af, K2").click()
    expect(other.page.locator("[data-seat=K2] .state")).to_have_text("Afgesproken")
    context.set_offline(False)
    expect(screen.page.locator("[data-seat=K2] .state")).to_have_text("Afgesproken")
    assert other.complaints == []


def test_the_board_follows_again_after_something_in_between_refused(browser: Browser, board: str) -> None:
    page = browser.new_context(locale="nl-NL").new_page()
    page.route("**/board/stream*", lambda asked: asked.fulfill(status=503))
    page.goto(board)
    expect(page.locator("#connection")).to_contain_text("Even geen verbinding")
    page.unroute("**/board/stream*")
    expect(page.locator("#connection")).to_have_text("Live")


def test_a_tap_that_did_not_arrive_says_so(browser: Browser, board: str) -> None:
    page = open_screen(browser, board).page
    page.context.set_offline(True)
    page.get_by_role("button", name="Spreek af, K1").click()
    expect(page.locator("#notice")).to_contain_text("Dat lukte niet")
    page.context.set_offline(False)
    expect(page.locator("[data-seat=K1] .state")).to_have_text("Voorstel")
    page.get_by_role("button", name="Spreek af, K1").click()
    expect(page.locator("[data-seat=K1] .state")).to_have_text("Afgesproken")
    expect(page.locator("#notice")).to_be_empty()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_eight_cards_go_on_a_sheet(browser: Browser, database_url: str) -> None:
    with a_board(database_url, seats=9) as address:
        page = browser.new_context(locale="nl-NL").new_page()
        page.goto(f"{address}&print=1")
        pages = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
        assert pages == 3  # The offers, eight seats, and the ninth.


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_screen(browser: Browser, board: str, width: int) -> None:
    for address in (board, f"{board}&print=1", f"{board}&language=en"):
        page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_thirty_seats_fit_a_beamer_and_each_is_decided_behind_its_own_word(browser: Browser, database_url: str) -> None:
    with a_board(database_url, seats=30) as address:
        page = browser.new_context(locale="nl-NL", viewport={"width": 1920, "height": 1080}).new_page()
        page.goto(address)
        assert page.locator("[data-seat]").count() == 30
        assert page.evaluate(LOWEST_SEAT) <= 1080
        assert page.evaluate(SMALLEST_CAPITAL) >= CAPITAL_POINTS
        assert page.locator(".offers li").last.evaluate("each => each.getBoundingClientRect().bottom") <= 1080
        waiting = page.locator("[data-seat].none").first
        expect(waiting.locator(".what")).to_contain_text("te weinig plekken")
        expect(waiting.locator(".helps")).to_contain_text("Een plek erbij helpt")
        first = page.locator("[data-seat]", has=page.locator(".gets .number")).first
        label = first.get_attribute("data-seat")
        first.locator("summary").focus()
        page.keyboard.press("p")
        expect(page.locator(f"[data-seat={label}] .state")).to_have_text("Vastgezet")
        page.locator(f"[data-seat={label}] summary").click()
        page.get_by_role("button", name=f"Spreek af, {label}").click()
        expect(page.locator(f"[data-seat={label}] .state")).to_have_text("Afgesproken")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seats", [2, 14])
def test_everyone_can_use_the_board_and_its_cards(browser: Browser, database_url: str, seats: int) -> None:
    with a_board(database_url, seats=seats) as address:
        for width, height in ((390, 844), (1280, 800), (1920, 1080)):
            page = browser.new_context(locale="nl-NL", viewport={"width": width, "height": height}).new_page()
            for shown in (address, f"{address}&print=1", address.split("?")[0]):
                page.goto(shown)
                found = Axe().run(page)
                assert found.violations_count == 0, found.generate_report()


def test_an_ended_table_says_so_on_every_screen(browser: Browser, board: str, database_url: str) -> None:
    screen = open_screen(browser, board)
    database = Database(database_url)
    table_id = board.split("/tables/", maxsplit=1)[1].split("/", maxsplit=1)[0]
    with database.write() as session:
        delete_table(session, session.get_one(MatchingTable, table_id), now=Clock().now())
    database.close()
    expect(screen.page.locator("h1")).to_have_text("Dit bord is er niet meer")


def test_a_press_is_not_lost_when_another_change_arrives_before_the_finger_lifts(browser: Browser, board: str) -> None:
    here, there = open_screen(browser, board).page, open_screen(browser, board).page
    button = here.get_by_role("button", name="Spreek af, K1").bounding_box()
    assert button is not None
    here.mouse.move(button["x"] + 5, button["y"] + 5)
    here.mouse.down()
    with here.expect_response("**/board/live*"):
        there.get_by_role("button", name="Spreek af, K2").click()
    expect(there.locator("[data-seat=K2] .state")).to_have_text("Afgesproken")
    here.mouse.up()
    for seat in ("K1", "K2"):
        expect(here.locator(f"[data-seat={seat}] .state")).to_have_text("Afgesproken")


@pytest.mark.parametrize("opened", ["details", "nothing"])
def test_what_has_the_focus_stays_the_same_when_something_else_changes(
    browser: Browser, board: str, opened: str
) -> None:
    here, there = open_screen(browser, board).page, open_screen(browser, board).page
    seat = here.locator("[data-seat=K1]")
    if opened == "details":
        seat.locator("summary").click()
    seat.get_by_role("button").first.focus()
    here.evaluate("window.kept = [document.activeElement, ...document.querySelectorAll('[data-seat], [data-offer]')]")
    there.get_by_role("button", name="Spreek af, K2").click()
    expect(here.locator("[data-seat=K2] .state")).to_have_text("Afgesproken")
    assert here.evaluate("window.kept.every((each) => each.isConnected) && window.kept[0] === document.activeElement")
    assert seat.locator("details").get_attribute("open") == ("" if opened == "details" else None)
