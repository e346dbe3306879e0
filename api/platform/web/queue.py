"""How many requests wait for an answer in this process; beyond a number or a time, they are told to come again."""

import time
from collections.abc import MutableMapping
from typing import Any, Final

from prometheus_client import Counter, Gauge

from api.platform.web.problems import UnavailableError, Words

QUEUE_SCOPE_KEY: Final = "vonk.queue"
"""Where a request that was counted carries the queue that it leaves when its answer begins."""
_TURNED_AWAY_SCOPE_KEY: Final = "vonk.turned_away"
_ARRIVED_SCOPE_KEY: Final = "vonk.arrived"
QUEUE_STATE_KEY: Final = "queue"
PROBES: Final = frozenset({"/healthz", "/readyz", "/metrics"})
"""What watches over a node is never turned away."""
_RETRY_SECONDS: Final = 1
_TURNED_AWAY: Final = Counter("vonk_turned_away_total", "Requests told to come again, for too many were waiting.")
_WAITING: Final = Gauge("vonk_requests_waiting", "Requests that wait for an answer now.", multiprocess_mode="livesum")


class Queue:
    """The requests that have arrived whole and have no answer yet.

    Who is answered late has often gone by then, and the work was for nobody: a short queue keeps every answer in time.
    """

    def __init__(self, most: int, longest_wait_seconds: float) -> None:
        self._most = most
        self._longest_wait_seconds = longest_wait_seconds
        self._waiting = 0

    def enter(self, scope: MutableMapping[str, Any]) -> None:
        """Let a request wait, or mark it to be turned away."""
        if scope["path"] in PROBES:
            return
        if self._waiting >= self._most:
            scope[_TURNED_AWAY_SCOPE_KEY] = True
            _TURNED_AWAY.inc()
            return
        self._waiting += 1
        _WAITING.inc()
        scope[_ARRIVED_SCOPE_KEY] = time.monotonic()
        scope[QUEUE_SCOPE_KEY] = self

    def has_kept_waiting(self, scope: MutableMapping[str, Any]) -> bool:
        """Tell whether a request waited for too long before its turn came.

        How long a number of them waits hangs on how fast the machine is just now: a slow one answered after a minute.
        What waits unread by this process is no longer under way than what it read, so an answer comes within about
        twice this time and the work itself.
        """
        is_late: bool = time.monotonic() - scope[_ARRIVED_SCOPE_KEY] > self._longest_wait_seconds
        if is_late:
            _TURNED_AWAY.inc()
        return is_late

    def leave(self) -> None:
        """Let a request go."""
        self._waiting -= 1
        _WAITING.dec()


def leave_queue(scope: MutableMapping[str, Any]) -> None:
    """Let the request go, if it waits: its answer begins, or nobody waits for it any more."""
    queue: Queue | None = scope.pop(QUEUE_SCOPE_KEY, None)
    if queue is not None:
        queue.leave()


def is_turned_away(scope: MutableMapping[str, Any]) -> bool:
    """Tell whether a request is to come again: too many waited when it came, or it waited for too long."""
    queue: Queue | None = scope.get(QUEUE_SCOPE_KEY)
    return _TURNED_AWAY_SCOPE_KEY in scope or (queue is not None and queue.has_kept_waiting(scope))


def too_many_waiting() -> UnavailableError:
    """Return the error for who is turned away."""
    return UnavailableError(
        Words(
            "Het is hier even te druk. Probeer het zo weer.", "It is too busy here for a moment. Try again in a second."
        ),
        headers={"Retry-After": str(_RETRY_SECONDS)},
    )
