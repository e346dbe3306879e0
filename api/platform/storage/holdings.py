"""What a feature holds about a client, declared once: where it stands, how it is found, shown and erased.

An export, an erasure, what is swept from the files, what the planner of PostgreSQL keeps no samples of, and the
documents follow from these declarations; a feature that comes to know something about a client only declares it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Client:
    """A client of one organization, by that organization's own reference."""

    organization_id: str
    reference: str


def find_nothing(_desk: object, _client: Client) -> Collection[str]:
    """Find nothing by a client's reference; it is found by what it is about."""
    return ()


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of thing that is held about clients.

    `find` gives the ids of what is held about a client, at a desk. `show` and `erase` get the ids that all holdings
    found together, for an answer that is kept or told elsewhere is about one of those; `show` is also told whether
    everything is to be seen, or only that it is there. What has no shape is shown with what it is about.
    """

    name: str
    columns: Mapping[str, tuple[str, ...]]
    counted: tuple[str, ...]
    erase: Callable[[Any, Collection[str]], Mapping[str, int]]
    find: Callable[[Any, Client], Collection[str]] = find_nothing
    shape: type[BaseModel] | None = None
    show: Callable[..., list[Any]] | None = None


def find_all(desk: object, holdings: Iterable[Holding], client: Client) -> frozenset[str]:
    """Return the ids of all that is held about this client."""
    return frozenset(each for holding in holdings for each in holding.find(desk, client))


def tables_of(holdings: Iterable[Holding]) -> tuple[str, ...]:
    """Return the tables in which something is held about a client, in the order of their names."""
    return tuple(sorted({table for holding in holdings for table in holding.columns}))


def keep_no_samples(connection: Connection, holdings: Iterable[Holding]) -> None:
    """Let PostgreSQL take no samples, for its planner, of what is held about clients: they would outlive an erasure."""
    if connection.dialect.name == "sqlite":
        return
    sampled = connection.exec_driver_sql(
        """
        SELECT relname, attname, format_type(atttypid, atttypmod)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = current_schema()::regnamespace AND attnum > 0 AND attstattarget IS DISTINCT FROM 0
        """
    )
    types = {(table, column): kind for table, column, kind in sampled}
    told = {(table, column) for each in holdings for table, columns in each.columns.items() for column in columns}
    for table, column in sorted(types.keys() & told):
        # Giving a column the type that it has already throws away the samples of before.
        again = f"ALTER COLUMN {column} TYPE {types[table, column]}"
        connection.exec_driver_sql(f"ALTER TABLE {table} {again}, ALTER COLUMN {column} SET STATISTICS 0")
