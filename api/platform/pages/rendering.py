"""Turns a feature's template into a page under a policy that lets nothing else run or load."""

from http import HTTPStatus

from fastapi import Response
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from matching.vocabulary import Language

POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
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
    text = templates.get_template(name).render(language=language, **told)
    headers = {"Content-Security-Policy": POLICY, "Content-Language": language, "X-Robots-Tag": "noindex"}
    return Response(text, status_code=status, media_type="text/html", headers=headers)
