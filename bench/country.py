"""`POST /v1/city-matches` for municipalities of several sizes, and what the country would take by that.

`python -m bench.country [DATABASE_URL]`. A real `vonk serve` does the work of each, one after another, as durable work
of its jobs engine. The time of a municipality is a part that every one takes and a part for each client; both follow
from the sizes that were run, and the country is worked out from them, not run.
"""

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import httpx
import numpy as np

from api.catalogue.organizations.actions import find_or_create_organization
from api.platform.node import Node
from api.platform.security.actions import create_key
from api.platform.security.roles import Role
from api.platform.settings import NodeSettings, Settings
from bench.city import make_clients, make_offers
from bench.match_city import in_other_words, lines
from bench.serving import serving_workers, used_by
from bench.stored_city import store_city

_OFFERS: Final = 2_000
_SIZES: Final = (50, 200, 500, 1_200, 2_400)
"""Clients of a municipality: the country has 400,000 in 342, some 1,170 each."""
_CLIENTS: Final = 400_000
_MUNICIPALITIES: Final = 342
_LOOKS_EVERY_SECONDS: Final = 0.2


class Run(NamedTuple):
    """One municipality: what was sent, and what it took from the answer to the request until its figures were there."""

    clients: int
    seconds: float
    processor_seconds: float
    placed: int


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="vonk-bench-") as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'vonk.db'}"
        os.environ["VONK_DATA_DIR"] = folder
        store_city(url, make_offers(_OFFERS))
        keys = _make_municipalities(url, folder)
        with serving_workers(url, 1) as (port, server):
            load = os.getloadavg()[0]
            _match(port, server, keys[0], _SIZES[0])  # So that all is read that is read once.
            runs = [_match(port, server, key, clients) for key, clients in zip(keys[1:], _SIZES, strict=True)]
    print(f"{_OFFERS:,} offers, one node, {url.partition(':')[0]}; load of the machine before {load:.1f}")
    for run in runs:
        print(
            f"  {run.clients:7,} clients   {run.seconds:8.1f} s   {run.processor_seconds:8.1f} s of the processor"
            f"   {run.placed:7,} placed"
        )
    for name, each in (("", "seconds"), (" of the processor", "processor_seconds")):
        fixed, per_client = _grown([(run.clients, getattr(run, each)) for run in runs])
        whole = _MUNICIPALITIES * fixed + _CLIENTS * per_client
        print(
            f"  so a municipality takes {fixed:.1f} s{name} and {per_client * 1000:.1f} ms a client: worked out, the"
            f" country's {_CLIENTS:,} in {_MUNICIPALITIES} take {whole / 60:,.0f} minutes{name}"
        )


def _make_municipalities(url: str, folder: str) -> list[str]:
    """Make an organization for each run, and one more; the answer is a coach's key of each."""
    node = Node(Settings(NodeSettings(database_url=url, data_dir=folder)))
    with node.database.write() as session:
        now = node.clock.now()
        keys = []
        for number in range(len(_SIZES) + 1):
            organization = find_or_create_organization(session, f"Gemeente {number}", now=now)
            made = create_key(
                session, name="bench", role=Role.COACH, organization_id=organization.id, now=now, valid_days=1
            )
            keys.append(made.key)
    node.close_databases()
    return keys


def _match(port: int, server: int, key: str, clients: int) -> Run:
    headers = {"Authorization": f"Bearer {key}"}
    body = b"".join(lines(in_other_words(make_clients(clients, seed=clients))))
    with httpx.Client(base_url=f"http://127.0.0.1:{port}/v1", headers=headers, timeout=300) as http:
        began, before = time.perf_counter(), used_by(server).processor_seconds
        asked = http.post("/city-matches", content=body, headers={"Content-Type": "application/x-ndjson"})
        asked.raise_for_status()
        place = f"/city-matches/{asked.json()['id']}"
        while (told := http.get(place).json())["figures"] is None:
            if told["state"] == "failed":
                raise RuntimeError(told)
            time.sleep(_LOOKS_EVERY_SECONDS)
        seconds, processor = time.perf_counter() - began, used_by(server).processor_seconds - before
    return Run(clients, seconds, processor, told["figures"]["placed"])


def _grown(measured: Sequence[tuple[int, float]]) -> tuple[float, float]:
    """Return what everyone takes and what each client adds, as fits what was measured best."""
    clients, seconds = np.array(measured).T
    per_client, fixed = np.polyfit(clients, seconds, 1)
    return float(fixed), float(per_client)


if __name__ == "__main__":
    main()
