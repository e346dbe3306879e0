"""Which runs there are, whose turn it is, and who is in them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlmodel import Session, col, func, select

from api.matches.city_matches.tables import CityMatch, CityMatchClient
from api.matches.city_matches.vocabulary import UNFINISHED, CityMatchState
from api.platform.storage.database import get_to_change
from api.platform.web.pagination import PageRequest
from api.platform.web.problems import NotFoundError, Words

_ROWS_AT_A_TIME: Final = 1000


def get_city_match(session: Session, city_match_id: str, *, organization_id: str | None) -> CityMatch:
    """Return the run of this organization; raises NotFoundError."""
    return _own(session.get(CityMatch, city_match_id), organization_id)


def get_city_match_to_change(session: Session, city_match_id: str, *, organization_id: str | None) -> CityMatch:
    """Return the run of this organization, held until the transaction ends; raises NotFoundError."""
    return _own(get_to_change(session, CityMatch, city_match_id), organization_id)


def list_city_matches(session: Session, request: PageRequest, *, organization_id: str | None) -> Sequence[CityMatch]:
    """List the runs of an organization, oldest first, and one more than was asked."""
    query = select(CityMatch).where(CityMatch.organization_id == organization_id)
    if request.after is not None:
        query = query.where(col(CityMatch.id) > request.after)
    return session.exec(query.order_by(col(CityMatch.id)).limit(request.limit + 1)).all()


def has_unfinished(session: Session, organization_id: str) -> bool:
    """Tell whether a run of this organization waits or goes on."""
    query = select(CityMatch.id).where(
        CityMatch.organization_id == organization_id, col(CityMatch.state).in_(UNFINISHED)
    )
    return session.exec(query).first() is not None


def list_next(session: Session, *, at_once: int) -> Sequence[str]:
    """List the ids of the runs whose turn it is, when so many may go on at once."""
    running = select(func.count()).select_from(CityMatch).where(CityMatch.state == CityMatchState.RUNNING)
    free = max(at_once - session.exec(running).one(), 0)
    waiting = select(CityMatch.id).where(CityMatch.state == CityMatchState.WAITING).order_by(col(CityMatch.id))
    return session.exec(waiting.limit(free)).all() if free else ()


def list_to_erase(session: Session, now: datetime) -> Sequence[str]:
    """List the ids of runs that were kept for long enough."""
    return session.exec(select(CityMatch.id).where(col(CityMatch.erase_at) <= now)).all()


def list_clients_of(session: Session, city_match_id: str) -> Iterator[CityMatchClient]:
    """Yield everyone in a run, in the order in which they were sent."""
    after = -1
    while rows := session.exec(
        select(CityMatchClient)
        .where(CityMatchClient.city_match_id == city_match_id, col(CityMatchClient.number) > after)
        .order_by(col(CityMatchClient.number))
        .limit(_ROWS_AT_A_TIME)
    ).all():
        yield from rows
        after = rows[-1].number


def list_references(session: Session, city_match_id: str) -> Sequence[str]:
    """List the sender's own references of everyone in a run."""
    return session.exec(
        select(CityMatchClient.client_reference).where(CityMatchClient.city_match_id == city_match_id)
    ).all()


def list_ids_of_client(session: Session, organization_id: str, reference: str) -> Sequence[str]:
    """List the ids of what runs of this organization hold about this client."""
    query = (
        select(CityMatchClient.id)
        .join(CityMatch, col(CityMatch.id) == col(CityMatchClient.city_match_id))
        .where(CityMatch.organization_id == organization_id, CityMatchClient.client_reference == reference)
    )
    return session.exec(query).all()


def list_clients_with(session: Session, ids: Sequence[str]) -> Sequence[CityMatchClient]:
    """List what is held with these ids, in the order in which it came."""
    query = select(CityMatchClient).where(col(CityMatchClient.id).in_(ids)).order_by(col(CityMatchClient.id))
    return session.exec(query).all()


def _own(found: CityMatch | None, organization_id: str | None) -> CityMatch:
    if found is None or found.organization_id != organization_id:
        raise NotFoundError(Words("Deze berekening is er niet.", "There is no such run."))
    return found
