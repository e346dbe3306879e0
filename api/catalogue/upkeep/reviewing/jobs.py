"""What the clock does about silent offers, one transaction each."""

import logging

from api.catalogue.offers.queries import hold_offers
from api.catalogue.offers.settings import OfferSettings
from api.catalogue.offers.state import lasting_state
from api.catalogue.offers.vocabulary import OfferState
from api.catalogue.upkeep.reviewing.actions import handle_silence, patience_of
from api.catalogue.upkeep.reviewing.queries import list_silent_offers
from api.catalogue.upkeep.reviewing.silence import due_on
from api.platform.jobs.work import Recurring
from api.platform.node import Node
from api.platform.requests.desk import Desk

log = logging.getLogger("vonk.upkeep")

# Days are what counts; an hour after midnight is soon enough.
REVIEW_SECONDS = 3600.0
CLOCK = "clock"


def handle_silent_offers(node: Node) -> None:
    """Remind, tell and pause what is due; what one node did, another one leaves, and what fails comes round again."""
    for offer_id in _list_due(node):
        try:
            with node.database.write() as session:
                offer = hold_offers(session, [offer_id])[offer_id]
                # Paused, withdrawn or put in review since it was listed: then nobody is asked about it.
                if lasting_state(offer) is OfferState.PUBLISHED:
                    handle_silence(Desk.of(node, session, author_id=CLOCK), offer)
        except Exception:
            log.exception("The silence of offer %s could not be handled; it comes round again.", offer_id)


def _list_due(node: Node) -> list[str]:
    today, settings = node.clock.today(), node.settings
    with node.database.read() as session:
        silent = list_silent_offers(session, today, stale_after_days=settings[OfferSettings].stale_after_days)
        return [
            each.offer_id
            for each in silent
            if due_on(today, each.assured_on, each.told, patience_of(settings, each.every_days))
        ]


RECURRING = {"upkeep.silence": Recurring(handle_silent_offers, REVIEW_SECONDS)}
