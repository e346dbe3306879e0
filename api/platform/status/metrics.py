"""Counts and times of requests, for Prometheus; the route is named, never the address that was asked.

Several workers share one port, so each asked for its figures tells those of all: what a worker counts stands in a
folder that they share, also after it has ended.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

from api.platform.feature import Features
from api.platform.node import Node
from api.platform.storage.outages import UNAVAILABLE

FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which prometheus_client learns, when it is imported, where workers count together."""

REQUESTS = Counter("vonk_requests_total", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram("vonk_request_seconds", "Time to answer.", ["route"], buckets=(0.001, 0.005, 0.02, 0.1, 0.5, 2))
WORKERS = Gauge("vonk_workers", "Processes that answer.", multiprocess_mode="livesum")

# Methods and statuses are few and a route is named by its path in the document, so what is kept is little.
_requests = lru_cache(REQUESTS.labels)
_seconds = lru_cache(SECONDS.labels)


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count one request, and the time that it took."""
    _requests(method, route, status).inc()
    _seconds(route).observe(seconds)


@contextmanager
def counting_together() -> Iterator[None]:
    """Let the processes that are started meanwhile count in one place."""
    with TemporaryDirectory(prefix="vonk-metrics-") as folder:
        os.environ[FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[FOLDER]


def render_figures(node: Node) -> bytes:
    """Render what all workers of this node counted, and what stands in the database now."""
    of_database = CollectorRegistry()
    of_database.register(_Counted(_count(node)))
    return generate_latest(_registry_of_workers()) + generate_latest(of_database)


def _registry_of_workers() -> CollectorRegistry:
    if FOLDER not in os.environ:
        return REGISTRY
    folder = os.environ[FOLDER]
    for number in {int(file.stem.rpartition("_")[2]) for file in Path(folder).glob("gauge_live*.db")}:
        if not _is_alive(number):
            # What it counted stays; what it was at that moment is over.
            mark_process_dead(number, folder)  # type: ignore[no-untyped-call]  # the library tells no types
    registry = CollectorRegistry()
    MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]  # likewise
    return registry


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True


class _Counted(Collector):
    """Gives numbers that were counted just now, as Prometheus takes them."""

    def __init__(self, counted: Iterable[tuple[str, str, int]]) -> None:
        self._counted = tuple(counted)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give each number."""
        for name, told, number in self._counted:
            yield GaugeMetricFamily(name, told, value=number)


def _count(node: Node) -> Iterator[tuple[str, str, int]]:
    figures, now = node.part(Features).figures, node.clock.now()
    try:
        with node.database.read() as session:
            counted = [(figure.name, figure.told, figure.read(session, now)) for figure in figures]
    except UNAVAILABLE:
        # What cannot be counted is left out: a zero would say that all is well.
        counted = None
    yield "vonk_database_up", "1 when the database answered just now.", int(counted is not None)
    yield from counted or ()
