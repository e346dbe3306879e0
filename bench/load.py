"""Servers under load, in turns: so many connections, each asking one question after another."""

import asyncio
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final

CONNECTIONS: Final = 16
HEAD_END: Final = b"\r\n\r\n"

_ROUNDS: Final = 12
_ROUND_SECONDS: Final = 0.75
_LENGTH: Final = b"content-length: "
_OK: Final = (b"HTTP/1.1 200", b"HTTP/1.1 201")


@dataclass
class Target:
    """One server under load, and what it did so far."""

    port: int
    requests: Sequence[bytes]
    rounds: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Requests answered in a second, the median of the rounds."""
        return statistics.median(self.rounds)

    def percentile_ms(self, percent: int) -> float:
        """Return the time within which so many percent of the requests were answered."""
        return statistics.quantiles(self.seconds, n=100)[percent - 1] * 1000


async def load_in_turns(*targets: Target) -> None:
    """Put each server under load, in turns."""
    # In short turns, so that whatever else the machine does hits all alike.
    for target in targets:
        await _load(target, _ROUND_SECONDS)
    for _ in range(_ROUNDS):
        for target in targets:
            seconds = await _load(target, _ROUND_SECONDS)
            target.rounds.append(len(seconds) / _ROUND_SECONDS)
            target.seconds.extend(seconds)


async def put_all(target: Target, connections: int) -> float:
    """Send each request of the target once, over so many connections; the answer is how many seconds that took."""
    began_at = time.perf_counter()
    waiting = iter(target.requests)
    asked = await asyncio.gather(*(_ask_each(waiting, target.port) for _ in range(connections)))
    target.seconds.extend(each for connection in asked for each in connection)
    return time.perf_counter() - began_at


async def _ask_each(waiting: Iterator[bytes], port: int) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    seconds = [await _ask(request, reader, writer) for request in waiting]
    writer.close()
    await writer.wait_closed()
    return seconds


async def _ask(request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> float:
    """Ask one question and read its whole answer; returns how many seconds that took."""
    sent_at = time.perf_counter()
    writer.write(request)
    head = await reader.readuntil(HEAD_END)
    if not head.startswith(_OK):
        raise RuntimeError(head.decode())
    at = head.index(_LENGTH) + len(_LENGTH)
    await reader.readexactly(int(head[at : head.index(b"\r", at)]))
    return time.perf_counter() - sent_at


async def _load(target: Target, seconds: float) -> list[float]:
    until = time.perf_counter() + seconds
    asked = await asyncio.gather(*(_ask_until(until, target, first) for first in range(CONNECTIONS)))
    return [each for connection in asked for each in connection]


async def _ask_until(until: float, target: Target, first: int) -> list[float]:
    """Ask one question after another over one connection; the answer is how long each took."""
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    seconds: list[float] = []
    for number in count(first):
        if time.perf_counter() >= until:
            break
        seconds.append(await _ask(target.requests[number % len(target.requests)], reader, writer))
    writer.close()
    await writer.wait_closed()
    return seconds
