from pathlib import Path

import pytest

from api.platform.pages.look import SheetName, StyleSheets
from api.platform.settings import SettingsError
from tests.service import Service, make_node

THEME = ".utrecht-theme { --basis-color-action-1-inverse-bg-default: #cc0000; }"


async def test_all_pages_take_their_colours_from_one_sheet(service: Service) -> None:
    page = await service.anonymous.get("/toegankelijkheid")
    for name in ("theme", "pages"):
        assert f'href="/look/{name}.css"' in page.text
        sheet = await service.anonymous.get(f"/look/{name}.css")
        assert (sheet.status_code, sheet.headers["content-type"]) == (200, "text/css; charset=utf-8")
        again = await service.anonymous.get(f"/look/{name}.css", headers={"If-None-Match": sheet.headers["etag"]})
        assert again.status_code == 304
    assert "style-src 'self'" in page.headers["content-security-policy"]


def test_a_municipality_puts_its_own_theme_over_it_with_one_file(tmp_path: Path) -> None:
    file = tmp_path / "theme.css"
    file.write_text(THEME, encoding="utf-8")
    node = make_node(theme_css=str(file))
    sheet = node.part(StyleSheets).sheets[SheetName.THEME].decode()
    assert sheet.endswith(THEME.replace(".utrecht-theme", ":root"))
    assert sheet.index("--basis-focus-outline-color") < sheet.index("#cc0000")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"a" * 1_000_001], ids=["absent", "no text", "too large"])
def test_a_theme_that_cannot_be_used_stops_the_start_in_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "theme.css"
    if content is not None:
        file.write_bytes(content)
    node = make_node(theme_css=str(file))
    with pytest.raises(SettingsError, match="VONK_THEME_CSS"):
        node.part(StyleSheets)
