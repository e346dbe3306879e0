"""Turns a feature's template into a page under a policy that lets nothing else run or load."""

import base64
import hashlib
from http import HTTPStatus
from pathlib import Path

from fastapi import Response
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from matching.vocabulary import Language

STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def open_templates(*packages: str) -> Environment:
    """Open the templates of a feature, with the layout that all pages share."""
    return Environment(
        loader=ChoiceLoader([PackageLoader(each) for each in (*packages, "api.platform.pages")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_page(
    templates: Environment, name: str, language: Language, *, status: HTTPStatus = HTTPStatus.OK, **told: object
) -> Response:
    """Render the page in the reader's language."""
    text = templates.get_template(name).render(style=Markup(STYLE), language=language, **told)  # noqa: S704 - our own file
    headers = {"Content-Security-Policy": POLICY, "Content-Language": language, "X-Robots-Tag": "noindex"}
    return Response(text, status_code=status, media_type="text/html", headers=headers)
