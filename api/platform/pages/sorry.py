"""What did not work, told on a page to a person with a browser; a program gets the problem as it is."""

from http import HTTPStatus

import orjson
from fastapi import Request, Response

from api.platform.pages.rendering import open_templates, render_page
from api.platform.web.language import choose_language

TEMPLATES = open_templates("api.platform.pages")


def tell_on_page(request: Request, answer: Response) -> Response:
    """Return this problem as a page, where a page was asked for."""
    if "text/html" not in request.headers.get("accept", ""):
        return answer
    told = orjson.loads(answer.body)
    language = choose_language(request.headers.get("accept-language"))
    page = render_page(TEMPLATES, "sorry.html", language, status=HTTPStatus(answer.status_code), told=told)
    kept = {name: value for name, value in answer.headers.items() if name in {"allow", "retry-after"}}
    page.headers.update(kept)
    return page
