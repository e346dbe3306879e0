"""Counts and times of requests, for Prometheus; the route is named, never the address that was asked."""

import logging
import time
from functools import lru_cache

from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUESTS = Counter("vonk_requests_total", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram("vonk_request_seconds", "Time to answer.", ["route"], buckets=(0.001, 0.005, 0.02, 0.1, 0.5, 2))

# Methods and statuses are few and a route is named by its path in the document, so what is kept is little.
_requests = lru_cache(REQUESTS.labels)
_seconds = lru_cache(SECONDS.labels)

log = logging.getLogger("vonk.requests")


class RequestMetrics:
    """Counts, times and logs each request: method, route, status and milliseconds, and nothing that was sent."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, and count it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        method = scope["method"]
        try:
            await self._app(scope, receive, send_and_note)
        finally:
            seconds = time.perf_counter() - started
            route = getattr(scope.get("route"), "path_format", "-")
            _requests(method, route, status).inc()
            _seconds(route).observe(seconds)
            log.info("%s %s %s %.1f ms", method, route, status, seconds * 1000)
