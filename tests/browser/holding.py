"""Holding a page to what everyone needs of it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect


def press(page: Page, what: Locator) -> None:
    """Press a link or a button, and wait for the page that follows."""
    with page.expect_navigation():
        what.click()


def require_good(page: Page) -> None:
    """Hold a page to axe, and to a screen without a bar at its foot."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
