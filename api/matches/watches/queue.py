"""Whose turn it is: a free place is offered to those who wait for it, one after the other."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from api.catalogue.offers.access import is_hidden
from api.catalogue.offers.tables import Offer
from api.matches.watches.activities import WAITING, client_of
from api.matches.watches.queries import list_offers_to_look_at, list_offers_with, list_queue
from api.matches.watches.settings import WatchSettings
from api.matches.watches.tables import Watch, WatchOffer
from api.matches.watches.telling import tell
from api.platform.requests.desk import Desk


def call_up(desk: Desk) -> None:
    """Ask the next who wait wherever a place is free, and let go who did not answer in time."""
    ids = list_offers_to_look_at(desk.session, desk.today, desk.now)
    offers = {offer.id: offer for offer in list_offers_with(desk.session, ids)}
    for offer_id, queue in groupby(list_queue(desk.session, ids, desk.today), key=lambda each: each.offer_id or ""):
        _go_along(desk, offers[offer_id], list(queue))


def _go_along(desk: Desk, offer: Offer, queue: Sequence[Watch]) -> None:
    if not _has_place(desk, offer):
        for watch in queue:
            # The place went to somebody else: who was asked keeps its turn for the next one.
            _ask_no_more(desk, watch)
            watch.let_pass_at = None
        return
    for watch in queue:
        if watch.answer_by is not None and watch.answer_by <= desk.now:
            _ask_no_more(desk, watch)
            # Behind those who wait, and not asked again until this place was taken and another one is free.
            watch.let_pass_at = watch.queued_at = desk.now
    asked = sum(watch.asked_at is not None for watch in queue)
    waiting = [watch for watch in queue if watch.asked_at is None and watch.let_pass_at is None]
    # Where places were never counted there is room for all.
    free = len(waiting) if offer.available_places is None else max(offer.available_places - asked, 0)
    for watch in waiting[:free]:
        _ask(desk, watch, offer.id)


def _has_place(desk: Desk, offer: Offer) -> bool:
    is_over = offer.ends_on is not None and offer.ends_on < desk.today
    return not is_hidden(offer) and not is_over and offer.available_places != 0


def _ask(desk: Desk, watch: Watch, offer_id: str) -> None:
    watch.asked_at = desk.now
    watch.answer_by = desk.now + timedelta(hours=desk.settings[WatchSettings].watch_answer_hours)
    desk.session.add(watch)
    known = desk.session.get(WatchOffer, (watch.id, offer_id))
    tell(desk, client_of(watch), known or WatchOffer(watch_id=watch.id, offer_id=offer_id, fits=True))


def _ask_no_more(desk: Desk, watch: Watch) -> None:
    if watch.asked_at is None:
        return
    desk.processes(client_of(watch), WAITING)
    watch.asked_at = watch.answer_by = None
    known = desk.session.get(WatchOffer, (watch.id, watch.offer_id))
    if known is not None:
        known.fits = False
