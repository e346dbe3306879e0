"""What is read does not grow with what is kept: one client among thousands, deadlines that were handled long ago."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from api.clients.participations.queries import list_participations_of_client
from api.handovers.queries import count_overdue_deadlines, find_open_handover, list_due_deadlines
from api.matches.watches.queries import list_watches_of_client
from api.platform.storage.database import Database
from tests.service import CLOCK

CASES: dict[str, Callable[[Session], Any]] = {
    "ix_handovers_client": lambda session: find_open_handover(session, "organization", "K-1", "offer"),
    "ix_watches_client": lambda session: list_watches_of_client(session, "organization", "K-1"),
    "ix_participations_client": lambda session: list_participations_of_client(session, "organization", "K-1"),
    "ix_handover_deadlines_waiting": lambda session: list_due_deadlines(session, CLOCK.now(), besides=(), limit=5),
    "ix_handover_deadlines_waiting (due_at<?)": lambda session: count_overdue_deadlines(session, CLOCK.now()),
}


# The embedded database has no samples to choose by, so its way is the same with few rows as with many.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("index", CASES)
def test_rows_are_found_by_an_index_that_leads_to_them_alone(index: str, database: Database) -> None:
    asked: list[tuple[str, Any]] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    with database.read() as session:
        CASES[index](session)
        ((statement, parameters),) = [each for each in asked if each[0].startswith("SELECT")]
        ways = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    assert f"INDEX {index}" in str(ways)
