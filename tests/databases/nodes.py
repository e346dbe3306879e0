"""Two nodes on one database, and what it takes to let requests meet at exactly the same row."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx

from api.platform.storage.database import Database
from tests.service import Actor, Service, running_service

WAITS_AT_MOST_SECONDS = 60
# Where requests that write wait for each other.
CONTENDED = (
    "organizations",
    "offers",
    "matching_tables",
    "webhook_endpoints",
    "kept_answers",
    "calendar_links",
    "api_keys",
)
_WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"

Send = Callable[[Actor], Awaitable[httpx.Response]]


@asynccontextmanager
async def two_nodes(database_url: str, **settings: Any) -> AsyncIterator[tuple[Service, Service]]:
    """Two nodes on one database; a key of the first opens both."""
    async with running_service(database_url, **settings) as first, running_service(database_url, **settings) as second:
        names = ("admin", "partner", "coach", "host")
        same = {name: replace(getattr(first, name), client=second.client) for name in names}
        yield first, replace(second, **same)


async def send_at_once(database: Database, senders: Sequence[Awaitable[httpx.Response]]) -> list[httpx.Response]:
    """The answers to requests that all read before any of them may write, as far as the database lets them.

    On PostgreSQL every row that they could change is held until each request waits for one of them; SQLite has one
    writer at a time, so there they only start together.
    """
    if database.is_sqlite:
        return list(await asyncio.gather(*senders))
    with database.engine.connect() as holding:
        for table in CONTENDED:
            holding.exec_driver_sql(f"SELECT 1 FROM {table} FOR UPDATE")  # noqa: S608 - our own tables
        under_way = [asyncio.ensure_future(each) for each in senders]
        await until_waiting(database, under_way)
        holding.rollback()
    return list(await asyncio.gather(*under_way))


async def until_waiting(database: Database, under_way: Sequence["asyncio.Future[httpx.Response]"]) -> None:
    """Come back once each of these requests is answered or waits for a row of PostgreSQL."""
    async with asyncio.timeout(WAITS_AT_MOST_SECONDS):
        while True:
            with database.engine.connect() as connection:
                waiting = connection.exec_driver_sql(_WAITING).scalar_one()
            if waiting + sum(each.done() for each in under_way) >= len(under_way):
                return
            await asyncio.sleep(0.01)
