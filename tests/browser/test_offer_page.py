"""The page about an offer, with what it tells search engines, under its own policy."""

from playwright.sync_api import Page

from tests.browser.stage import Stage


def test_what_machines_read_runs_nothing_and_breaks_nothing(stage: Stage, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{stage.address}/offers/{stage.offer_id}")
    told = page.locator('script[type="application/ld+json"]').evaluate("block => JSON.parse(block.textContent)")
    assert told["@type"] == "Event"
    assert told["name"] == page.locator("h1").inner_text()
    assert said == []
