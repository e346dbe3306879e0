"""Answers that begin while the question still comes in; neither what is read nor what is told is ever held whole."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Final

from anyio import create_task_group
from anyio.lowlevel import checkpoint
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from api.platform.web.handlers import body_too_large
from api.platform.web.lines import LineCutter, NumberedLine

READ_AHEAD_BYTES: Final = 1_000_000
"""As much as any other request may send: who listens only once all is sent can send so much."""

Answering = Callable[[AsyncIterator[NumberedLine]], AsyncIterator[bytes]]


class ReadAhead:
    """A body that is read a little before it is used, so that a sender need not listen yet, and so far only."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._parts: deque[bytes] = deque()
        self._held_bytes = 0
        self._has_ended = self._is_too_large = False
        self._has_news, self._has_room = asyncio.Event(), asyncio.Event()

    async def read(self) -> None:
        """Read until the sender is gone: only who goes on reading hears of that."""
        while (message := await self._receive_within_limit())["type"] == "http.request":
            self._put(message.get("body", b""), has_more=message.get("more_body", False))
            # When nothing more comes there is nothing to hold: what is waited for is the end of the connection.
            if self._held_bytes > READ_AHEAD_BYTES and not self._has_ended:
                self._has_room.clear()
                await self._has_room.wait()

    async def lines(self) -> AsyncIterator[NumberedLine]:
        """Yield line after line as they arrive; raises BodyTooLargeError after the last of a body without an end."""
        lines = LineCutter()
        while self._parts or not self._has_ended:
            while self._parts:
                for line in lines.cut(self._take()):
                    yield line
            if not self._has_ended:
                self._has_news.clear()
                await self._has_news.wait()
        if self._is_too_large:
            raise body_too_large()
        for line in lines.end():
            yield line

    async def _receive_within_limit(self) -> Message:
        try:
            return await self._receive()
        except HTTPException:
            self._is_too_large = True
            return {"type": "http.request"}

    def _put(self, part: bytes, *, has_more: bool) -> None:
        if part:
            self._parts.append(part)
            self._held_bytes += len(part)
        self._has_ended = not has_more
        self._has_news.set()

    def _take(self) -> bytes:
        part = self._parts.popleft()
        self._held_bytes -= len(part)
        if self._held_bytes <= READ_AHEAD_BYTES:
            self._has_room.set()
        return part


class DuplexResponse(Response):
    """Tells what `answering` makes of the lines of the body; a slow reader slows the reading, one who left ends it."""

    def __init__(self, answering: Answering, *, media_type: str, headers: Mapping[str, str]) -> None:
        self._answering = answering
        self.status_code, self.media_type, self.background = 200, media_type, None
        self.init_headers(headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as ASGI calls it
        """Answer one request."""
        ahead = ReadAhead(receive)
        async with create_task_group() as group:

            async def read_until_gone() -> None:
                await ahead.read()
                group.cancel_scope.cancel()

            group.start_soon(read_until_gone)
            # The body is asked for first: a sender may wait for that, and no longer does once the answer begins.
            await checkpoint()
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            async for told in self._answering(ahead.lines()):
                await send({"type": "http.response.body", "body": told, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            group.cancel_scope.cancel()
