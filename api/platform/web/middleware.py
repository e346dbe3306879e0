"""What every answer carries, whoever gave it; plain ASGI, because it runs for each request."""

import re
from collections.abc import Mapping
from functools import lru_cache

from fastapi import Request
from starlette.datastructures import Headers
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.platform.web.handlers import body_too_large, problem_response
from api.platform.web.problems import NotAcceptableError, ProblemError, Words
from api.platform.web.queue import QUEUE_SCOPE_KEY, is_turned_away, leave_queue, too_many_waiting
from api.platform.web.shapes import JSON_LINES

API_VERSION = "0.1.0"
RATE_LIMIT_SCOPE_KEY = "vonk.rate_limit"  # Where who counts leaves what is left, for the headers.
_ON_EVERY_ANSWER = {
    b"api-version": API_VERSION.encode(),
    # An answer may be about a client, so nothing on the way keeps one.
    b"cache-control": b"no-store",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"strict-transport-security": b"max-age=31536000; includeSubDomains",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    # Sentences come in the reader's language, and packed for who takes that.
    b"vary": b"Accept-Language, Accept-Encoding",
}
JSON = "application/json"
# What answers in another form than JSON, by how its path ends.
OTHER_FORMS = {
    ".ics": "text/calendar",
    "/stream": "text/event-stream",
    ".csv": "text/csv",
    "/match-batches": JSON_LINES,
    "/placements": JSON_LINES,
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What answers in JSON or in another form, as it is asked.
EITHER_FORM = {"/reports/participation": "text/csv"}
REMEMBERED_WISHES = 64
LONGEST_LENGTH = 18  # Digits of a content-length, of which no body can be that long.
_WEIGHT = re.compile(r"[01](\.[0-9]{0,3})?")
_ANYTHING = frozenset({"", "*/*"})


class Manners:
    """HEAD like GET, 406, 413 and 503 before any work, and the headers of the Dutch API rules on every answer."""

    def __init__(
        self, app: ASGIApp, *, max_body_bytes: int, large_bodies: Mapping[str, int], json_under: tuple[str, ...]
    ) -> None:
        self._app = app
        self._max_body_bytes = max_body_bytes
        self._large_bodies = [(compile_path(path)[0], most) for path, most in large_bodies.items()]
        self._json_under = json_under

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # The server reads its own, and has to know that a HEAD has no body.
        is_head, asked = scope["method"] == "HEAD", scope
        if is_head:
            scope = {**scope, "method": "GET"}
            scope.pop(QUEUE_SCOPE_KEY, None)

        async def send_with_manners(message: Message) -> None:
            if message["type"] == "http.response.start":
                leave_queue(asked)
                message["headers"] = _complete(message.get("headers", []), scope)
            elif is_head:
                message = {**message, "body": b""}
            await send(message)

        refusal = too_many_waiting() if is_turned_away(asked) else self._refusal(scope)
        try:
            if refusal is None:
                await self._app(scope, receive, send_with_manners)
            else:
                await problem_response(Request(scope), refusal)(scope, receive, send_with_manners)
        finally:
            leave_queue(asked)
            asked.update({**scope, "method": asked["method"]})

    def _refusal(self, scope: Scope) -> ProblemError | None:
        headers = Headers(scope=scope)
        accept = ",".join(headers.getlist("accept"))
        # Pages for people are HTML and take what a browser sends; only the API promises a form.
        if accept not in _ANYTHING and scope["path"].startswith(self._json_under):
            form = form_of(scope["path"])
            other = next((other for path, other in EITHER_FORM.items() if scope["path"].endswith(path)), form)
            if not accepts(accept, form) and not accepts(accept, other):
                return NotAcceptableError(Words(f"Wij antwoorden hier in {form}.", f"Answers here are {form}."))
        length = headers.get("content-length", "0").lstrip("0")
        if len(length) > LONGEST_LENGTH:
            return body_too_large()
        is_longer = length.isdecimal() and int(length) > self._max_body_bytes
        return body_too_large() if is_longer and int(length) > self._most_bytes(scope["path"]) else None

    def _most_bytes(self, path: str) -> int:
        return next((most for pattern, most in self._large_bodies if pattern.match(path)), self._max_body_bytes)


def _complete(headers: list[tuple[bytes, bytes]], scope: Scope) -> list[tuple[bytes, bytes]]:
    there = {name for name, _ in headers}
    missing = [(name, value) for name, value in _ON_EVERY_ANSWER.items() if name not in there]
    # A page or a calendar may say it otherwise; what it says itself stands.
    return [*headers, *missing, *scope.get(RATE_LIMIT_SCOPE_KEY, ())]


def form_of(path: str) -> str:
    """Return the form in which a path answers."""
    return next((form for ending, form in OTHER_FORMS.items() if path.endswith(ending)), JSON)


@lru_cache(maxsize=REMEMBERED_WISHES)
def accepts(accept: str, form: str) -> bool:
    """Tell whether an Accept header (RFC 9110, 12.5.1) lets an answer be of this form; what names it best decides."""
    weights = dict(_read_range(each) for each in accept.split(",") if each.strip())
    ranges = (form, f"{form.partition('/')[0]}/*", "*/*")
    return next((weights[each] for each in ranges if each in weights), 0 if weights else 1) > 0


def _read_range(text: str) -> tuple[str, float]:
    name, *parameters = (part.strip().lower() for part in text.split(";"))
    weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
    return name, float(weight) if _WEIGHT.fullmatch(weight) else 1
