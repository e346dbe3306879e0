"""By which number one request can be followed through every log, here and elsewhere: W3C Trace Context."""

import re
import secrets
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

LONGEST_HEADER: Final = 200
"""A later version may say more than the 55 signs of the first; what it adds is not read."""
_TRACEPARENT: Final = re.compile(
    r"(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?"
)


def _new_trace_id() -> str:
    return secrets.token_hex(16)


def _now() -> datetime:
    # Not the service's clock: that may be moved, and others read this beside their own.
    return datetime.now(UTC)


def new_span_id() -> str:
    """Return a number for one step of a trace."""
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Trace:
    """One request or piece of work: the trace that it belongs to, its own step, and the step of who asked."""

    trace_id: str = field(default_factory=_new_trace_id)
    span_id: str = field(default_factory=new_span_id)
    parent_span_id: str | None = None
    began_at: datetime = field(default_factory=_now)

    def to_header(self, span_id: str | None = None) -> str:
        """Return the `traceparent` of what is asked from here; each such step may have a number of its own."""
        # Every trace is recorded: a log of data processing that leaves some out is none.
        return f"00-{self.trace_id}-{span_id or self.span_id}-01"


_current: ContextVar[Trace | None] = ContextVar("vonk_trace", default=None)


def read_traceparent(header: str | None) -> Trace:
    """Return the trace that a request goes on with; a new one when the header is not there or says nothing good."""
    found = _TRACEPARENT.fullmatch(header[:LONGEST_HEADER]) if header else None
    # Version 00 has exactly four parts, so a fifth one there is a mistake and not the future.
    if found is None or (found[1] == "00" and found[4]):
        return Trace()
    return Trace(trace_id=found[2], parent_span_id=found[3])


def begin(trace: Trace) -> None:
    """Let what follows in this request or piece of work belong to this trace."""
    _current.set(trace)


def current() -> Trace | None:
    """Return the trace of this request or piece of work, if it has one."""
    return _current.get()


def current_or_new() -> Trace:
    """Return the trace of this request or piece of work, begun now when there was none."""
    trace = _current.get()
    if trace is None:
        trace = Trace()
        begin(trace)
    return trace
