"""Turns a feature's template into a page under a policy that lets nothing else run or load."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Response
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from api.platform.web.problems import Words
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


def render_form(
    templates: Environment,
    name: str,
    language: Language,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    wrong: Mapping[str, Words],
    **told: object,
) -> Response:
    """Render a page with a form, and beside each field what is not right yet; a page with any of that is a 400."""
    said = {field: words.in_language(language) for field, words in wrong.items()}
    status = HTTPStatus.BAD_REQUEST if said and status is HTTPStatus.OK else status
    return render_page(templates, name, language, status=status, wrong=said, **told)
