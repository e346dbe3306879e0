"""Counting what happens, in the transaction in which it happens."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from api.platform.storage.database import get_to_change
from api.tallies.tables import Tally, TallyMark
from api.tallies.vocabulary import Dimension, Measure

TallyKey = tuple[str, Measure, Dimension, str]
_COUNTED: Final = "vonk.tallies"
_INSERT: Final[Mapping[str, Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_TALLIES: Final = cast("Table", Tally.__table__)  # type: ignore[attr-defined]


def count(
    session: Session, period: str, measure: Measure, rows: Mapping[Dimension, str] | None = None, *, times: int = 1
) -> None:
    """Count something that happens; with its row in each dimension, and never with two of them together."""
    counted: Counter[TallyKey] = session.info.setdefault(_COUNTED, Counter())
    for dimension, row in {Dimension.TOTAL: "", **(rows or {})}.items():
        counted[period, measure, dimension, row] += times


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    """Add what was counted to the numbers, as the last thing of a transaction."""
    # Last and in one order: numbers are held for a moment only, and two that count the same do not wait in a circle.
    if _COUNTED not in session.info or session.in_nested_transaction():
        return
    counted: Counter[TallyKey] = session.info.pop(_COUNTED)
    insert = _INSERT[session.get_bind().dialect.name]
    for key in sorted(counted):
        wanted = insert(_TALLIES).values(dict(zip(("period", "measure", "dimension", "row"), key, strict=True)))
        session.execute(
            wanted.values(number=counted[key]).on_conflict_do_update(
                index_elements=_TALLIES.primary_key.columns,
                set_={"number": _TALLIES.c.number + wanted.excluded.number},
            )
        )


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_COUNTED, None)


def hold_mark(session: Session, name: str, now: datetime) -> TallyMark:
    """Return up to when the clock has counted this, held until the transaction ends; now, when it never did."""
    mark = get_to_change(session, TallyMark, name)
    if mark is None:
        mark = TallyMark(name=name, at=now)
        session.add(mark)
        session.flush()
    return mark
