"""News of a table, as it happens on whatever node: the numbers of all changes are looked at a few times a second."""

import asyncio
from collections.abc import AsyncIterator
from typing import Self

from fastapi.sse import ServerSentEvent
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from api.catalogue.offers.vocabulary import CATALOGUE
from api.matching_tables.queries import find_table, list_events_after
from api.matching_tables.schemas import TableNews
from api.matching_tables.tables import MatchingTable
from api.matching_tables.vocabulary import TABLES
from api.platform.node import Node
from api.platform.storage.outages import UNAVAILABLE
from api.platform.web.answers import body_of

LOOKS_EVERY_SECONDS = 0.2
CATALOGUE_CHANGED = "catalogue-changed"
OPENED = "opened"
ENDED = "ended"
RETRY_MILLISECONDS = 1000


class Newsroom:
    """Follows tables for everyone who looks at them on this node."""

    def __init__(self, node: Node) -> None:
        self._node = node

    @classmethod
    def of(cls, node: Node) -> Self:
        """Make the newsroom of this node."""
        return cls(node)

    async def follow(self, table: MatchingTable, last_event_id: str | None) -> AsyncIterator[TableNews]:
        """Yield what changed after a number and what changes then, until table, board address, node or database end."""
        try:
            async for news in self._follow(table, last_event_id):
                yield news
        except UNAVAILABLE:
            return  # Who follows comes back by itself, and then hears what it missed.

    async def _follow(self, table: MatchingTable, last_event_id: str | None) -> AsyncIterator[TableNews]:
        seen = table.number if last_event_id is None else int(last_event_id)
        # Something at once, so that a page knows that it listens before anything happens.
        yield TableNews(number=seen, type=OPENED)
        numbers = dict(await self._node.freshness.numbers())
        looked = -1
        while not self._node.stopping.is_set():
            now = await self._node.freshness.numbers()
            if now[TABLES] != looked or table.erase_at <= self._node.clock.now():
                looked = now[TABLES]
                news = await run_in_threadpool(self._read, table, seen)
                for each in news or ():
                    yield each
                    seen = each.number
                if news is None:
                    yield TableNews(number=seen, type=ENDED)
                    return
            if now[CATALOGUE] != numbers[CATALOGUE]:
                numbers = dict(now)
                yield TableNews(number=seen, type=CATALOGUE_CHANGED)
            await asyncio.sleep(LOOKS_EVERY_SECONDS)

    def _read(self, table: MatchingTable, seen: int) -> list[TableNews] | None:
        with self._node.database.read() as session:
            return self._news(session, table, seen)

    def _news(self, session: Session, table: MatchingTable, seen: int) -> list[TableNews] | None:
        """Return what is new; None when the table is gone, or its board opens with another key by now."""
        found = find_table(session, table.id, now=self._node.clock.now())
        # A new address for the board ends what the old one showed.
        if found is None or found.sealed_board_key != table.sealed_board_key:
            return None
        return [
            TableNews(number=each.number, type=each.type, seat=each.seat, offer_id=each.offer_id)
            for each in list_events_after(session, table.id, seen)
        ]


def to_event(news: TableNews, *, kind: str | None = None) -> ServerSentEvent:
    """Return one change as a server-sent event."""
    data = body_of(news).decode()
    return ServerSentEvent(raw_data=data, event=kind or news.type, id=str(news.number), retry=RETRY_MILLISECONDS)
