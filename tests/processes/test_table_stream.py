"""A matching table followed over a real connection: every change comes, on another process too, and none twice."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import pytest

from api.platform.security.roles import Role
from api.platform.storage.database import Database
from tests.matching_tables.afternoon import today
from tests.processes.server import serving
from tests.service import make_actor
from tests.waiting import ONLY_A_HANG_SECONDS


@dataclass(frozen=True, slots=True)
class Followed:
    """A table, and two processes over one database."""

    writing: httpx.Client
    following: httpx.AsyncClient
    path: str


@contextmanager
def two_processes(database_url: str) -> Iterator[Followed]:
    database = Database(database_url)
    host = make_actor(httpx.AsyncClient(), database, Role.HOST, "De Focus")
    database.close()
    headers = {"Authorization": f"Bearer {host.key}"}
    with serving(database_url) as (one, _), serving(database_url) as (other, _):
        following = httpx.AsyncClient(base_url=f"{other}/v1", headers=headers, timeout=ONLY_A_HANG_SECONDS)
        with httpx.Client(base_url=f"{one}/v1", headers=headers, timeout=ONLY_A_HANG_SECONDS) as writing:
            made = writing.post("/tables", json={"name": "Tafel", "on": today().isoformat()}).json()
            yield Followed(writing, following, f"/tables/{made['id']}")


async def events_of(response: httpx.Response) -> AsyncIterator[tuple[str, dict[str, object]]]:
    event = {}
    async for line in response.aiter_lines():
        name, _, value = line.partition(": ")
        if line:
            event[name] = value
        elif "event" in event:
            yield event["id"], json.loads(event["data"])
            event = {}


async def test_a_change_on_one_process_comes_over_a_stream_of_another(database_url: str) -> None:
    with two_processes(database_url) as table:
        async with table.following, asyncio.timeout(ONLY_A_HANG_SECONDS):
            async with table.following.stream("GET", f"{table.path}/stream") as response:
                assert response.headers["content-type"].startswith("text/event-stream")
                events = events_of(response)
                assert (await anext(events))[1]["type"] == "opened"
                table.writing.put(f"{table.path}/clients/K1", json={"interests": ["hout"]}).raise_for_status()
                seen, news = await anext(events)
                assert (news["type"], news["seat"]) == ("seat-set", "K1")
            table.writing.put(f"{table.path}/clients/K2", json={"interests": ["hout"]}).raise_for_status()
            table.writing.delete(f"{table.path}/clients/K1").raise_for_status()
            missed = {"Last-Event-ID": seen}
            async with table.following.stream("GET", f"{table.path}/stream", headers=missed) as response:
                events = events_of(response)
                told = [(await anext(events))[1] for _ in range(3)]
                assert [(each["type"], each["seat"]) for each in told] == [
                    ("opened", None),
                    ("seat-set", "K2"),
                    ("seat-removed", None),
                ]
                table.writing.delete(table.path).raise_for_status()
                assert (await anext(events))[1]["type"] == "ended"
                with pytest.raises(StopAsyncIteration):
                    await anext(events)
