"""What is held about clients is declared, and everything that has to know of it reads the declarations."""

import re

import pytest
from sqlalchemy import JSON, Column, Enum, LargeBinary, String, TypeDecorator
from sqlmodel import select

from api.features import FEATURES
from api.matching_tables.tables import TableSeat
from api.platform.audit.holdings import PROCESSING
from api.platform.storage.database import Database
from api.platform.storage.holdings import find_nothing, keep_no_samples, tables_of
from tests.house.tree import read

ID_LENGTH = 36
# Words about offers, organizations, keys and systems: none of them is about a client.
NOT_ABOUT_A_CLIENT = {
    "api_keys": {"name", "key_hash", "prefix"},
    "audit_events": {"trace_id", "actor_id", "role", "operation", "objects", "origin"},
    "asked_from_addresses": {"address_hash"},
    "calendar_links": {"name"},
    "city_matches": {"figures"},
    "handovers": {"created_by"},
    "handover_events": {"caller_id"},
    "handover_policies": {"check_in_weeks"},
    "kept_answers": {"caller_id", "request_hash"},
    "lineage_decisions": {"decided_by"},
    "matching_tables": {"sealed_board_key"},
    "offer_changes": {"changed_by", "snapshot"},
    "offers": {
        "external_id", "title", "description", "interests", "search_text", "location_name", "location_address",
        "postcode", "languages", "audience", "communities", "review_reason", "contact_name", "contact_role",
        "contact_email", "contact_phone",
    },
    "mails": {"kind"},
    "organizations": {"name", "description", "website", "contact_email"},
    "page_links": {"name", "token_hash"},
    "places": {"code"},
    "processing_records": {"span_id", "trace_id", "parent_span_id", "asked_by", "activity", "operation"},
    "processing_unsent": {"span_id"},
    "report_links": {"name", "token_hash"},
    "sequences": {"name"},
    "tallies": {"period", "row"},
    "tally_marks": {"name"},
    "unmet_wishes": {"week", "neighbourhood", "concept"},
    "waiting_files": {"sealed_content"},
    "webhook_endpoints": {"url", "types", "encrypted_secret"},
    "webhook_events": {"type", "trace_id"},
    "wish_sketches": {"week", "neighbourhood", "concept"},
    "wish_weeks": {"week"},
}  # fmt: skip
HOLDINGS = FEATURES.holdings
DECLARED = {(table, column) for each in HOLDINGS for table, columns in each.columns.items() for column in columns}


def may_tell_of_a_client(column: Column[object]) -> bool:
    """Whether anything can stand here: no id of ours, no word of a closed list, no number and no moment."""
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    is_of_ours = column.name == "id" or (column.name.endswith("_id") and getattr(kind, "length", 0) == ID_LENGTH)
    is_open = isinstance(kind, (String, JSON, LargeBinary)) and not isinstance(kind, Enum)
    return is_open and not is_of_ours


def test_every_column_that_may_tell_of_a_client_is_declared_or_said_not_to() -> None:
    free = {
        (table.name, column.name)
        for table in FEATURES.metadata.sorted_tables
        for column in table.columns
        if may_tell_of_a_client(column)
    }
    said_not_to = {(table, column) for table, columns in NOT_ABOUT_A_CLIENT.items() for column in columns}
    assert free - DECLARED - said_not_to == set()
    assert said_not_to - free == set()
    assert DECLARED & said_not_to == set()


def test_every_feature_that_knows_clients_by_a_reference_says_what_it_does_with_that() -> None:
    # The log itself is what is done being told, and no activity of its own.
    silent = [
        holding.name
        for feature in FEATURES
        for holding in feature.holdings
        if holding.find is not find_nothing and holding is not PROCESSING and not feature.activities
    ]
    assert silent == []


def test_every_table_with_a_reference_of_a_client_belongs_to_a_feature_that_says_what_it_does_with_that() -> None:
    silent = [
        table.__tablename__
        for feature in FEATURES
        for table in feature.tables
        if {"client_reference", "seat"} & set(FEATURES.metadata.tables[str(table.__tablename__)].columns.keys())
        and not feature.activities
    ]
    assert silent == []


def test_what_is_declared_exists() -> None:
    tables = FEATURES.metadata.tables
    assert set(tables_of(HOLDINGS)) - tables.keys() == set()
    assert [(table, column) for table, column in DECLARED if column not in tables[table].columns] == []


def test_every_kind_counts_what_it_erases_and_none_has_the_name_of_another() -> None:
    counted = [name for each in HOLDINGS for name in each.counted]
    assert len(set(counted)) == len(counted)
    assert len({each.name for each in HOLDINGS}) == len(HOLDINGS)


def test_the_guide_for_operators_rewrites_exactly_the_tables_that_hold_something() -> None:
    told = re.search(r"`VACUUM FULL ([^`]*)`", read("docs/operations.md"))
    assert told
    assert tuple(re.split(r",\s+", told[1])) == tables_of(HOLDINGS)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_keeps_no_samples_of_what_is_declared_and_forgets_those_of_before(database: Database) -> None:
    sampled = "SELECT tablename, attname FROM pg_stats WHERE schemaname = current_schema()"
    database.rewrite(["table_seats"])
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE table_seats ALTER COLUMN seat SET STATISTICS -1")
        connection.exec_driver_sql("ALTER TABLE table_seats DISABLE TRIGGER ALL")
        connection.exec_driver_sql(
            "INSERT INTO table_seats SELECT 't', 'Zxq-' || n, 'x', now() FROM generate_series(1, 50) AS n"
        )
        connection.exec_driver_sql("ANALYZE table_seats")
        found = {tuple(row) for row in connection.exec_driver_sql(sampled)}
        assert ("table_seats", "seat") in found
        assert ("table_seats", "sealed_profile") not in found
        keep_no_samples(connection, HOLDINGS)
        connection.exec_driver_sql("ANALYZE table_seats")
        assert {tuple(row) for row in connection.exec_driver_sql(sampled)} & DECLARED == set()
        connection.exec_driver_sql("DELETE FROM table_seats")
        connection.exec_driver_sql("ALTER TABLE table_seats ENABLE TRIGGER ALL")
    with database.read() as session:
        assert session.exec(select(TableSeat)).all() == []
