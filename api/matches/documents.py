"""Offers as bytes that are ready to be answered."""

from datetime import date

from api.catalogue.offers.mapping import to_answer
from api.catalogue.offers.schemas import OfferRead
from api.catalogue.offers.state import StateFacts, state_facts, state_on
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferState
from api.platform.web.answers import body_of

_ANY_STATE = OfferState.PUBLISHED
_STATE_ENDING = f'"state":"{_ANY_STATE}"}}'.encode()


class OfferDocument:
    """An offer ready to be answered; only its state depends on the day, and the day asked about last is kept ready."""

    __slots__ = ("_head_length", "_ready", "facts", "organization_id", "title")

    def __init__(self, head: bytes, offer: Offer) -> None:
        self.facts: StateFacts = state_facts(offer)
        self.title = offer.title
        self.organization_id = offer.organization_id
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


def document_of(offer: Offer) -> OfferDocument:
    """Make the document of an offer as it is stored."""
    body = body_of(to_answer(offer, OfferRead, state=_ANY_STATE))
    head = body.removesuffix(_STATE_ENDING) + b'"state":"'
    return OfferDocument(head, offer)
