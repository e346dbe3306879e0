"""Answers with what HTTP expects of them: a tag, a place, a link to the next page."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from api.platform.settings import NodeSettings, Settings
from api.platform.web.pagination import Page
from api.platform.web.preconditions import etag_of, matches_weakly
from api.platform.web.shapes import JSON_LINES, AnswerModel


class JsonLinesResponse(JSONResponse):
    """Tells the document in which form lines go out; each route makes them itself."""

    media_type = JSON_LINES


def body_of(answer: AnswerModel) -> bytes:
    """Return the bytes of an answer."""
    return answer.model_dump_json(by_alias=True).encode()


def single(
    request: Request,
    body: bytes,
    *,
    status: int = HTTPStatus.OK,
    location: str | None = None,
    media_type: str = "application/json",
) -> Response:
    """Answer with one resource and its tag; with 304 and no body when the caller has it already."""
    etag = etag_of(body)
    headers = {"ETag": etag} | ({"Location": location} if location else {})
    if_none_match = request.headers.get("if-none-match")
    if request.method == "GET" and if_none_match and matches_weakly(if_none_match, etag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(body, status_code=status, media_type=media_type, headers=headers)


def page(request: Request, answer: Page[Any], *, key: str = "cursor") -> Response:
    """Answer with one page, and a link to the next one that asks the same; its place in the list goes by this key."""
    headers = {}
    if answer.next_cursor:
        query = urlencode({**request.query_params, key: answer.next_cursor})
        headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
    return Response(body_of(answer), media_type="application/json", headers=headers)


def unpacked(response: Response) -> Response:
    """Return the response, never to be packed on its way: it holds what opens something."""
    response.headers["Cache-Control"] = "no-store, no-transform"
    return response


def location_of(request: Request, *parts: str) -> str:
    """Return the address of a resource of this service, as a path."""
    return "/".join((request.scope.get("root_path", ""), *parts))


def base_url_of(request: Request, settings: Settings) -> str:
    """Return where a browser finds this service: as it is configured, else as this caller found it."""
    if settings[NodeSettings].has_own_address:
        return settings[NodeSettings].base_url.rstrip("/")
    return f"{request.url.scheme}://{request.url.netloc}"
