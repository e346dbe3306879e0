"""The reply page for everyone: axe finds nothing in any form and any state, on a phone and on a wide screen."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.holding import press, require_good
from tests.browser.stage import Stage
from tests.handovers.arranging import TODAY

FORMS = ("appointment", "call", "decline", "forward", "ask")
# What each form holds when it is sent with nothing filled in, or with a number that does not belong there.
EMPTY_FIELDS = {"call": ("before",), "appointment": ("place", "with"), "ask": ("text",)}
WRONG_FIELDS = {"appointment": ("day", "place", "with"), "call": ("before",), "ask": ("text",)}
EVENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "withdrawn": ("coach", {"type": "withdraw"}),
    "paused": ("coach", {"type": "pause"}),
}


def test_the_question_and_each_form_in_every_state(stage: Stage, page: Page) -> None:
    _, address = stage.ask()
    page.goto(address)
    require_good(page)
    for form in FORMS:
        page.goto(address)
        press(page, page.locator(f'a[href="?answer={form}"]'))
        require_good(page)
        for field in EMPTY_FIELDS.get(form, ()):
            page.locator(f"#{field}").fill("")
        press(page, page.locator(f'button[value="{form}"]'))
        require_good(page)
        told = page.get_by_role("alert")
        expect(told).to_be_focused()
        assert page.title().startswith("Nog even kijken")
        for field in WRONG_FIELDS.get(form, ("reason" if form == "decline" else "organization",)):
            told.locator(f'a[href="#{field}"]').click()
            assert page.locator(":focus").get_attribute("name") == field
            expect(page.locator(f"#{field}-error")).to_be_visible()


def test_what_is_answered_and_how_it_goes_on(stage: Stage, page: Page) -> None:
    handover_id, address = stage.ask()
    page.goto(address)
    press(page, page.locator("button.yes").first)
    require_good(page)
    page.goto(address)
    require_good(page)
    press(page, page.get_by_role("button", name="Toch iets anders antwoorden"))
    require_good(page)
    press(page, page.locator('a[href="?answer=decline"]'))
    page.get_by_label("Deze persoon is al bij ons").check()
    press(page, page.get_by_role("button", name="Nee zeggen"))
    require_good(page)
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Je koos: Deze persoon is al bij ons.")
    expect(page.get_by_role("link", name="Haal de afspraak uit je agenda")).to_be_visible()
    require_good(page)
    assert stage.state_of(handover_id) == "declined"


@pytest.mark.parametrize("state", EVENTS)
def test_what_somebody_else_did(stage: Stage, page: Page, state: str) -> None:
    handover_id, address = stage.ask()
    page.goto(address)
    press(page, page.locator("button.yes").first)
    stage.send(stage.coach, "POST", f"/handovers/{handover_id}/events", EVENTS[state][1])
    page.goto(address)
    require_good(page)
    expect(page.locator(".notice")).to_contain_text("gaat niet door")
    assert "al een antwoord" not in page.title()


def test_a_question_and_its_answer(stage: Stage, page: Page) -> None:
    handover_id, address = stage.ask()
    page.goto(f"{address}?answer=ask")
    page.locator("#text").fill("Kan het ook op een dinsdag?")
    press(page, page.get_by_role("button", name="Vraag stellen"))
    require_good(page)
    stage.send(stage.coach, "POST", f"/handovers/{handover_id}/events", {"type": "answer", "text": "Ja hoor."})
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Ja hoor.")
    require_good(page)


def test_a_link_that_does_not_work(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.address}/reply/x")
    require_good(page)


def test_days_are_said_in_words(stage: Stage, page: Page) -> None:
    _, address = stage.ask()
    for path in ("", "?answer=appointment", "?answer=call"):
        page.goto(address + path)
        assert not re.search(r"\b20\d\d-\d\d-\d\d\b", page.locator("main").inner_text())
    page.goto(f"{address}?answer=appointment")
    page.locator("#day").fill(str(TODAY + timedelta(days=40000)))
    page.locator("#time").fill("10:00")
    press(page, page.get_by_role("button", name="Afspraak maken"))
    expect(page.locator("#day-error")).to_have_text("De toestemming geldt tot en met 31 december 2099.")
