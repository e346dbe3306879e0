"""The page of a report for everyone: axe finds nothing, on a phone and on a wide screen, and it prints on one sheet."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from api.operating.demo import prepare
from api.platform.schema import migrate
from api.platform.security.roles import Role
from tests.browser.holding import require_good
from tests.processes.server import serving
from tests.reports.counted import LAST_HALF, THIS_HALF
from tests.service import SECRET_KEYS, make_node
from tests.waiting import ONLY_A_HANG_SECONDS


@pytest.fixture(scope="module")
def report(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert browser.is_connected()
    url = f"sqlite:///{tmp_path_factory.mktemp('report') / 'vonk.db'}"
    node = make_node(database_url=url)
    migrate(node.database)
    key = prepare(node)[Role.ADMIN]
    node.database.close()
    with serving(url, VONK_SECRET_KEYS=SECRET_KEYS) as (address, _):
        made = httpx.post(
            f"{address}/v1/report-links",
            headers={"Authorization": f"Bearer {key}"},
            timeout=ONLY_A_HANG_SECONDS,
        ).json()
        yield f"{address}/reports/{made['url'].rpartition('/')[2]}"


def test_it_opens_with_the_newest_half_year_that_is_over(report: str, page: Page) -> None:
    page.goto(report)
    expect(page.locator("h1")).to_have_text("Zo doen mensen mee")
    expect(page.locator('.periods [aria-current="page"]')).to_have_attribute("href", f"?period={LAST_HALF.name}")
    expect(page.locator(".tiles dd").first).to_have_text(re.compile(r"^\d+"))
    expect(page.locator("figure svg rect")).to_have_count(6)
    require_good(page)


def test_a_half_year_that_still_lasts_says_from_when(report: str, page: Page) -> None:
    page.goto(f"{report}?period={THIS_HALF.name}")
    expect(page.locator(".notice")).to_contain_text("nog niet voorbij")
    require_good(page)


def test_it_prints_on_one_sheet(report: str, page: Page) -> None:
    page.goto(report)
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    assert sheets == 1


def test_an_address_that_opens_nothing_says_so(report: str, page: Page) -> None:
    page.goto(f"{report}x")
    expect(page.locator("h1")).to_have_text("Dit adres werkt niet")
    require_good(page)
