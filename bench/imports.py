"""How fast a file of offers is taken in, new and once more unchanged: `python -m bench.imports [ROWS [URL]]`.

Without a URL the database is the embedded one in a new folder; a PostgreSQL URL names an empty database.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import orjson

from api.catalogue.imports.actions import ImportOrder, import_offers
from api.catalogue.imports.vocabulary import FileForm
from api.platform.node import Node
from api.platform.settings import NodeSettings, Settings
from bench.city import make_offers
from bench.stored_city import make_partner, offer_on_the_wire
from matching import load_vocabulary, suggest

_ROWS: Final = 5_000
_TIMES: Final = ("new", "the same", "the same")


def main() -> None:
    """Measure and print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else _ROWS
    with tempfile.TemporaryDirectory(prefix="vonk-bench-") as folder:
        url = sys.argv[2] if len(sys.argv) > 2 else f"sqlite:///{Path(folder) / 'vonk.db'}"  # noqa: PLR2004 - the second
        _, organization_id = make_partner(url)
        file = Path(folder) / "offers.ndjson"
        offers = (offer_on_the_wire(offer) for offer in make_offers(rows))
        lines = (offer | {"externalId": f"P-{number}"} for number, offer in enumerate(offers))
        file.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
        print(f"{rows:,} rows of JSON lines, {url.partition(':')[0]}; load before {os.getloadavg()[0]:.1f}")
        node = Node(Settings(NodeSettings(database_url=url)))
        # A node that serves has read the vocabulary long before.
        suggest("hout", load_vocabulary(), limit=1)
        for what in _TIMES:
            began, before = time.perf_counter(), time.process_time()
            imported = import_offers(node, file, FileForm.JSON_LINES, ImportOrder(organization_id), author_id="bench")
            seconds, processor = time.perf_counter() - began, time.process_time() - before
            told = f"{imported.created:,} created, {imported.unchanged:,} unchanged, {imported.failed:,} failed"
            print(
                f"  {what:<9} {rows / seconds:7,.0f} rows a second"
                f"   {processor / rows * 1000:5.2f} ms of the processor a row   {told}"
            )
        node.database.close()


if __name__ == "__main__":
    main()
