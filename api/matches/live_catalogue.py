"""The catalogue in this process, never older than the question (design decision 2)."""

import asyncio
from collections import deque
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple, Self

from prometheus_client import Gauge
from sqlmodel import select
from starlette.concurrency import run_in_threadpool

from api.catalogue.offers.facts import to_facts
from api.catalogue.offers.queries import list_offers_changed_since
from api.catalogue.offers.settings import OfferSettings
from api.catalogue.offers.vocabulary import CATALOGUE
from api.catalogue.organizations.queries import get_organization_names
from api.catalogue.organizations.vocabulary import ORGANIZATIONS
from api.matches.documents import OfferDocument, document_of
from api.matches.snapshot import Snapshot, SnapshotFile, last_change_up_to
from api.platform.node import Node
from api.platform.storage.database import Database
from api.platform.storage.freshness import Numbers, Sequence
from matching import Catalogue
from matching.facts import OfferFacts

OFFERS = Gauge("vonk_catalogue_offers", "Offers that this node can match.", multiprocess_mode="livemostrecent")
KNOWN_AT = Gauge(
    "vonk_catalogue_current_timestamp_seconds",
    "When the worker that looked longest ago made sure that its catalogue is as new as the database.",
    multiprocess_mode="livemin",
)
_NOTHING_YET = -1


class News(NamedTuple):
    """What changed in the database, and up to which numbers."""

    offers_number: int
    offers: list[tuple[OfferFacts, OfferDocument]]
    names_number: int
    names: dict[str, str]


class LiveCatalogue:
    """The engine's catalogue, the offers' bytes and what their organizations are called, kept up with the database."""

    def __init__(self, database: Database, *, stale_after_days: int) -> None:
        self.documents: dict[str, OfferDocument] = {}
        self.organization_names: dict[str, str] = {}
        self._database = database
        self._stale_after_days = stale_after_days
        self._number = self._names_number = _NOTHING_YET
        self._catching_up = asyncio.Lock()

    @classmethod
    def of(cls, node: Node) -> Self:
        """Make the catalogue of this node, empty until it catches up."""
        return cls(node.database, stale_after_days=node.settings[OfferSettings].stale_after_days)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The engine's own, empty where nothing was kept: made when it is first needed, for its vocabulary is large."""
        return Catalogue()

    @property
    def number(self) -> int:
        """The number of the last change that was taken in."""
        return self._number

    async def catch_up(self, numbers: Numbers) -> None:
        """Take in every change up to these numbers."""
        if self._is_up_to(numbers):
            return
        async with self._catching_up:
            # Looked at again: another request may have caught up while this one waited.
            if not self._is_up_to(numbers):
                news = await run_in_threadpool(self._read_news)
                for _ in self._take_in(news):
                    # Reading the words of an offer takes as long as a question: who asks otherwise comes in between.
                    await asyncio.sleep(0)

    def start(self, file: SnapshotFile) -> None:
        """Know what was kept in this file and all that changed since; keep it anew where that was much."""
        if (kept := file.load(self._database)) is not None:
            self._number, self.catalogue, self.documents = kept.number, kept.catalogue, kept.documents
        news = self._read_news()
        deque(self._take_in(news), maxlen=0)
        if len(news.offers) < file.worth_keeping:
            return
        with self._database.read() as session:
            last_change = last_change_up_to(session, self._number)
        # Without a change that it has, a database could not be told from another.
        if last_change is not None:
            file.keep(Snapshot(self._number, last_change, self.catalogue, self.documents))

    def _take_in(self, news: News) -> Iterator[None]:
        """Take in one offer after another; up to which numbers is only known after the last."""
        self.organization_names |= news.names
        for facts, document in news.offers:
            self.catalogue.put(facts)
            self.documents[facts.id] = document
            yield
        self._number, self._names_number = news.offers_number, news.names_number
        OFFERS.set(len(self.catalogue))

    def _is_up_to(self, numbers: Numbers) -> bool:
        return numbers[CATALOGUE] <= self._number and numbers[ORGANIZATIONS] <= self._names_number

    def _read_news(self) -> News:
        with self._database.read() as session:
            # The numbers are read first: what is read later may be newer than they are, and is then simply read again.
            numbers = dict(session.exec(select(Sequence.name, Sequence.value)).all())
            offers = [
                (to_facts(offer, stale_after_days=self._stale_after_days), document_of(offer))
                for offer in list_offers_changed_since(session, self._number)
            ]
            nameless = {document.organization_id for _, document in offers} - self.organization_names.keys()
            are_renamed = numbers[ORGANIZATIONS] > self._names_number
            names = (
                get_organization_names(session, None if are_renamed else nameless) if are_renamed or nameless else {}
            )
        return News(numbers[CATALOGUE], offers, numbers[ORGANIZATIONS], names)
