"""POST /v1/match-batches of a real `vonk serve` with two workers: `python -m bench.batches`.

Tells how many profiles a second come back, whole answers with their explanations, the memory of the workers while that
goes on, and what somebody who asks for one client meanwhile waits.
"""

import http.client
import os
import tempfile
import threading
import time
from contextlib import ExitStack
from itertools import count, cycle, islice
from pathlib import Path
from statistics import quantiles
from typing import Final

import httpx
import orjson

from bench.city import make_clients, make_offers
from bench.serving import serving_workers, used_by
from bench.stored_city import client_on_the_wire, store_city

_OFFERS: Final = 10_000
_DIFFERENT: Final = 500
_LINES: Final = 500
_SENDERS: Final = 4
_WORKERS: Final = 2
_ASKS_EVERY_SECONDS: Final = 0.02


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="vonk-bench-") as folder, ExitStack() as stack:
        url = f"sqlite:///{Path(folder) / 'vonk.db'}"
        key = store_city(url, make_offers(_OFFERS))
        os.environ["VONK_DATA_DIR"] = folder
        port, _ = stack.enter_context(serving_workers(url, _WORKERS))
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
        used, beside = [used_by(os.getpid())], list[float]()
        while any(sender.is_alive() for sender in senders):
            beside += asking.listen_for(1.0)
            used.append(used_by(os.getpid()))
        seconds = time.perf_counter() - began
    print(f"{_OFFERS:,} offers, {_WORKERS} workers, {_SENDERS} batches of {_LINES:,} at once; load before {load:.1f}")
    print(f"  {_SENDERS * _LINES / seconds:8,.0f} profiles a second, with matches, near misses and sentences")
    processor_ms = (used[-1].processor_seconds - used[0].processor_seconds) / (_SENDERS * _LINES) * 1000
    print(f"  {processor_ms:8.2f} ms of the processor a profile, whatever else the machine does")
    memory = [each.mb for each in used]
    print(f"  {min(memory):8,.0f} to {max(memory):,.0f} MB in the server and its workers together meanwhile")
    for name, waited in (("nothing else going on", alone), ("beside the batches", beside)):
        print(f"  {_percentile(waited, 50):8.1f} ms p50, {_percentile(waited, 99):.1f} ms p99 for one client, {name}")


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


if __name__ == "__main__":
    main()
