"""Somebody tries it without writing code and without a script, from a wish to a handover; axe finds nothing."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from api.platform.schema import migrate
from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.browser.holding import press, require_good
from tests.processes.server import serving
from tests.service import an_offer, make_actor
from tests.waiting import ONLY_A_HANG_SECONDS


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert browser.is_connected()
    url = f"sqlite:///{tmp_path_factory.mktemp('trying') / 'vonk.db'}"
    database = Database(url)
    migrate(database)
    client = httpx.AsyncClient()
    coach = make_actor(client, database, Role.COACH, "Coaches")
    partner = make_actor(client, database, Role.PARTNER, "De Focus")
    database.close()
    with serving(url, VONK_TRY_KEY=coach.key) as (at, _):
        for title in ("Timmeren", "Meubels maken"):
            headers = {"Authorization": f"Bearer {partner.key}"}
            httpx.post(
                f"{at}/v1/offers", json=an_offer(title=title), headers=headers, timeout=ONLY_A_HANG_SECONDS
            ).raise_for_status()
        yield at


def test_from_a_wish_to_a_handover(address: str, page: Page) -> None:
    page.goto(f"{address}/try")
    require_good(page)
    page.get_by_label("Wat doet iemand graag?").fill("iets met hout\nknutsln")
    page.get_by_label("Wat liever niet?").fill("bel 06 12345678")
    press(page, page.get_by_role("button", name="Zoek wat past"))
    require_good(page)
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Wat liever niet?").fill("drukte")
    page.get_by_label("Geluid en drukte").press("ArrowLeft")
    for label in ("maandagochtend", "woensdagmiddag"):
        page.get_by_label(label).uncheck()
    page.get_by_label("Postcode").fill("")
    press(page, page.get_by_role("button", name="Zoek wat past"))
    require_good(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit past")
    press(page, page.get_by_role("button", name="knutselen"))
    expect(page.get_by_label("Wat doet iemand graag?")).to_have_value("iets met hout\nknutselen")
    press(page, page.get_by_role("button", name="Maak een warme overdracht").first)
    require_good(page)
    press(page, page.get_by_role("button", name="Vraag de overdracht"))
    require_good(page)
    page.get_by_label("Deze persoon vindt het goed").check()
    press(page, page.get_by_role("button", name="Vraag de overdracht"))
    require_good(page)
    press(page, page.get_by_role("link", name="Bekijk die pagina"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Wil jij kennismaken?")
