"""Counts and times of requests, for Prometheus; the route is named, never the address that was asked."""

from functools import lru_cache

from prometheus_client import Counter, Histogram

REQUESTS = Counter("vonk_requests_total", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram("vonk_request_seconds", "Time to answer.", ["route"], buckets=(0.001, 0.005, 0.02, 0.1, 0.5, 2))

# Methods and statuses are few and a route is named by its path in the document, so what is kept is little.
_requests = lru_cache(REQUESTS.labels)
_seconds = lru_cache(SECONDS.labels)


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count one request, and the time that it took."""
    _requests(method, route, status).inc()
    _seconds(route).observe(seconds)
