"""A browser, and a server to look at with it."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from api.platform.schema import migrate
from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.browser.chromium import open_browser
from tests.browser.stage import Stage
from tests.processes.server import serving
from tests.service import an_offer, make_actor
from tests.waiting import ONLY_A_HANG_MILLISECONDS, ONLY_A_HANG_SECONDS

expect.set_options(timeout=ONLY_A_HANG_MILLISECONDS)

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    assert browser.is_connected()
    url = f"sqlite:///{tmp_path_factory.mktemp('reply') / 'vonk.db'}"
    database = Database(url)
    migrate(database)
    client = httpx.AsyncClient()
    partner, other = (
        make_actor(client, database, Role.PARTNER, name) for name in ("De Focus", "Buurtwerkplaats Lombardijen")
    )
    coach = make_actor(client, database, Role.COACH, "Coaches")
    database.close()
    with serving(url, VONK_SELF_REFERRAL="1", VONK_PUBLIC_CATALOGUE="1") as (address, _):
        made = httpx.post(
            f"{address}/v1/offers",
            json=an_offer(),
            headers={"Authorization": f"Bearer {partner.key}"},
            timeout=ONLY_A_HANG_SECONDS,
        ).json()
        yield Stage(address, coach, partner, other, made["id"])


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=request.param, locale="nl-NL")
    context.set_default_timeout(ONLY_A_HANG_MILLISECONDS)
    yield context.new_page()
    context.close()
