"""What was counted."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from api.tallies.tables import Tally, TallyMark
from api.tallies.vocabulary import BEGAN


def list_tallies(session: Session, periods: Collection[str]) -> Sequence[Tally]:
    """List all that was counted in these periods."""
    return session.exec(select(Tally).where(col(Tally.period).in_(periods))).all()


def find_beginning(session: Session) -> datetime | None:
    """Find since when is counted; None when nothing was yet."""
    mark = session.get(TallyMark, BEGAN)
    return None if mark is None else mark.at
