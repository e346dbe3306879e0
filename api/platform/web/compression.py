"""Answers in gzip for who takes them: whole ones of some size, and none whose length could tell a secret."""

import gzip
from functools import lru_cache

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEAST_BYTES = 1_000
"""Less fits in one packet as it is."""
LEVEL = 1
"""Of nine: on an answer with ten matches it takes a third of the time of the sixth, and is a fifth larger."""
MOST_AT_ONCE = 64_000
"""More than this is packed in a thread, so that nobody waits for it in the event loop."""
_FORMS = ("application/json", "text/csv")
_CODING = "gzip"


class Compressing:
    """Packs what an application answers.

    What has a strong tag stays as it is, for the tag is of its bytes; so do streams, which have to arrive at once, and
    what says `no-transform`: beside words that a stranger chooses, the length of a secret tells of it (BREACH).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not _is_taken(scope):
            await self._app(scope, receive, send)
            return
        started: Message | None = None

        async def send_packed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start" and _may_be_packed(message):
                started = message
                return
            if started is not None:
                start, started = started, None
                if not message.get("more_body", False) and len(message.get("body", b"")) >= LEAST_BYTES:
                    message = await _pack(start, message)
                await send(start)
            await send(message)

        await self._app(scope, receive, send_packed)


def _is_taken(scope: Scope) -> bool:
    asked = next((value for name, value in scope["headers"] if name == b"accept-encoding"), b"")
    return takes_gzip(asked.decode("latin-1"))


@lru_cache(maxsize=64)
def takes_gzip(asked: str) -> bool:
    """Tell whether an Accept-Encoding header (RFC 9110, 12.5.3) takes gzip."""
    weights = {}
    for each in asked.lower().split(","):
        coding, _, weight = each.replace(" ", "").partition(";q=")
        weights[coding] = weight
    told = weights.get(_CODING, weights.get("*", "0"))
    return not told or told.strip("0.") != ""


def _may_be_packed(start: Message) -> bool:
    headers = MutableHeaders(raw=list(start["headers"]))
    return (
        start["status"] == 200  # noqa: PLR2004 - what is made, or goes wrong, is short
        and headers.get("content-type", "").startswith(_FORMS)
        and not {"content-encoding", "etag"} & set(headers.keys())
        and "no-transform" not in headers.get("cache-control", "")
    )


async def _pack(start: Message, message: Message) -> Message:
    body: bytes = message["body"]
    if len(body) > MOST_AT_ONCE:
        packed = await run_in_threadpool(gzip.compress, body, LEVEL, mtime=0)
    else:
        packed = gzip.compress(body, LEVEL, mtime=0)
    headers = MutableHeaders(raw=start["headers"])
    headers["Content-Encoding"], headers["Content-Length"] = _CODING, str(len(packed))
    return {**message, "body": packed}
