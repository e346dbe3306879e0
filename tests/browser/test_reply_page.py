"""The reply page as a receiver meets it: on a phone, without JavaScript, by tapping and by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.stage import Stage
from tests.waiting import ONLY_A_HANG_MILLISECONDS

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, locale="nl-NL", java_script_enabled=False)  # type: ignore[arg-type]
    context.set_default_timeout(ONLY_A_HANG_MILLISECONDS)
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    yield opened
    context.close()
    assert [text for text in said if "Content Security Policy" in text] == []


def test_one_tap_says_yes_and_the_page_is_of_no_use_after_that(stage: Stage, page: Page, tmp_path: Path) -> None:
    handover_id, address = stage.ask()
    page.goto(address)
    assert page.get_by_role("heading", level=1).inner_text() == "Wil jij kennismaken?"
    page.screenshot(path=tmp_path / "reply.png", full_page=True)
    page.locator("button.yes").first.click()
    expect(page.locator("main")).to_contain_text("Dank je wel")
    assert stage.state_of(handover_id) == "accepted"
    page.goto(address)
    expect(page.locator("main")).to_contain_text("al ‘ja’ gezegd")
    assert "Bertus" not in page.content()


def test_another_moment_is_typed_and_what_is_wrong_is_said_beside_it(stage: Stage, page: Page) -> None:
    handover_id, address = stage.ask()
    page.goto(address)
    page.get_by_text("Een ander moment kiezen").click()
    page.get_by_label("Dag").fill("2099-01-05")
    page.get_by_label("Tijd").fill("14:30")
    page.get_by_label("Met wie").fill("bel 06 12345678")
    page.get_by_role("button", name="Afspraak maken").click()
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_label("Met wie").get_attribute("aria-invalid") == "true"
    assert page.get_by_label("Dag").input_value() == "2099-01-05"
    page.get_by_label("Met wie").fill("Samira")
    page.get_by_role("button", name="Afspraak maken").click()
    expect(page.locator("main")).to_contain_text("maandag 5 januari om 14.30 uur")
    assert stage.state_of(handover_id) == "accepted"


@pytest.mark.parametrize(
    ("section", "choice", "button", "state"),
    [
        ("Nee, het past nu niet", "Het zit vol", "Nee zeggen", "declined"),
        ("Een andere organisatie past beter", "Buurtwerkplaats Lombardijen", "Doorgeven", "forwarded"),
    ],
)
def test_no_and_somebody_else_are_two_taps_away(
    stage: Stage, page: Page, section: str, choice: str, button: str, state: str
) -> None:
    handover_id, address = stage.ask()
    page.goto(address)
    page.get_by_text(section).click()
    page.get_by_label(choice).check()
    page.get_by_role("button", name=button).click()
    expect(page.locator("main")).to_contain_text("Dank je wel")
    assert stage.state_of(handover_id) == state


def test_all_of_it_can_be_reached_by_keyboard_and_nothing_runs_off_the_screen(stage: Stage, page: Page) -> None:
    handover_id, address = stage.ask()
    page.goto(address)
    focused = []
    for _ in range(12):
        page.keyboard.press("Tab")
        focused.append(page.locator(":focus").first.inner_text() if page.locator(":focus").count() else "")
    for words in ("Een ander moment kiezen", "Nee, het past nu niet", "Toegankelijkheid"):
        assert any(words in text for text in focused)
    main = page.locator("main").bounding_box()
    assert main is not None
    assert main["x"] + main["width"] <= PHONE["width"]
    page.locator("button.yes").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Dank je wel")
    assert stage.state_of(handover_id) == "accepted"
