"""/look: the style sheets that all pages share, with a municipality's own theme over the design tokens."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

from fastapi import APIRouter, Request, Response

from api.platform.node import Node, node_of
from api.platform.pages.settings import PageSettings
from api.platform.settings import SettingsError
from api.platform.web.answers import single

router = APIRouter(prefix="/look", include_in_schema=False)

_HERE: Final = Path(__file__).parent
_LARGEST_THEME_BYTES: Final = 1_000_000
_KEPT_SECONDS: Final = 300
# A published theme of the NL Design System holds under a class of its own, such as .utrecht-theme.
_THEME_CLASS: Final = re.compile(r"\.[A-Za-z0-9-]{1,60}-theme(?![\w-])")


class SheetName(StrEnum):
    """The style sheets."""

    THEME = "theme"
    PAGES = "pages"
    PLAN = "plan"


class StyleSheets:
    """The style sheets of this node, read once."""

    def __init__(self, theme: str) -> None:
        tokens = (_HERE / "tokens.css").read_text(encoding="utf-8")
        self.sheets = {
            SheetName.THEME: f"{tokens}{_THEME_CLASS.sub(':root', theme)}".encode(),
            SheetName.PAGES: (_HERE / "style.css").read_bytes(),
            SheetName.PLAN: (_HERE / "plan.css").read_bytes(),
        }

    @classmethod
    def of(cls, node: Node) -> Self:
        """Read the style sheets, and the theme that this node was told of; raises SettingsError."""
        file = node.settings[PageSettings].theme_css
        return cls(_read_theme(file) if file else "")


def _read_theme(file: str) -> str:
    try:
        theme = Path(file).read_bytes()[: _LARGEST_THEME_BYTES + 1]
        if len(theme) > _LARGEST_THEME_BYTES:
            raise SettingsError(f"VONK_THEME_CSS: {file} is larger than {_LARGEST_THEME_BYTES} bytes.")
        return theme.decode()
    except OSError as error:
        raise SettingsError(f"VONK_THEME_CSS: {file} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise SettingsError(f"VONK_THEME_CSS: {file} is no text in UTF-8.") from None


@router.get("/{name}.css")
async def show_style_sheet(request: Request, name: SheetName) -> Response:
    """Show one of the sheets: the tokens, how pages are made up, or how plans are drawn."""
    answer = single(request, node_of(request).part(StyleSheets).sheets[name], media_type="text/css; charset=utf-8")
    answer.headers["Cache-Control"] = f"public, max-age={_KEPT_SECONDS}"
    return answer
