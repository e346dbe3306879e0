"""A resident with a phone asks for himself, sees the answer, and stops; axe finds nothing on the way."""

from playwright.sync_api import Page, expect

from tests.browser.holding import press, require_good
from tests.browser.stage import Stage
from tests.handovers.arranging import APPOINTMENT


def fill_in(stage: Stage, page: Page) -> str:
    """Fill in the form on the page of the offer and send it; the id of what the partner received."""
    page.goto(f"{stage.address}/offers/{stage.offer_id}")
    page.get_by_label("Je voornaam").fill("Rania")
    page.get_by_label("Je telefoonnummer").fill("06 12345678")
    page.get_by_label("dinsdagmiddag").check()
    page.get_by_label("Wil je nog iets vertellen?").fill("Ik werk graag met mijn handen.")
    page.get_by_label("Ik vind het goed").check()
    press(page, page.get_by_role("button", name="Vraag versturen"))
    newest = stage.send(stage.partner, "GET", "/handovers?limit=500")["items"][-1]
    assert newest["selfReferral"] is True
    return str(newest["id"])


def say(stage: Stage, handover_id: str, **event: object) -> None:
    """Say as the partner what happened."""
    stage.send(stage.partner, "POST", f"/handovers/{handover_id}/events", event)


def test_from_the_card_to_an_appointment_and_back(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.address}/offers/{stage.offer_id}")
    require_good(page)
    page.get_by_role("link", name="Ik wil meedoen").click()
    expect(page.get_by_role("heading", name="Wil je meedoen?")).to_be_in_viewport()
    press(page, page.get_by_role("button", name="Vraag versturen"))
    require_good(page)
    told = page.get_by_role("alert")
    expect(told).to_be_focused()
    for field in ("first_name", "phone", "agree"):
        told.locator(f'a[href="#{field}"]').click()
        expect(page.locator(f"#{field}")).to_be_focused()
    handover_id = fill_in(stage, page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Je vraag is verstuurd")
    require_good(page)
    say(stage, handover_id, type="ask", text="Kan het ook op dinsdag?")
    page.reload()
    require_good(page)
    press(page, page.get_by_role("button", name="Antwoord sturen"))
    require_good(page)
    page.get_by_label("Jouw antwoord").fill("Ja, graag.")
    press(page, page.get_by_role("button", name="Antwoord sturen"))
    say(stage, handover_id, type="accept", appointment=APPOINTMENT)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je bent welkom")
    expect(page.get_by_role("link", name="Zet de afspraak in je agenda")).to_be_visible()
    require_good(page)
    press(page, page.get_by_role("button", name="Stoppen en alles wissen"))
    require_good(page)
    press(page, page.get_by_role("button", name="Ja, wis alles"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Alles is gewist")
    require_good(page)
    assert "Rania" not in page.content()


def test_a_no_and_an_address_that_does_not_work(stage: Stage, page: Page) -> None:
    handover_id = fill_in(stage, page)
    say(stage, handover_id, type="decline", reason="full")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Het past nu niet")
    require_good(page)
    page.goto(f"{stage.address}/asked/x")
    require_good(page)


def test_the_reply_page_about_a_resident_speaks_of_no_coach(stage: Stage, page: Page) -> None:
    handover_id = fill_in(stage, page)
    link = stage.send(stage.partner, "POST", f"/handovers/{handover_id}/reply-links")["url"]
    page.goto(stage.address + "/reply/" + link.rpartition("/")[2])
    require_good(page)
    press(page, page.locator("button.yes").first)
    require_good(page)
    expect(page.locator("main")).not_to_contain_text("coach")
