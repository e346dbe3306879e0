"""Every page of the demo, as narrow as a telephone and as wide as a wall: axe finds nothing, and nothing is cut off."""

from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser

from api.operating.demo import make_host_path, prepare
from api.platform.clock import Clock
from api.platform.schema import migrate
from api.platform.security.roles import Role
from tests.browser.holding import require_good
from tests.handovers.arranging import a_request
from tests.processes.server import serving
from tests.service import SECRET_KEYS, make_node
from tests.waiting import ONLY_A_HANG_MILLISECONDS, ONLY_A_HANG_SECONDS

# The narrowest and the widest; a telephone of 390 and a desk of 1280 are held by the tests of each page.
SIZES = ((320, 700), (1920, 1080))
SEATS = (0, 5, 30)
CLIENT = {"interests": ["iets met hout", "koken"], "location": {"postcode": "3073XY"}, "dayParts": ["mon-morning"]}
NOWHERE = ("nowhere", "tables/x/board", "tables/x/host", "tables/new", "reply/x", "partner/x", "reports/x", "offers/x")


class Demo:
    """The demo on a server, asked with its keys."""

    def __init__(self, at: str, keys: Mapping[Role, str], host_path: str) -> None:
        self.at, self.host_key, self._keys = at, host_path.partition("?")[2], keys

    def send(self, role: Role, method: str, path: str, body: Any = None) -> dict[str, Any]:
        """Send a request with the key of this role."""
        headers = {"Authorization": f"Bearer {self._keys[role]}"}
        url = f"{self.at}/v1{path}"
        answer = httpx.request(method, url, json=body, headers=headers, timeout=ONLY_A_HANG_SECONDS)
        assert answer.is_success, answer.text
        told: dict[str, Any] = answer.json() if answer.content else {}
        return told

    def table_pages(self, seats: int) -> Iterator[str]:
        """Make a table with so many seats; the addresses of its pages."""
        today = Clock().today().isoformat()
        table = self.send(Role.HOST, "POST", "/tables", {"name": "Matchingtafel", "on": today})
        self.send(Role.HOST, "PUT", f"/tables/{table['id']}/offers", {"postcode": "3073XY", "radiusKm": 2})
        for number in range(1, seats + 1):
            self.send(Role.HOST, "PUT", f"/tables/{table['id']}/clients/K{number}", CLIENT)
        board = f"{self.at}/tables/{table['boardUrl'].rpartition('/tables/')[2]}"
        yield from (board, f"{board}&print=1", f"{self.at}/tables/{table['id']}/host?{self.host_key}")
        for step in ("offers", "seats/new", "end", *(["seats/K1", "handovers/K1"] if seats else [])):
            yield f"{self.at}/tables/{table['id']}/host/{step}?{self.host_key}"

    def partner_pages(self) -> Iterator[str]:
        """Make an address for the partner; its pages, and what its handover and its offer open."""
        me = self.send(Role.PARTNER, "GET", "/me")["organizationId"]
        offers = self.send(Role.PARTNER, "GET", "/offers?limit=100")["items"]
        offer = next(each["id"] for each in offers if each["organizationId"] == me)
        made = self.send(Role.PARTNER, "POST", f"/organizations/{me}/page-links")["url"].rpartition("/")[2]
        page = f"{self.at}/partner/{made}"
        yield from (page, f"{page}/new", f"{page}/list", f"{page}/offers/{offer}", f"{self.at}/offers/{offer}")
        asked = self.send(Role.COACH, "POST", "/handovers", a_request(offer))["id"]
        reply = self.send(Role.COACH, "POST", f"/handovers/{asked}/reply-links")["url"].rpartition("/")[2]
        report = self.send(Role.ADMIN, "POST", "/report-links")["url"].rpartition("/")[2]
        yield from (f"{self.at}/reply/{reply}", f"{self.at}/reports/{report}")


@pytest.fixture(scope="module")
def addresses(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ...]]:
    assert browser.is_connected()
    url = f"sqlite:///{tmp_path_factory.mktemp('pages') / 'vonk.db'}"
    node = make_node(database_url=url)
    migrate(node.database)
    keys, host_path = prepare(node), make_host_path(node)
    node.database.close()
    settings = {"VONK_SECRET_KEYS": SECRET_KEYS, "VONK_TRY_KEY": keys[Role.COACH], "VONK_PUBLIC_CATALOGUE": "1"}
    with serving(url, VONK_SELF_REFERRAL="1", **settings) as (at, _):
        demo = Demo(at, keys, host_path)
        own = [f"{at}/", f"{at}/try", f"{at}/toegankelijkheid", f"{at}{host_path}"]
        tables = [page for seats in SEATS for page in demo.table_pages(seats)]
        yield (*own, *tables, *demo.partner_pages(), *(f"{at}/{each}" for each in NOWHERE))


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_page_is_good_at_every_width(
    browser: Browser, addresses: tuple[str, ...], width: int, height: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height}, locale="nl-NL")
    context.set_default_timeout(ONLY_A_HANG_MILLISECONDS)
    page = context.new_page()
    for address in addresses:
        page.goto(address)
        require_good(page)
    context.close()
