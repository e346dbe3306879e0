"""How soon 10,000 clients who wait hear of a stream of 1,000 changed offers: `python -m bench.watches [DATABASE_URL]`.

The work of the node that tells is run as its clock runs it, a look every second, while another thread writes the offers
one by one, each in its own transaction, as partners do. A change is told once the look that told of it was committed.
"""

import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import orjson
from sqlmodel import Session, func, select

from api.catalogue.offers.actions import create_offer
from api.catalogue.offers.schemas import OfferWrite
from api.catalogue.offers.tables import OfferChange
from api.catalogue.organizations.actions import find_or_create_organization
from api.matches.watches.jobs import LOOK_SECONDS, look_once
from api.matches.watches.tables import Watch
from api.matches.watches.vocabulary import TOLD_UP_TO
from api.platform.jobs.queue import create_queue_tables
from api.platform.node import Node
from api.platform.requests.desk import Desk
from api.platform.settings import NodeSettings, Settings
from api.platform.storage.freshness import Sequence as Numbered
from api.platform.webhooks.tables import WebhookEndpoint, WebhookEvent
from bench.city import make_clients, make_offers
from bench.stored_city import client_on_the_wire, offer_on_the_wire, store_city
from matching.facts import ClientProfile, Travel
from matching.vocabulary import TravelMode

_WATCHES: Final = 10_000
_CHANGES: Final = 1_000
_PER_SECOND: Final = 20
_MINUTES: Final = 5


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="vonk-bench-") as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'vonk.db'}"
        store_city(url, ())
        node = Node(Settings(NodeSettings(database_url=url, data_dir=folder)))
        create_queue_tables(node.database)
        _let_wait(node, make_clients(_WATCHES))
        started = time.perf_counter()
        look_once(node)
        print(f"{_WATCHES:,} watches, {_CHANGES:,} new offers at {_PER_SECOND} a second, on {url.partition(':')[0]}")
        print(f"  first look, all profiles unsealed   {time.perf_counter() - started:8.2f} s")
        waits, seconds, busy = _measure(node)
        told = _count_told(node)
    p50, p99 = (statistics.quantiles(waits, n=100)[percent - 1] for percent in (50, 99))
    print(f"  from commit to told     p50 {p50:6.2f} s   p99 {p99:6.2f} s   longest {max(waits):6.2f} s")
    print(f"  told                    {told:,} times in {seconds:.1f} s; looks took {busy:.1f} s of it")
    print(
        f"  throughput              {_CHANGES / busy:,.0f} changes and {told / busy:,.0f} tellings a second of looking"
    )


def _let_wait(node: Node, clients: Sequence[ClientProfile]) -> None:
    """Store the watches at once, each with one wish and five minutes to travel: who waits has not found much yet."""
    with node.database.write() as session:
        desk = Desk.of(node, session, author_id="bench")
        organization_id = find_or_create_organization(session, "Gemeente", now=desk.now).id
        # Nobody listens at that address, and no work is run that would send there.
        session.add(
            WebhookEndpoint(
                organization_id=organization_id,
                url="https://ontvanger.example",
                types=["watch.matched"],
                encrypted_secret="",
                created_at=desk.now,
            )
        )
        session.add_all(_watch(desk, organization_id, number, client) for number, client in enumerate(clients))


def _watch(desk: Desk, organization_id: str, number: int, client: ClientProfile) -> Watch:
    alone = replace(client, interests=client.interests[:1], travel=Travel(TravelMode.BIKE, _MINUTES))
    return Watch(
        organization_id=organization_id,
        client_reference=f"K-{number}",
        sealed_profile=desk.secrets.encrypt(orjson.dumps(client_on_the_wire(alone)).decode()),
        queued_at=desk.now,
        expires_on=desk.today + timedelta(days=90),
        erase_at=desk.now + timedelta(days=92),
        created_at=desk.now,
    )


def _measure(node: Node) -> tuple[list[float], float, float]:
    """Return how long each change waited to be told, how long it all took, and how much of that was looking."""
    committed: list[tuple[int, float]] = []
    writer = threading.Thread(target=_write, args=(node, committed))
    started, busy, told_up_to, waits = time.perf_counter(), 0.0, 0, list[float]()
    writer.start()
    while len(waits) < _CHANGES:
        time.sleep(LOOK_SECONDS)
        is_more = True
        while is_more:
            began = time.perf_counter()
            is_more = look_once(node)
            done = time.perf_counter()
            busy += done - began
            with node.database.read() as session:
                before, told_up_to = told_up_to, _told_up_to(session)
            waits += [done - at for number, at in list(committed) if before < number <= told_up_to]
    writer.join()
    return waits, time.perf_counter() - started, busy


def _write(node: Node, committed: list[tuple[int, float]]) -> None:
    started = time.perf_counter()
    for number, offer in enumerate(make_offers(_CHANGES, seed=3)):
        time.sleep(max(started + number / _PER_SECOND - time.perf_counter(), 0))
        with node.database.write() as session:
            desk = Desk.of(node, session, author_id="bench")
            organization = find_or_create_organization(session, offer.organization_id, now=desk.now)
            create_offer(desk, organization.id, OfferWrite.model_validate(offer_on_the_wire(offer)))
            changed = session.exec(select(func.max(OfferChange.sequence))).one() or 0
            # Noted before the commit, for a look may come right after it.
            committed.append((changed, time.perf_counter()))


def _told_up_to(session: Session) -> int:
    return session.get_one(Numbered, TOLD_UP_TO).value


def _count_told(node: Node) -> int:
    with node.database.read() as session:
        return session.exec(select(func.count()).select_from(WebhookEvent)).one()


if __name__ == "__main__":
    main()
