"""What is noted of each request, whoever answers it: a line in the log, a count, and the trace that it belongs to."""

import logging
import time
from http import HTTPStatus
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.platform.requests.recording import record_refusal
from api.platform.security.dependencies import CALLER_SCOPE_KEY
from api.platform.security.roles import Caller
from api.platform.status.logs import FIELDS
from api.platform.status.metrics import count_request
from api.platform.storage.outages import UNAVAILABLE, reason_of
from api.platform.tracing import begin, read_traceparent

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Others are words of who asked, and are counted and told as one."""

log = logging.getLogger("vonk.requests")


class Watched:
    """Begins the trace of a request, tells it on the answer, and notes how it ended; nothing that was sent."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        trace = read_traceparent(Headers(scope=scope).get("traceparent"))
        begin(trace)
        status = 500

        async def send_with_trace(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                told = (b"traceresponse", trace.to_header().encode())
                message["headers"] = [*message.get("headers", ()), told]
            await send(message)

        try:
            await self._app(scope, receive, send_with_trace)
        finally:
            _note(scope, status, time.perf_counter() - started)
        if status == HTTPStatus.FORBIDDEN and CALLER_SCOPE_KEY in scope:
            await _record_refusal(Request(scope))


async def _record_refusal(request: Request) -> None:
    try:
        await run_in_threadpool(record_refusal, request)
    except UNAVAILABLE as reason:
        # Nothing was done that has to be undone, so the answer stands; the line of the request tells of it too.
        log.warning("A refusal could not be recorded: %s", reason_of(reason))


def _note(scope: Scope, status: int, seconds: float) -> None:
    method = scope["method"] if scope["method"] in METHODS else "OTHER"
    route = getattr(scope.get("route"), "path_format", "-")
    count_request(method, route, status, seconds)
    if not log.isEnabledFor(logging.INFO):
        return
    ms = round(seconds * 1000, 1)
    role, key = _who(scope.get(CALLER_SCOPE_KEY))
    told = {"method": method, "route": route, "status": status, "ms": ms, "role": role, "key": key}
    log.info("%s %s %d %s ms %s %s", method, route, status, ms, role, key, extra={FIELDS: told})


def _who(caller: Caller | None) -> tuple[str, str]:
    if caller is None:
        return "nobody", "-"
    # What a token says of its holder may be a name or an address, so only keys are told.
    return caller.role, "token" if caller.is_by_token else caller.id
