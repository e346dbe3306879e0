"""Writing down what a client does already, changing and erasing it; what was counted stays a number."""

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from api.clients.participations.schemas import ParticipationCreate
from api.clients.participations.settings import ParticipationSettings
from api.clients.participations.tables import Participation
from api.platform.jobs.sweeping import promise_sweep
from api.platform.requests.desk import Desk
from api.platform.requests.once.actions import forget_answers_about
from api.platform.web.problems import invalid
from api.tallies.actions import count
from api.tallies.calendar import month_of
from api.tallies.vocabulary import Dimension, Measure


def create_participation(desk: Desk, wanted: ParticipationCreate, organization_id: str) -> Participation:
    """Write down what a client does already, and count it; raises InvalidInputError for what is still to begin."""
    _require_begun(wanted, desk.today)
    made = Participation(
        organization_id=organization_id,
        erase_on=_erase_on(desk, wanted),
        created_at=desk.now,
        updated_at=desk.now,
        **dict(wanted),
    )
    desk.session.add(made)
    desk.session.flush()
    count(desk.session, month_of(desk.today), Measure.OWN, {Dimension.KIND: wanted.kind})
    return made


def change_participation(desk: Desk, participation: Participation, wanted: ParticipationCreate) -> None:
    """Change what is known of it; what was counted stays. Raises InvalidInputError for what is still to begin."""
    _require_begun(wanted, desk.today)
    participation.sqlmodel_update({**dict(wanted), "erase_on": _erase_on(desk, wanted), "updated_at": desk.now})
    desk.session.add(participation)
    desk.session.flush()


def delete_participations(desk: Desk, ids: Collection[str]) -> int:
    """Erase these with every kept answer about them, and count them."""
    query = delete(Participation).where(col(Participation.id).in_(ids)).returning(col(Participation.id))
    erased = desk.session.scalars(query).all()
    forget_answers_about(desk.session, erased)
    if erased:
        promise_sweep(desk.session, now=desk.now)
    return len(erased)


def forget_participations(session: Session, ids: Collection[str]) -> None:
    """Erase what was kept long enough."""
    session.execute(delete(Participation).where(col(Participation.id).in_(ids)))
    forget_answers_about(session, ids)


def to_written(participation: Participation) -> ParticipationCreate:
    """Return it as its coach wrote it."""
    return ParticipationCreate.model_validate(
        {field.alias or name: getattr(participation, name) for name, field in ParticipationCreate.model_fields.items()}
    )


def _erase_on(desk: Desk, wanted: ParticipationCreate) -> date:
    days = desk.settings[ParticipationSettings].participation_retention_days
    return max(wanted.until or desk.today, desk.today) + timedelta(days=days)


def _require_begun(wanted: ParticipationCreate, today: date) -> None:
    if wanted.since > today:
        raise invalid("/since", "Dit begint nog. Schrijf op wat er al is.", "This is still to begin.")
