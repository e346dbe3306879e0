"""`vonk match-city` as a whole, as large as Rotterdam: `python -m bench.match_city [CLIENTS OFFERS]`.

Wishes are in words that nobody used before. The first run reads every word of the offers and keeps what it made of
them; the second is measured, as a city does it again and again.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Final

import orjson

from bench.city import make_clients, make_offers
from bench.stored_city import client_on_the_wire, store_city
from matching.facts import ClientProfile

_CLIENTS: Final = 20_000
_OFFERS: Final = 6_000
_WARDS: Final = 25
"""As many ways to say one wish: of 20,000 people many wish the same, and few in the same words."""


def main() -> None:
    """Measure and print."""
    clients, offers = map(int, sys.argv[1:3]) if len(sys.argv) > 1 else (_CLIENTS, _OFFERS)
    with tempfile.TemporaryDirectory(prefix="vonk-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'vonk.db'}"
        os.environ |= {"VONK_DATA_DIR": folder, "VONK_DATABASE_URL": url}
        store_city(url, make_offers(offers))
        few, all_of_them = Path(folder) / "few.jsonl", Path(folder) / "all.jsonl"
        asking = list(in_other_words(make_clients(clients)))
        few.write_bytes(b"".join(lines(asking[:1])))
        all_of_them.write_bytes(b"".join(lines(asking)))
        _match(few)
        load, began, before = os.getloadavg()[0], time.perf_counter(), _processor_seconds()
        told = _match(all_of_them)
        wall, processor = time.perf_counter() - began, _processor_seconds() - before
    phrases = len({phrase for client in asking for phrase in client.interests})
    print(
        f"vonk match-city, {clients:,} clients with {phrases:,} new phrases, {offers:,} offers; load before {load:.1f}"
    )
    print(
        f"  {wall:8.1f} s as a whole, {processor:.1f} s of the processor, {processor / clients * 1000:.2f} ms a client"
    )
    print(f"  {told}")


def in_other_words(clients: Iterable[ClientProfile]) -> Iterator[ClientProfile]:
    """Yield the same clients, with wishes as nobody said them before."""
    for number, client in enumerate(clients):
        ward = number % _WARDS
        yield replace(client, interests=tuple(f"zoiets als {wish} in wijk {ward}" for wish in client.interests))


def lines(clients: Iterable[ClientProfile]) -> Iterator[bytes]:
    """Yield each client as a line of a file, or of what is sent."""
    for number, client in enumerate(clients):
        yield orjson.dumps({"reference": f"K-{number}", "client": client_on_the_wire(client)}) + b"\n"


def _match(file: Path) -> str:
    """Let the command match everyone in a file; the answer is what it says of the time it took."""
    vonk = Path(sys.executable).with_name("vonk")
    command = [str(vonk), "match-city", str(file), "--output", str(file.with_suffix(".csv"))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    return done.stderr.strip().splitlines()[-1]


def _processor_seconds() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
