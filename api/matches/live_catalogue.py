"""The catalogue in this process, never older than the question (design decision 2)."""

import asyncio
from datetime import date
from typing import Self

from prometheus_client import Gauge
from sqlmodel import select
from starlette.concurrency import run_in_threadpool

from api.catalogue.offers.facts import to_facts
from api.catalogue.offers.mapping import to_answer
from api.catalogue.offers.queries import list_offers_changed_since
from api.catalogue.offers.schemas import OfferRead
from api.catalogue.offers.settings import OfferSettings
from api.catalogue.offers.state import StateFacts, state_facts, state_on
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import CATALOGUE, OfferState
from api.platform.node import Node
from api.platform.storage.database import Database
from api.platform.storage.freshness import Numbers, Sequence
from api.platform.web.answers import body_of
from matching import Catalogue
from matching.facts import OfferFacts

OFFERS = Gauge("vonk_catalogue_offers", "Offers that this node can match.")
_NOTHING_YET = -1
_ANY_STATE = OfferState.PUBLISHED
_STATE_ENDING = f'"state":"{_ANY_STATE}"}}'.encode()


class OfferDocument:
    """An offer ready to be answered; only its state depends on the day, and the day asked about last is kept ready."""

    __slots__ = ("_head_length", "_ready", "facts")

    def __init__(self, head: bytes, facts: StateFacts) -> None:
        self.facts = facts
        self._head_length = len(head)
        self._ready: tuple[date | None, bytes] = (None, head)

    def on(self, day: date, *, stale_after_days: int) -> bytes:
        """Return the offer's bytes as they are on a day."""
        ready_on, document = self._ready
        if day != ready_on:
            state = state_on(self.facts, day, stale_after_days=stale_after_days)
            document = document[: self._head_length] + state.encode() + b'"}'
            self._ready = (day, document)
        return document


class LiveCatalogue:
    """The engine's catalogue and the offers' bytes, kept up with the database."""

    def __init__(self, database: Database, *, stale_after_days: int) -> None:
        self.catalogue = Catalogue()
        self.documents: dict[str, OfferDocument] = {}
        self._database = database
        self._stale_after_days = stale_after_days
        self._number = _NOTHING_YET
        self._catching_up = asyncio.Lock()

    @classmethod
    def of(cls, node: Node) -> Self:
        """Make the catalogue of this node, empty until it catches up."""
        return cls(node.database, stale_after_days=node.settings[OfferSettings].stale_after_days)

    @property
    def number(self) -> int:
        """The number of the last change that was taken in."""
        return self._number

    async def catch_up(self, numbers: Numbers) -> None:
        """Take in every change up to these numbers."""
        wanted = numbers[CATALOGUE]
        if wanted <= self._number:
            return
        async with self._catching_up:
            # Looked at again: another request may have caught up while this one waited.
            if wanted > self._number:
                number, changed = await run_in_threadpool(self._read_changes, self._number)
                for facts, document in changed:
                    self.catalogue.put(facts)
                    self.documents[facts.id] = document
                self._number = number
                OFFERS.set(len(self.catalogue))

    def _read_changes(self, since: int) -> tuple[int, list[tuple[OfferFacts, OfferDocument]]]:
        with self._database.read() as session:
            # The number is read first: an offer read later may be newer than it, and is then simply read again.
            number = session.exec(select(Sequence.value).where(Sequence.name == CATALOGUE)).one()
            return number, [
                (to_facts(offer, stale_after_days=self._stale_after_days), _document(offer))
                for offer in list_offers_changed_since(session, since)
            ]


def _document(offer: Offer) -> OfferDocument:
    body = body_of(to_answer(offer, OfferRead, state=_ANY_STATE))
    head = body.removesuffix(_STATE_ENDING) + b'"state":"'
    return OfferDocument(head, state_facts(offer))
