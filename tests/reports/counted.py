"""What was counted of one measure, row by row, for tests."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session

from api.platform.storage.database import Database
from api.reports.periods import Period, read_period
from api.tallies.actions import count, hold_mark
from api.tallies.calendar import half_of
from api.tallies.queries import list_tallies
from api.tallies.vocabulary import BEGAN, Dimension, Measure
from tests.service import CLOCK, Service

TODAY = CLOCK.today()
THIS_HALF = read_period(half_of(TODAY))
LAST_HALF = THIS_HALF.before
THIS_MONTH = f"{TODAY:%Y-%m}"


def numbers_of(database: Database, measure: Measure, dimension: Dimension, period: str = THIS_MONTH) -> dict[str, int]:
    """How often, by row."""
    with database.read() as session:
        found = [each for each in list_tallies(session, [period]) if each.measure is measure]
        return {each.row: each.number for each in found if each.dimension is dimension}


def begin_before(service: Service, half: Period = LAST_HALF) -> None:
    """Let counting have begun with this half-year."""
    with service.database.write() as session:
        hold_mark(session, BEGAN, CLOCK.now()).at = CLOCK.now() - (TODAY - half.starts_on) + timedelta(days=1)


def start(session: Session, month: str, organization_id: str, times: int = 1, **rows: str) -> None:
    """Count so many starts."""
    told = {Dimension.ORGANIZATION: organization_id, Dimension.KIND: "activity", Dimension.LADDER_STEP: "3"}
    named = {Dimension(name): row for name, row in rows.items()}
    count(session, month, Measure.STARTS, {**told, **named}, times=times)


def measure_in(report: dict[str, Any], measure: str) -> dict[str, Any]:
    """What a report tells of this."""
    (found,) = (each for each in report["measures"] if each["measure"] == measure)
    told: dict[str, Any] = found
    return told


def rows_in(report: dict[str, Any], measure: str, by: str) -> dict[str, int | None]:
    """The rows of one of its tables, by what they are called."""
    (split,) = (each for each in measure_in(report, measure)["breakdowns"] if each["by"] == by)
    return {row["label"]: row["count"] for row in split["rows"]}
