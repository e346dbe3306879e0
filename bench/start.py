"""How soon a `vonk serve` is ready, with what it kept of its offers and without: `python -m bench.start [OFFERS]`."""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from bench.city import CITY, make_offers
from bench.serving import serving_workers, used_by
from bench.stored_city import store_city

_STARTS: Final = (("reading every word", True), ("with what was kept", False), ("with what was kept", False))


def main() -> None:
    """Measure and print."""
    offers = int(sys.argv[1]) if len(sys.argv) > 1 else CITY
    with tempfile.TemporaryDirectory(prefix="vonk-bench-") as folder:
        os.environ["VONK_DATA_DIR"] = folder
        url = f"sqlite:///{Path(folder) / 'vonk.db'}"
        store_city(url, make_offers(offers))
        load = os.getloadavg()[0]
        print(f"{offers:,} offers, from the start of the process until it is ready; load before {load:.1f}")
        for how, is_first in _STARTS:
            began = time.perf_counter()
            with serving_workers(url, 1, ready_times=1) as (_, server):
                seconds, used = time.perf_counter() - began, used_by(server)
            kept = sum(file.stat().st_size for file in Path(folder).glob("*.snapshot")) / 1e6
            told = f"   {kept:.0f} MB were kept" if is_first else ""
            print(
                f"  {how:<20} {seconds:7.1f} s   {used.processor_seconds:7.1f} s of the processor"
                f"   {used.mb:,.0f} MB{told}"
            )


if __name__ == "__main__":
    main()
