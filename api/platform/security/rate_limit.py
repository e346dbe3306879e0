"""A ceiling on requests per caller and minute, told in the RateLimit fields (IETF draft 11)."""

import time
from typing import Self

from starlette.types import Scope

from api.platform.node import Node
from api.platform.security.settings import AccessSettings
from api.platform.web.problems import TooManyRequestsError, Words

WINDOW_SECONDS = 60
LARGEST_NUMBER_OF_CALLERS = 50_000

RateLimitHeaders = list[tuple[bytes, bytes]]


def address_of(scope: Scope) -> str:
    """Return whom to count a request for that no good key came with: the address that it came from."""
    client = scope.get("client")
    return f"address:{client[0] if client else ''}"


class RateLimit:
    """Counts each caller's requests in windows of one minute, in this process."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._policy = f'"default";q={per_minute};w={WINDOW_SECONDS}'.encode()
        self._window = 0
        self._used: dict[str, int] = {}

    @classmethod
    def of(cls, node: Node) -> Self:
        """Make the counter of this node."""
        return cls(node.settings[AccessSettings].rate_limit_per_minute)

    def count(self, caller_id: str, *, times: int = 1) -> RateLimitHeaders:
        """Count one request, for as many as it costs, and give its headers; raises TooManyRequestsError."""
        wait_seconds = self._turn_window()
        used = self._used.get(caller_id, 0) + times
        self._used[caller_id] = used
        if used > self._per_minute:
            raise TooManyRequestsError(
                Words(f"Probeer het over {wait_seconds} seconden weer.", f"Try again in {wait_seconds} seconds."),
                headers={"Retry-After": str(wait_seconds)},
            )
        left = f'"default";r={self._per_minute - used};t={wait_seconds}'.encode()
        return [(b"ratelimit-policy", self._policy), (b"ratelimit", left)]

    def seconds_to_wait(self, caller_id: str) -> int:
        """Tell how long a caller who waits instead of being refused has to: none while something is left."""
        wait_seconds = self._turn_window()
        return 0 if self._used.get(caller_id, 0) < self._per_minute else wait_seconds

    def _turn_window(self) -> int:
        """Begin a new minute where it is time, and tell for how many seconds this one lasts."""
        # Not the service's clock: a setting may move that.
        window, seconds = divmod(int(time.monotonic()), WINDOW_SECONDS)
        # A bound on memory: whoever makes up callers starts everyone's minute anew, and no more.
        if window != self._window or len(self._used) > LARGEST_NUMBER_OF_CALLERS:
            self._used.clear()
            self._window = window
        return WINDOW_SECONDS - seconds
