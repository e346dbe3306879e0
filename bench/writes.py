"""Single upserts of a real `vonk serve`, as a partner's tool sends them: `python -m bench.writes [URL]`.

Without a URL the database is the embedded one in a new folder; a PostgreSQL URL names an empty database.
"""

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Final

import orjson
import uvloop

from bench.city import make_offers
from bench.load import HEAD_END, Target, put_all
from bench.serving import serve_vonk, serving, used_by
from bench.stored_city import make_partner, offer_on_the_wire
from matching.facts import OfferFacts

_OFFERS: Final = 600
_CONNECTIONS: Final = (1, 8)
_WAYS: Final = (("new", ""), ("changed", "!"), ("the same", "!"))


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="vonk-bench-") as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'vonk.db'}"
        os.environ["VONK_DATA_DIR"] = folder
        os.environ["VONK_RATE_LIMIT_PER_MINUTE"] = "1000000"
        key, organization_id = make_partner(url)
        offers = list(make_offers(_OFFERS))
        with serving(serve_vonk, url) as port:
            print(f"{_OFFERS:,} single upserts, {url.partition(':')[0]}")
            for connections, (what, suffix) in product(_CONNECTIONS, _WAYS):
                requests = [
                    _request(port, key, organization_id, f"{connections}-{number}", offer, suffix)
                    for number, offer in enumerate(offers)
                ]
                _report(what, connections, requests, port)


def _report(what: str, connections: int, requests: Sequence[bytes], port: int) -> None:
    target = Target(port, requests)
    before, own_before = used_by(os.getpid()), time.process_time()
    seconds = uvloop.run(put_all(target, connections))
    # Of the server alone: a PostgreSQL that was there already is not counted, nor is who asks.
    busy = used_by(os.getpid()).processor_seconds - before.processor_seconds - (time.process_time() - own_before)
    print(
        f"  {what:<9} {connections} connection(s) {len(requests) / seconds:7,.0f} a second"
        f"   {busy / len(requests) * 1000:5.2f} ms of the processor"
        f"   p50 {target.percentile_ms(50):6.2f} ms   p99 {target.percentile_ms(99):6.2f} ms"
    )


def _request(port: int, key: str, organization_id: str, own_id: str, offer: OfferFacts, suffix: str) -> bytes:
    body = orjson.dumps(offer_on_the_wire(offer) | {"title": offer.title + suffix})
    head = (
        f"PUT /v1/organizations/{organization_id}/offers/{own_id} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Authorization: Bearer {key}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join(head).encode() + HEAD_END + body


if __name__ == "__main__":
    main()
