"""A minute of a real day at twice what the machine can take: `python -m bench.day [DATABASE_URL]`.

Nine in ten requests are matches, eight in a hundred read, two in a hundred write. First so many connections ask one
after another, which says what can be taken; then many more send twice that, whatever comes back.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from typing import Final

import httpx
import orjson
import uvloop

from bench.city import make_clients, make_offers
from bench.load import CONNECTIONS, HEAD_END
from bench.serving import serving_workers, used_by
from bench.stored_city import client_on_the_wire, make_partner, offer_on_the_wire, store_city

_OFFERS: Final = 2_000
_CLIENTS: Final = 40
_WORKERS: Final = 2
_MIX: Final = {"match": 90, "read": 8, "write": 2}
_WARM_SECONDS: Final = 5.0
_PROBE_SECONDS: Final = 15.0
_DAY_SECONDS: Final = 60.0
_TIMES: Final = 2
_MANY: Final = 600
"""More than may wait in all workers together, so that some are turned away; fewer than a process takes."""
_SETTLED_SECONDS: Final = 10
_FAULT: Final = 500
_BUSY: Final = 503


@dataclass
class Log:
    """What came back: how long each answer took by kind and status, and how many good ones each connection had."""

    seconds: dict[tuple[str, int], list[float]] = field(default_factory=lambda: defaultdict(list))
    good: Counter[int] = field(default_factory=Counter)
    without_retry: int = 0
    lost: int = 0

    def note(self, connection: int, kind: str, head: bytes, seconds: float) -> None:
        """Keep one answer."""
        status = int(head[9:12])
        self.seconds[kind, status].append(seconds)
        self.good[connection] += status < _FAULT
        self.without_retry += status == _BUSY and b"retry-after:" not in head.lower()

    def count(self, *statuses: int) -> int:
        """Count the answers with these statuses."""
        return sum(len(each) for (_, status), each in self.seconds.items() if status in statuses)


class Asking:
    """Requests of the mix, in an order that is the same every time; each write changes something."""

    def __init__(self, port: int, coach: str, partner: tuple[str, str]) -> None:
        self._port, self._coach, (self._partner, organization) = port, coach, partner
        self._chance = Random(4)  # noqa: S311 - a benchmark needs repeatable chance
        self._numbers = count()
        self._questions = [
            self._request("POST", "matches", coach, orjson.dumps({"client": client_on_the_wire(client)}))
            for client in make_clients(_CLIENTS)
        ]
        headers = {"Authorization": f"Bearer {coach}"}
        listed = httpx.get(f"http://127.0.0.1:{port}/v1/offers?limit=40", headers=headers, timeout=60).json()["items"]
        paths = [*(f"offers/{each['id']}" for each in listed), "offers?limit=20&kind=activity", "interests?q=tim"]
        self._reads = [self._request("GET", path, coach) for path in paths]
        self._written = [offer_on_the_wire(offer) for offer in make_offers(200, seed=5)]
        self._place = f"organizations/{organization}/offers/own-"

    def next(self) -> tuple[str, bytes]:
        """Return what is asked next, and of which kind it is."""
        (kind,) = self._chance.choices(list(_MIX), list(_MIX.values()))
        number = next(self._numbers)
        if kind == "write":
            own = number % len(self._written)
            offer = self._written[own] | {"title": f"Meedoen {number}"}
            return kind, self._request("PUT", f"{self._place}{own}", self._partner, orjson.dumps(offer))
        requests = self._questions if kind == "match" else self._reads
        return kind, requests[number % len(requests)]

    def _request(self, method: str, path: str, key: str, body: bytes = b"") -> bytes:
        head = [f"{method} /v1/{path} HTTP/1.1", f"Host: 127.0.0.1:{self._port}", f"Authorization: Bearer {key}"]
        if body:
            head += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        return "\r\n".join(head).encode() + HEAD_END + body


class Connection:
    """One connection to the server, opened again when it was closed."""

    def __init__(self, number: int, port: int, log: Log) -> None:
        self._number, self._port, self._log = number, port, log
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, kind: str, request: bytes) -> None:
        """Ask one thing and read the whole answer; on a new connection when the server had closed this one."""
        if not await self._ask_once(kind, request) and not await self._ask_once(kind, request):
            self._log.lost += 1

    async def _ask_once(self, kind: str, request: bytes) -> bool:
        sent_at = time.perf_counter()
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection("127.0.0.1", self._port)
            reader, writer = self._streams
            writer.write(request)
            head = await reader.readuntil(HEAD_END)
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0])
            await reader.readexactly(length)
        except (OSError, asyncio.IncompleteReadError):
            self._streams = None
            return False
        self._log.note(self._number, kind, head, time.perf_counter() - sent_at)
        return True

    async def close(self) -> None:
        """Close it."""
        if self._streams is not None:
            self._streams[1].close()
            with suppress(OSError):
                await self._streams[1].wait_closed()


async def _send(asking: Asking, port: int, *, connections: int, seconds: float, per_second: float | None) -> Log:
    """Ask over so many connections, at so many a second together; without a pace, each as soon as it is answered."""
    log, began = Log(), time.perf_counter()

    async def keep_asking(number: int) -> None:
        connection = Connection(number, port, log)
        for turn in count():
            if per_second is not None:
                due = began + (number + turn * connections) / per_second
                await asyncio.sleep(max(due - time.perf_counter(), 0))
            if time.perf_counter() - began >= seconds:
                break
            await connection.ask(*asking.next())
        await connection.close()

    await asyncio.gather(*(keep_asking(number) for number in range(connections)))
    return log


async def _watch_memory(server: int, until: asyncio.Event) -> list[float]:
    seen = []
    while not until.is_set():
        seen.append(used_by(server).mb)
        with suppress(TimeoutError):
            await asyncio.wait_for(until.wait(), 1)
    return seen


async def _live_a_day(asking: Asking, port: int, server: int) -> tuple[float, Log, list[float]]:
    # So that every wish is read, and every worker has answered.
    await _send(asking, port, connections=CONNECTIONS, seconds=_WARM_SECONDS, per_second=None)
    probed = await _send(asking, port, connections=CONNECTIONS, seconds=_PROBE_SECONDS, per_second=None)
    can_take = sum(probed.good.values()) / _PROBE_SECONDS
    over = asyncio.Event()
    watching = asyncio.create_task(_watch_memory(server, over))
    log = await _send(asking, port, connections=_MANY, seconds=_DAY_SECONDS, per_second=_TIMES * can_take)
    over.set()
    return can_take, log, await watching


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="vonk-bench-") as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'vonk.db'}"
        os.environ |= {"VONK_DATA_DIR": folder, "VONK_RATE_LIMIT_PER_MINUTE": "10000000"}
        coach, partner = store_city(url, make_offers(_OFFERS)), make_partner(url)
        with serving_workers(url, _WORKERS) as (port, server):
            load = os.getloadavg()[0]
            can_take, log, memory = uvloop.run(_live_a_day(Asking(port, coach, partner), port, server))
    print(f"{_OFFERS:,} offers, {_WORKERS} workers, {url.partition(':')[0]}; load of the machine before {load:.1f}")
    print("\n".join(_tell(can_take, log, memory)))


def _tell(can_take: float, log: Log, memory: Sequence[float]) -> Iterator[str]:
    total = sum(len(each) for each in log.seconds.values())
    yield f"  {can_take:9,.0f} a second can be taken, over {CONNECTIONS} connections"
    yield f"  {total / _DAY_SECONDS:9,.0f} a second were sent for {_DAY_SECONDS:.0f} seconds, over {_MANY} connections"
    yield f"  {sum(log.good.values()) / _DAY_SECONDS:9,.0f} a second were answered"
    yield f"  {log.count(_BUSY) / _DAY_SECONDS:9,.0f} a second were told to come again, {log.without_retry} not when"
    faults = total - log.count(200, 201, _BUSY)
    yield f"  {faults:9,} other answers, {log.lost:,} connections lost"
    for (kind, status), seconds in sorted(log.seconds.items()):
        # Of one there are no hundredths.
        parts = statistics.quantiles(seconds * 2, n=100)
        p50, p99 = (parts[percent - 1] * 1000 for percent in (50, 99))
        name = f"{kind} {status}"
        yield (
            f"  {name:<10} {len(seconds):8,}   p50 {p50:7.0f} ms   p99 {p99:7.0f} ms   longest {max(seconds):5.1f} s"
        )
    settled = memory[_SETTLED_SECONDS:] or memory
    yield f"  memory of the server {settled[0]:,.0f} MB after {_SETTLED_SECONDS} s, {settled[-1]:,.0f} at the end"
    good = sorted(log.good[number] for number in range(_MANY))
    index = sum(good) ** 2 / (len(good) * sum(each * each for each in good))
    low, middle, high = good[len(good) // 20], statistics.median(good), good[-len(good) // 20]
    yield f"  answers a connection: {low} at the 5th percentile, {middle:.0f} in the middle, {high} at the 95th"
    yield f"  fairness (Jain's index, 1 when all have the same) {index:.3f}"


if __name__ == "__main__":
    main()
