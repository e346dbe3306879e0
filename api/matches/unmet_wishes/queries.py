"""Which wishes were not met, and which weeks are still being counted."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from api.matches.unmet_wishes.tables import UnmetWish, WishSketch, WishWeek
from api.platform.web.pagination import PageRequest


def list_unmet_wishes(session: Session, request: PageRequest, *, neighbourhood: str | None) -> Sequence[UnmetWish]:
    """List unmet wishes of all neighbourhoods or one, oldest week first, and one more than was asked."""
    query = select(UnmetWish)
    if neighbourhood is not None:
        query = query.where(UnmetWish.neighbourhood == neighbourhood)
    if request.after is not None:
        query = query.where(col(UnmetWish.id) > request.after)
    return session.exec(query.order_by(col(UnmetWish.id)).limit(request.limit + 1)).all()


def list_weeks_before(session: Session, week: str) -> Sequence[str]:
    """List the weeks before this one that were not closed yet."""
    return session.exec(select(WishWeek.week).where(col(WishWeek.week) < week).order_by(col(WishWeek.week))).all()


def list_sketches(session: Session, week: str) -> Sequence[WishSketch]:
    """List what was asked in a week, in the order of neighbourhoods."""
    query = select(WishSketch).where(WishSketch.week == week)
    return session.exec(query.order_by(col(WishSketch.neighbourhood), col(WishSketch.concept))).all()
