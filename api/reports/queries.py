"""What a report tells besides what was counted: names of organizations, and wishes that were not met."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from sqlmodel import Session, col, func, select

from api.catalogue.organizations.tables import Organization
from api.matches.unmet_wishes.tables import UnmetWish

MOST_WISHES: Final = 20
_TO_THURSDAY: Final = timedelta(days=3)


def read_names(session: Session) -> Mapping[str, str]:
    """Return what every organization is called, by its id."""
    return dict(session.exec(select(Organization.id, Organization.name)).all())


def list_wishes(session: Session, starts_on: date, ends_on: date) -> Sequence[tuple[str, int]]:
    """List what was asked most in vain in the weeks of a period, as it is told by week and neighbourhood, summed up."""
    number = func.sum(UnmetWish.clients)
    query = select(UnmetWish.concept, number).where(col(UnmetWish.week).in_(_weeks_of(starts_on, ends_on)))
    query = query.group_by(col(UnmetWish.concept)).order_by(number.desc(), col(UnmetWish.concept)).limit(MOST_WISHES)
    return [(concept, int(clients)) for concept, clients in session.exec(query).all()]


def _weeks_of(starts_on: date, ends_on: date) -> list[str]:
    """Return the weeks of ISO 8601 of which the Thursday, and so the most, lies in a period."""
    monday = starts_on - timedelta(days=starts_on.weekday())
    weeks = []
    while monday + _TO_THURSDAY <= ends_on:
        if monday + _TO_THURSDAY >= starts_on:
            year, week, _ = monday.isocalendar()
            weeks.append(f"{year}-W{week:02}")
        monday += timedelta(days=7)
    return weeks
