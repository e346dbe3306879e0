"""Watching: every second one node looks whether offers changed, and tells who waits; and what is over is erased."""

from collections.abc import Collection, Mapping
from typing import Final

from sqlmodel import Session, select

from api.catalogue.offers.vocabulary import CATALOGUE
from api.matches.watches.actions import delete_watches
from api.matches.watches.activities import WAITING, client_of
from api.matches.watches.fitting import Watchers, lay_out
from api.matches.watches.queries import (
    Changes,
    find_next_answer,
    list_changed_offers,
    list_offers_with,
    list_watches_to_erase,
    list_watches_with,
)
from api.matches.watches.queue import call_up
from api.matches.watches.telling import tell_about
from api.matches.watches.vocabulary import TOLD_UP_TO, WATCHES
from api.platform.jobs.work import Recurring
from api.platform.node import Node
from api.platform.recording.clockwork import record_erasure, record_work
from api.platform.recording.notes import note_clients
from api.platform.requests.desk import Desk
from api.platform.storage.freshness import Sequence, bump

LOOK: Final = "watches.look"
ERASURE: Final = "watches.erasure"
LOOK_SECONDS = 1.0
ERASURE_SECONDS = 300.0
ERASED_AT_A_TIME: Final = 500
OFFERS_AT_A_TIME: Final = 50
TOLD_AT_A_TIME: Final = 500
"""After so many a transaction ends with the offer at hand: nobody who writes waits for long."""

PORTIONS_A_TURN: Final = 20
"""A catalogue that is imported whole leaves the clock time for its other work."""

_AUTHOR: Final = "watches"


def look(node: Node) -> None:
    """Tell who waits of every change since the last look, in portions of which each is told whole or not at all."""
    for _ in range(PORTIONS_A_TURN):
        if not look_once(node):
            return


def look_once(node: Node) -> bool:
    """Tell of a few changes of offers, and whose turn it is; whether there may be more."""
    watchers, today = node.part(Watchers), node.clock.today()
    with node.database.read() as session:
        before = _numbers(session)
        next_answer_by = find_next_answer(session)
        is_late = next_answer_by is not None and next_answer_by <= node.clock.now()
        if not is_late and not watchers.have_news(before, today):
            return False
        watchers.catch_up(session, today)
        changed = list_changed_offers(session, before[TOLD_UP_TO], before[CATALOGUE], limit=OFFERS_AT_A_TIME)
        # What takes time is done before anybody has to wait for it: opening what is sealed, and reading texts.
        is_ready = len(watchers) > 0
        offers = lay_out(list_offers_with(session, [each for _, each in changed] if is_ready else []))
    with node.database.write() as session:
        number = bump(session, WATCHES)
        now = _numbers(session)
        watchers.catch_up(session, today)
        # Another node was here first, or the first of all began to wait: then it is all to be looked at anew.
        if now[TOLD_UP_TO] != before[TOLD_UP_TO] or (len(watchers) and not is_ready):
            return True
        up_to = _tell(Desk.of(node, session, author_id=_AUTHOR), changed, watchers.suited(offers), before[CATALOGUE])
        record_work(session, node, LOOK)
        bump(session, TOLD_UP_TO, by=up_to - before[TOLD_UP_TO])
    watchers.number = number
    return up_to < now[CATALOGUE]


def erase_due_watches(node: Node) -> None:
    """Erase every watch that is over, and what was erased before from the log too."""
    now = node.clock.now()
    with node.database.read() as session:
        due = list_watches_to_erase(session, now)
    for start in range(0, len(due), ERASED_AT_A_TIME):
        with node.database.write() as session:
            watches = list(list_watches_with(session, due[start : start + ERASED_AT_A_TIME]))
            note_clients(session, map(client_of, watches), WAITING)
            record_erasure(session, node, ERASURE)
            delete_watches(session, [each.id for each in watches], now=now)
    node.database.empty_log()


def _tell(desk: Desk, changed: Changes, suited: Mapping[str, Collection[str]], seen: int) -> int:
    """Tell of changes in their order, and return the number of the last one that needs no telling any more."""
    # What changed again since it was looked at comes again, under its new number.
    again = {offer_id for _, offer_id in list_changed_offers(desk.session, seen)}
    told, up_to = 0, seen
    for number, offer_id in changed:
        if offer_id not in again:
            told += tell_about(desk, offer_id, suited.get(offer_id, ()))
        if told >= TOLD_AT_A_TIME or (number == changed[-1][0] and len(changed) == OFFERS_AT_A_TIME):
            up_to = number
            break
    call_up(desk)
    return up_to


def _numbers(session: Session) -> Mapping[str, int]:
    return {each.name: each.value for each in session.exec(select(Sequence))}


RECURRING = {
    LOOK: Recurring(look, LOOK_SECONDS),
    ERASURE: Recurring(erase_due_watches, ERASURE_SECONDS),
}
