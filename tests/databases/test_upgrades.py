"""From every earlier migration to this version: rows of each table as it was then come through, and the service starts.

The rows are made from the tables as the database itself describes them at that revision, so a new migration is tried
without a word here: only what a migration changes or forgets on purpose stands below.
"""

import re
from datetime import UTC, date, datetime, time
from typing import Any, Final

from sqlalchemy import JSON, Connection, LargeBinary, MetaData, Table, inspect, select, text
from sqlalchemy import types as kinds

from api.matches.live_catalogue import LiveCatalogue
from api.platform.schema import drift, migrate, require_current_schema
from api.platform.storage.database import Database
from api.platform.storage.ids import new_id
from tests.house.test_migrations import VERSIONS
from tests.service import running_service

REVISIONS: Final = [name[:4] for name in VERSIONS]
NOT_OURS: Final = frozenset({"alembic_version", "sequences"})
REWRITTEN: Final = {("offers", "search_text"), ("offers", "held_places"), ("offers", "said_available_places")}
"""What a migration computes anew from the other columns."""
FORGOTTEN_BEFORE: Final = {"kept_answers": "0007"}
"""Answers are kept for a day; those that did not know yet what they are about were forgotten on purpose."""

WORDS: Final = {"title": "Timmeren", "search_text": "timmeren hout", "period": "2026-01"}
OTHERS: Final[dict[str, Any]] = {
    "latitude": 51.9,
    "longitude": 4.5,
    "given_latitude": 51.9,
    "given_longitude": 4.5,
    "maximum_age": 99,
    "interests": ["hout"],
    "details": {},
    "snapshot": {"kind": "activity", "title": "Timmeren", "status": "published"},
    "data": {},
    "headers": {},
    "types": ["offer.created"],
}

Row = dict[str, Any]


class Rows:
    """Fills every table of one revision with a row, and remembers what it wrote."""

    def __init__(self) -> None:
        self.written: list[tuple[str, str, Row]] = []
        self._newest: dict[str, Row] = {}

    def write(self, connection: Connection, revision: str) -> None:
        """Write one row into each table, those first that others point at."""
        tables = MetaData()
        tables.reflect(connection, only=lambda name, _: name not in NOT_OURS and not is_of_a_library(name))
        for table in tables.sorted_tables:
            row = self._row(connection, table, revision)
            connection.execute(table.insert().values(row))
            self._newest[table.name] = row
            self.written.append((revision, table.name, row))
        if "offer_changes" in tables.tables:
            connection.execute(
                text("UPDATE sequences SET value = :last WHERE name = 'catalogue'"), {"last": int(revision)}
            )

    def _row(self, connection: Connection, table: Table, revision: str) -> Row:
        closed: Row = {}
        for check in inspect(connection).get_check_constraints(table.name):
            words = re.findall(r"'([^']+)'", check["sqltext"])
            checked = {name for name in table.columns.keys() if re.search(rf"\b{name}\b", check["sqltext"])}  # noqa: SIM118 - their names
            closed |= dict.fromkeys(checked, words[0]) if words else {}
        row: Row = {}
        for column in table.columns:
            pointed = next(iter(column.foreign_keys), None)
            if pointed is not None:
                row[column.name] = self._newest[pointed.column.table.name][pointed.column.name]
            elif (table.name, column.name) == ("offers", "status"):
                row[column.name] = "published"
            else:
                row[column.name] = closed.get(column.name) or value_for(column, revision)
        return row


def is_of_a_library(table: str) -> bool:
    return table.startswith(
        ("workflow", "operation", "notifications", "dbos", "event_", "streams", "queues", "application")
    )


def value_for(column: Any, revision: str) -> Any:
    """Something that this column may hold, another one at each revision where it is a text or a moment."""
    name, kind = column.name, column.type
    day = date(2026, 1, int(revision) % 28 + 1)
    if name == "id":
        return new_id() if kind.length >= len(new_id()) else new_id().replace("-", "")
    if isinstance(kind, kinds.Integer) and column.primary_key:
        return int(revision)
    if isinstance(kind, kinds.String):
        return WORDS.get(name, f"{revision} {name}")[: kind.length]
    if isinstance(kind, kinds.DateTime):
        return datetime.combine(day, time(9, 30), UTC)
    plain = {JSON: [], kinds.Boolean: False, kinds.Date: day, LargeBinary: b"{}", kinds.Integer: 1, kinds.Float: 2.0}
    return OTHERS.get(name, next(value for type_, value in plain.items() if isinstance(kind, type_)))


async def test_what_was_written_at_every_earlier_migration_is_all_there_and_answers(empty_database: Database) -> None:
    rows = Rows()
    for revision in REVISIONS:
        migrate(empty_database, revision)
        with empty_database.engine.execution_options(vonk_writes=True).begin() as connection:
            rows.write(connection, revision)
    require_current_schema(empty_database)
    drift(empty_database)
    with empty_database.engine.connect() as connection:
        assert list(lost_or_changed(connection, rows.written)) == []
    offers = [row["id"] for _, table, row in rows.written if table == "offers"]
    assert len(offers) == len(REVISIONS)
    async with running_service(empty_database.engine.url.render_as_string(hide_password=False)) as service:
        assert (await service.client.get("/readyz")).status_code == 200
        assert set(service.node.part(LiveCatalogue).catalogue.ids) == set(offers)
        assert [(await service.admin.get(f"/offers/{offer}")).status_code for offer in offers] == [200] * len(offers)


def lost_or_changed(connection: Connection, written: list[tuple[str, str, Row]]) -> Any:
    tables = MetaData()
    tables.reflect(connection, only=sorted({name for _, name, _ in written}))
    for revision, name, row in written:
        if revision < FORGOTTEN_BEFORE.get(name, ""):
            continue
        table = tables.tables[name]
        by_key = [column == row[column.name] for column in table.primary_key]
        found = connection.execute(select(table).where(*by_key)).mappings().one_or_none()
        if found is None:
            yield revision, name, "is gone"
            continue
        yield from (
            (revision, name, column, row[column], found[column])
            for column in row
            if (name, column) not in REWRITTEN and same(found.get(column)) != same(row[column])
        )


def same(value: Any) -> Any:
    """The same moment, however a database tells its zone."""
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value
