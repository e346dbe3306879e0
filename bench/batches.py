"""POST /v1/match-batches of a real `vonk serve` with two workers: `python -m bench.batches`.

Tells how many profiles a second come back, whole answers with their explanations, the memory of the workers while that
goes on, and what somebody who asks for one client meanwhile waits.
"""

import http.client
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count, cycle, islice
from pathlib import Path
from statistics import quantiles
from typing import Final, NamedTuple

import httpx
import orjson

from bench.city import make_clients, make_offers
from bench.serving import free_port
from bench.stored_city import client_on_the_wire, store_city

_OFFERS: Final = 10_000
_DIFFERENT: Final = 500
_LINES: Final = 500
_SENDERS: Final = 4
_WORKERS: Final = 2
_READY_TIMES: Final = 10
_ASKS_EVERY_SECONDS: Final = 0.02


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="vonk-bench-") as folder, ExitStack() as stack:
        url = f"sqlite:///{Path(folder) / 'vonk.db'}"
        key = store_city(url, make_offers(_OFFERS))
        os.environ["VONK_DATA_DIR"] = folder
        port = stack.enter_context(_serving(url))
        headers = {"Authorization": f"Bearer {key}"}
        lines = [
            orjson.dumps({"reference": f"K-{number}", "client": client_on_the_wire(client)}) + b"\n"
            for number, client in zip(count(), make_clients(_DIFFERENT), strict=False)
        ]
        body = b"".join(islice(cycle(lines), _LINES))
        asking = _Asking(port, headers, lines[0])
        _send(port, headers, body)  # So that the workers have read every phrase.
        alone = asking.listen_for(2.0)
        began, load = time.perf_counter(), os.getloadavg()[0]
        senders = [threading.Thread(target=_send, args=(port, headers, body)) for _ in range(_SENDERS)]
        for sender in senders:
            sender.start()
        used, beside = [_used()], list[float]()
        while any(sender.is_alive() for sender in senders):
            beside += asking.listen_for(1.0)
            used.append(_used())
        seconds = time.perf_counter() - began
    print(f"{_OFFERS:,} offers, {_WORKERS} workers, {_SENDERS} batches of {_LINES:,} at once; load before {load:.1f}")
    print(f"  {_SENDERS * _LINES / seconds:8,.0f} profiles a second, with matches, near misses and sentences")
    processor_ms = (used[-1].processor_seconds - used[0].processor_seconds) / (_SENDERS * _LINES) * 1000
    print(f"  {processor_ms:8.2f} ms of the processor a profile, whatever else the machine does")
    memory = [each.mb for each in used]
    print(f"  {min(memory):8,.0f} to {max(memory):,.0f} MB in the server and its workers together meanwhile")
    for name, waited in (("nothing else going on", alone), ("beside the batches", beside)):
        print(f"  {_percentile(waited, 50):8.1f} ms p50, {_percentile(waited, 99):.1f} ms p99 for one client, {name}")


@contextmanager
def _serving(url: str) -> Iterator[int]:
    """Yield the port of a server with workers, once all of them have the catalogue."""
    port = free_port()
    vonk = Path(sys.executable).with_name("vonk")
    command = [str(vonk), "serve", "--port", str(port), "--workers", str(_WORKERS)]
    environment = os.environ | {"VONK_DATABASE_URL": url}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as server:  # noqa: S603 - our own
        try:
            # Each connection reaches one of the workers, so so many answers in a row mean that all are there.
            ready = 0
            while ready < _READY_TIMES and server.poll() is None:
                time.sleep(0.1)
                with suppress(httpx.TransportError):
                    ready += httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=60).status_code == httpx.codes.OK
            yield port
        finally:
            server.terminate()


def _send(port: int, headers: dict[str, str], body: bytes) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("POST", "/v1/match-batches", body, headers | {"Content-Type": "application/x-ndjson"})
    answered = sum(line.startswith(b'{"reference":"K-') and b'"matches":' in line for line in connection.getresponse())
    if answered != _LINES:
        raise RuntimeError(f"{answered} answers")


class _Asking:
    """Somebody who asks for one client again and again."""

    def __init__(self, port: int, headers: dict[str, str], line: bytes) -> None:
        question = orjson.loads(line)
        del question["reference"]
        self._question = question
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{port}/v1", headers=headers, timeout=60)

    def listen_for(self, seconds: float) -> list[float]:
        """Return how many milliseconds each answer took."""
        until, waited = time.perf_counter() + seconds, []
        while (sent_at := time.perf_counter()) < until:
            self._http.post("/matches", json=self._question).raise_for_status()
            waited.append((time.perf_counter() - sent_at) * 1000)
            time.sleep(_ASKS_EVERY_SECONDS)
        return waited


def _percentile(waited: list[float], percent: int) -> float:
    return quantiles(waited, n=100)[percent - 1]


class _Used(NamedTuple):
    """What everything that this program started uses: resident memory now, and time of the processor so far."""

    mb: float
    processor_seconds: float


def _used() -> _Used:
    kin, pages, ticks = {os.getpid()}, 0, 0
    for file in sorted(Path("/proc").glob("[0-9]*/stat"), key=lambda path: int(path.parent.name)):
        with suppress(OSError):
            # What stands before the last bracket is the name, in which anything may stand.
            told = file.read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(told[1]) in kin:
                kin.add(int(file.parent.name))
                pages, ticks = pages + int(told[21]), ticks + int(told[11]) + int(told[12])
    return _Used(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, ticks / os.sysconf("SC_CLK_TCK"))


if __name__ == "__main__":
    main()
