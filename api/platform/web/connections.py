"""How a request arrives and how its answer leaves: in time, and with a head of a sane size.

The server itself would wait and keep for ever.
"""

import asyncio
from typing import cast

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.platform.web.queue import QUEUE_STATE_KEY, Queue, leave_queue

MOST_CONNECTIONS = 800
"""Of one process: most systems give it 1,024 open files, and the database and the jobs need some of them."""
MOST_HEAD_BYTES = 65_536
"""Address and headers together; a long token is 2 kB, and proxies stop at 8 to 32 kB."""
ARRIVES_WITHIN_SECONDS = 30.0
"""From its first byte to its last, or to the next megabyte: a megabyte takes 3 seconds on a line of 3 Mbit/s."""
MUCH_BYTES = 1_000_000
LEAVES_WITHIN_SECONDS = 120.0
"""So long an answer waits for a reader who takes nothing of it: what the system holds for a reader is 2 MB or so."""

_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: application/problem+json\r\n"
    b"content-length: 117\r\nconnection: close\r\n\r\n"
    b'{"type":"about:blank","title":"Request Header Fields Too Large","status":431,"detail":"'
    b'The head is over 65536 bytes"}'
)


class PunctualHttp(HttpToolsProtocol):
    """The HTTP of uvicorn, with an end to how long a request may take to arrive, and to how large its head may be."""

    _head_bytes = 0
    _is_in_head = True
    _arrived_bytes = 0
    _was_held_back = False
    _deadline: asyncio.TimerHandle | None = None
    _leaving_deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, unless there are as many as this process can hold."""
        super().connection_made(transport)
        # Closed without a word: an answer would take the very resources that are gone.
        if len(self.connections) > MOST_CONNECTIONS:
            transport.close()
            return
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Read on; a head that does not end is answered at once."""
        super().data_received(data)
        if not self._is_in_head:
            return
        self._head_bytes += len(data)
        if self._head_bytes > MOST_HEAD_BYTES:
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    def on_message_begin(self) -> None:
        """Expect the rest of a request in time."""
        self._is_in_head, self._head_bytes = True, 0
        self._expect()
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header; what comes after the body is read by nobody."""
        if self._is_in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin to answer."""
        self._is_in_head = False
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take more of the body, and note how it goes."""
        super().on_body(body)
        self._arrived_bytes += len(body)
        self._was_held_back |= self.flow.read_paused

    def on_message_complete(self) -> None:
        """Let the whole request wait for its turn, if it is not answered already."""
        self._expect_no_more()
        if self._queue and not self.cycle.response_started:
            self._queue.enter(cast("Scope", self.cycle.scope))
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Wait for a reader who is slow, but not for ever."""
        super().pause_writing()
        self._leaving_deadline = self.loop.call_later(LEAVES_WITHIN_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on with an answer."""
        self._wait_for_no_reader()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing any more; what was sent ahead and not begun leaves the queue."""
        self._expect_no_more()
        self._wait_for_no_reader()
        for cycle, _ in self.pipeline:
            leave_queue(cast("Scope", cycle.scope))
        super().connection_lost(exc)

    @property
    def _queue(self) -> Queue | None:
        return self.app_state.get(QUEUE_STATE_KEY)

    def _expect(self) -> None:
        self._expect_no_more()
        self._arrived_bytes, self._was_held_back = 0, self.flow.read_paused
        self._deadline = self.loop.call_later(ARRIVES_WITHIN_SECONDS, self._close_unless_it_goes_on)

    def _close_unless_it_goes_on(self) -> None:
        """Let go of who sends too slowly, but for who was held back, and who is answered already while sending."""
        is_answered = self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete
        if self._was_held_back or self._arrived_bytes >= (1 if is_answered else MUCH_BYTES):
            self._expect()
        else:
            self.transport.close()

    def _wait_for_no_reader(self) -> None:
        if self._leaving_deadline is not None:
            self._leaving_deadline.cancel()
            self._leaving_deadline = None

    def _expect_no_more(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
