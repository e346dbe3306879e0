"""Asking for a run, giving it its turn, and erasing it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import insert
from sqlmodel import Session, col, delete

from api.catalogue.organizations.queries import get_organization_to_change
from api.matches.city_matches.activities import MATCHING_A_CITY, clients_of
from api.matches.city_matches.queries import has_unfinished
from api.matches.city_matches.reading import SealedClient
from api.matches.city_matches.settings import CitySettings
from api.matches.city_matches.tables import CityMatch, CityMatchClient
from api.matches.city_matches.vocabulary import CityMatchState
from api.platform.jobs.sweeping import promise_sweep
from api.platform.requests.desk import RouteDesk
from api.platform.requests.once.actions import forget_answers_about
from api.platform.storage.ids import new_id
from api.platform.web.problems import ConflictError, Words

_ONE_AT_A_TIME: Final = Words(
    "Er loopt al een berekening voor deze organisatie. Wacht tot die klaar is, of wis haar.",
    "A run of this organization is not done yet. Wait for it, or erase it.",
)


def create_city_match(desk: RouteDesk, clients: Sequence[SealedClient], organization_id: str) -> CityMatch:
    """Store who is to be matched; raises ConflictError while another run of the organization is not done."""
    # Held, so that of two who ask at once only one gets by.
    get_organization_to_change(desk.session, organization_id)
    if has_unfinished(desk.session, organization_id):
        raise ConflictError(_ONE_AT_A_TIME)
    keep_for = timedelta(hours=desk.settings[CitySettings].city_result_hours)
    asked = CityMatch(
        organization_id=organization_id,
        state=CityMatchState.WAITING,
        language=desk.language,
        clients=len(clients),
        created_at=desk.now,
        # Twice as long as the outcome stays, should the work never end.
        erase_at=desk.now + 2 * keep_for,
    )
    desk.session.add(asked)
    desk.session.flush()
    rows = [
        {
            "id": new_id(),
            "city_match_id": asked.id,
            "number": number,
            "client_reference": each.reference,
            "sealed_profile": each.sealed_profile,
            "sealed_placement": None,
        }
        for number, each in enumerate(clients)
    ]
    desk.session.execute(insert(CityMatchClient), rows)
    desk.process_all(clients_of(desk.session, asked), MATCHING_A_CITY)
    return asked


def delete_city_matches(session: Session, ids: Collection[str], *, now: datetime) -> None:
    """Erase these runs with everyone in them; work on them stops."""
    session.execute(delete(CityMatchClient).where(col(CityMatchClient.city_match_id).in_(ids)))
    session.execute(delete(CityMatch).where(col(CityMatch.id).in_(ids)))
    forget_answers_about(session, ids)
    promise_sweep(session, now=now)


def delete_clients(session: Session, ids: Collection[str], *, now: datetime) -> int:
    """Erase what runs hold with these ids, and count it; the figures of a run stay, for they tell of nobody."""
    erased = session.execute(
        delete(CityMatchClient).where(col(CityMatchClient.id).in_(ids)).returning(col(CityMatchClient.id))
    ).all()
    if erased:
        promise_sweep(session, now=now)
    return len(erased)
