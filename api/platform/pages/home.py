"""/: where a person or a program that comes without an address is led to what is there."""

from http import HTTPStatus

import orjson
from fastapi import APIRouter, Request, Response

from api.platform.feature import Features
from api.platform.node import node_of
from api.platform.pages.rendering import open_templates, render_page
from api.platform.requests.dependencies import LanguageDep

LINKS = {
    "document": "/v1/openapi.json",
    "documentation": "/docs",
    "openReferral": "/hsds/",
    "accessibility": "/toegankelijkheid",
    "health": "/healthz",
}
router = APIRouter(include_in_schema=False)
TEMPLATES = open_templates("api.platform.pages")


@router.get("/")
async def show_home(request: Request, language: LanguageDep) -> Response:
    """Show a page to a browser, and links to everyone else."""
    vary = {"Vary": "Accept, Accept-Language, Accept-Encoding"}
    if "text/html" in request.headers.get("accept", ""):
        node = node_of(request)
        found = [feature.way_in(node.settings) for feature in node.part(Features) if feature.way_in]
        ways = [(way.path, way.words.in_language(language)) for way in found if way]
        page = render_page(TEMPLATES, "home.html", language, links=LINKS, ways=ways)
        page.headers.update(vary)
        return page
    body = orjson.dumps({"name": "Vonk", "links": LINKS})
    return Response(body, status_code=HTTPStatus.OK, media_type="application/json", headers=vary)
