"""The durable work of cities: whose turn it is, the work itself on whichever node takes it, and forgetting."""

import logging
from multiprocessing import get_context
from typing import Final

from sqlmodel import col, update

from api.matches.city_matches.actions import delete_city_matches
from api.matches.city_matches.activities import MATCHING_A_CITY, clients_of
from api.matches.city_matches.queries import list_next, list_to_erase
from api.matches.city_matches.settings import CitySettings
from api.matches.city_matches.tables import CityMatch, CityMatchClient
from api.matches.city_matches.vocabulary import MATCH, CityMatchState
from api.matches.city_matches.working import end, work_alone
from api.platform.jobs.actions import enqueue
from api.platform.jobs.work import Recurring
from api.platform.node import Node
from api.platform.recording.clockwork import record_erasure
from api.platform.recording.notes import note_clients, note_object
from api.platform.storage.database import get_to_change
from api.platform.storage.ids import new_id

FORGET: Final = "city-matches.forget"
LOOK_SECONDS: Final = 1.0
ERASURE_SECONDS: Final = 300.0
HEARS_EVERY_SECONDS: Final = 0.5

log = logging.getLogger("vonk.city_matches")


def start_next(node: Node) -> None:
    """Give the runs whose turn it is to whichever node is free; one node at a time does this."""
    at_once = node.settings[CitySettings].city_matches_at_once
    with node.database.read() as session:
        if not list_next(session, at_once=at_once):
            return
    with node.database.write() as session:
        for city_match_id in list_next(session, at_once=at_once):
            run = get_to_change(session, CityMatch, city_match_id)
            if run is not None and run.state is CityMatchState.WAITING:
                run.state, run.started_at = CityMatchState.RUNNING, node.clock.now()
                enqueue(session, MATCH, city_match_id, key=city_match_id)


def match_everyone(node: Node, city_match_id: str) -> None:
    """Do the work of a run in a process of its own; raises DatabaseError when that cannot be, to be tried again."""
    # A new process, and no copy of this one: it holds connections and threads.
    process = get_context("spawn").Process(target=work_alone, args=(node.settings, city_match_id))
    process.start()
    while process.exitcode is None:
        process.join(HEARS_EVERY_SECONDS)
        if node.stopping.is_set():
            _put_off(node, city_match_id)
            process.terminate()
            process.join()
            return
    if process.exitcode:
        node.database.check()
        log.error("A city could not be matched: its process ended with %d.", process.exitcode)
        _fail(node, city_match_id)


def erase_old(node: Node) -> None:
    """Erase runs of which the outcome stayed for long enough, also from the embedded database's log."""
    now = node.clock.now()
    with node.database.read() as session:
        old = list_to_erase(session, now)
    for city_match_id in old:
        # A transaction each: a city is long enough for those who wait to write.
        with node.database.write() as session:
            run = get_to_change(session, CityMatch, city_match_id)
            if run is not None:
                note_object(session, "city-matches", run.id)
                note_clients(session, clients_of(session, run), MATCHING_A_CITY)
                record_erasure(session, node, FORGET)
                delete_city_matches(session, [run.id], now=now)
    node.database.empty_log()


def _put_off(node: Node, city_match_id: str) -> None:
    """Promise the work anew to whoever comes next, for this node stops."""
    with node.database.write() as session:
        enqueue(session, MATCH, city_match_id, key=f"{city_match_id}:{new_id()}")


def _fail(node: Node, city_match_id: str) -> None:
    """Let a run be over without an outcome, so that the next has its turn; its profiles are erased."""
    with node.database.write() as session:
        run = get_to_change(session, CityMatch, city_match_id)
        if run is not None and run.state is CityMatchState.RUNNING:
            of_run = col(CityMatchClient.city_match_id) == city_match_id
            session.execute(update(CityMatchClient).where(of_run).values(sealed_profile=None))
            end(node, session, run, CityMatchState.FAILED)
    node.database.empty_log()


WORKS = {MATCH: match_everyone}
RECURRING = {
    "city-matches.start": Recurring(start_next, LOOK_SECONDS),
    FORGET: Recurring(erase_old, ERASURE_SECONDS),
}
