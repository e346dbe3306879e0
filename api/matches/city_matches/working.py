"""The work of one run, in a process of its own: the node that started it answers as ever, and its memory stays."""

import os
from collections.abc import Iterator
from datetime import timedelta
from multiprocessing import parent_process
from threading import Thread
from typing import Final

from sqlalchemy import bindparam, update
from sqlmodel import Session, col

from api.clients.schemas import ClientWrite
from api.matches.city.actions import City, match_city
from api.matches.city.candidates import ClientOptions
from api.matches.city.report import CityReport
from api.matches.city.schemas import CityClient
from api.matches.city.vocabulary import PlacementCode
from api.matches.city_matches.activities import MATCHING_A_CITY, clients_of
from api.matches.city_matches.queries import list_clients_of
from api.matches.city_matches.schemas import CityFigures
from api.matches.city_matches.settings import CitySettings
from api.matches.city_matches.tables import CityMatch, CityMatchClient
from api.matches.city_matches.vocabulary import MATCH, CityMatchState, Proof
from api.platform.jobs.sweeping import promise_sweep
from api.platform.node import Node
from api.platform.recording.clockwork import record_work
from api.platform.recording.notes import note_clients, note_object
from api.platform.settings import Settings
from api.platform.storage.database import get_to_change

TOLD_EVERY: Final = 500


class ErasedMeanwhileError(Exception):
    """The run is not there any more; nothing is left to do."""


def work_alone(settings: Settings, city_match_id: str) -> None:
    """Do the work of a run with these settings, and end with the process that asked for it."""
    Thread(target=_end_with_parent, daemon=True).start()
    node = Node(settings)
    try:
        work(node, city_match_id)
    finally:
        node.database.close()


def work(node: Node, city_match_id: str) -> None:
    """Match everyone in a run from the beginning, and keep the outcome in the place of the profiles.

    From the beginning also after a node died halfway: that takes less than keeping what was found so far would.
    """
    with node.database.read() as session:
        run = session.get(CityMatch, city_match_id)
        if run is None or run.state is not CityMatchState.RUNNING:
            return
        rows = [each for each in list_clients_of(session, city_match_id) if each.sealed_profile is not None]
    ids = [each.id for each in rows]
    clients = [CityClient(reference=each.client_reference, client=_opened(node, each)) for each in rows]
    processes = node.settings[CitySettings].city_processes or os.cpu_count() or 1
    city = City(node.database, node.settings, node.clock.today(), run.language, processes)

    def follow(ranking: Iterator[ClientOptions]) -> Iterator[ClientOptions]:
        for count, options in enumerate(ranking, 1):
            if count % TOLD_EVERY == 0:
                _tell_progress(node, city_match_id, count)
            yield options

    try:
        placements, report = match_city(city, clients, follow)
    except ErasedMeanwhileError:
        return
    sealed = [node.secrets.encrypt(each.model_dump_json()) for each in placements]
    with node.database.write() as session:
        found = get_to_change(session, CityMatch, city_match_id)
        if found is not None and found.state is CityMatchState.RUNNING:
            _keep(session, dict(zip(ids, sealed, strict=True)))
            found.figures = _figures(report).model_dump(mode="json")
            found.ranked = len(placements)
            end(node, session, found, CityMatchState.DONE)
    node.database.empty_log()


def end(node: Node, session: Session, run: CityMatch, state: CityMatchState) -> None:
    """Let a run be over: from now on its outcome stays for a while, and what was sealed before is swept away."""
    run.state, run.finished_at = state, node.clock.now()
    run.erase_at = run.finished_at + timedelta(hours=node.settings[CitySettings].city_result_hours)
    promise_sweep(session, now=run.finished_at)
    note_object(session, "city-matches", run.id)
    note_clients(session, clients_of(session, run), MATCHING_A_CITY)
    record_work(session, node, MATCH)


def _opened(node: Node, row: CityMatchClient) -> ClientWrite:
    return ClientWrite.model_validate_json(node.secrets.decrypt(row.sealed_profile or ""))


def _tell_progress(node: Node, city_match_id: str, ranked: int) -> None:
    with node.database.write() as session:
        run = get_to_change(session, CityMatch, city_match_id)
        if run is None:
            raise ErasedMeanwhileError
        run.ranked = ranked


def _keep(session: Session, sealed: dict[str, str]) -> None:
    """Put the outcome of each in the place of the profile; of who was erased meanwhile nothing is kept."""
    change = (
        update(CityMatchClient.__table__)  # type: ignore[attr-defined]
        .where(col(CityMatchClient.id) == bindparam("row_id"))
        .values(sealed_profile=None, sealed_placement=bindparam("sealed"))
    )
    if sealed:
        session.connection().execute(change, [{"row_id": key, "sealed": value} for key, value in sealed.items()])


def _figures(report: CityReport) -> CityFigures:
    best, first_come, codes = report.allocation.objective, report.allocation.greedy, report.codes
    return CityFigures(
        offers=report.offers,
        placed=best.matched,
        total_score=round(best.total_score, 6),
        status=Proof(report.allocation.status),
        first_come_placed=first_come.matched,
        first_come_total_score=round(first_come.total_score, 6),
        first_choice=codes[PlacementCode.FIRST_CHOICE],
        other_choice=codes[PlacementCode.OTHER_CHOICE],
        too_few_places=codes[PlacementCode.TOO_FEW_PLACES],
        nothing_suitable=codes[PlacementCode.NOTHING_SUITABLE],
        nothing_possible=codes[PlacementCode.NOTHING_POSSIBLE],
        seconds=round(sum(report.seconds.values()), 3),
    )


def _end_with_parent() -> None:
    """End with the node that asked: another one takes the work up from the beginning."""
    if parent := parent_process():
        parent.join()
        os._exit(1)
