"""A year of simulated life in one process, on SQLite: how its memory and its database grow.

    python -m tests.faults.a_year [DAYS]

Each day offers come and go, clients are matched, handed over and erased, and all that comes round by itself does so; a
table is held each week. Deliveries and mail are off, so that nothing waits that only the real clock would clear away.
"""

import asyncio
import gc
import os
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from random import Random
from time import process_time, thread_time

from sqlalchemy import inspect

from api.features import FEATURES
from api.platform.clock import Clock
from api.platform.jobs.work import Recurring
from api.platform.node import Node
from api.platform.schema import migrate
from api.platform.storage.database import Database
from tests.faults.a_day import Town
from tests.faults.telling import MEGABYTE, counted, memory_mb, promise, tell, tell_machine
from tests.service import Service, running_service

DAYS = 365
EVERY_DAYS = 30
SEED = 15


def main(days: int = DAYS) -> None:
    """Live so many days, and tell."""
    tell_machine(f"{days} days of simulated life")
    with tempfile.TemporaryDirectory(prefix="vonk-fault-") as folder:
        url = f"sqlite:///{Path(folder) / 'vonk.db'}"
        database = Database(url)
        migrate(database)
        database.close()
        asyncio.run(_live(url, days))


async def _live(url: str, days: int) -> None:
    async with running_service(url, key_days=700) as service:
        town = Town(service, Random(SEED))  # noqa: S311 - chance that repeats
        turns: dict[str, float] = defaultdict(float)
        tell(
            " day | offers | handovers | memory MB | database MB | of which free MB | CPU s | turns since, the dearest"
        )
        for day in range(days + 1):
            service.node.clock = Clock(day)
            await town.live()
            for name, recurring in FEATURES.recurring.items():
                turns[name] += await asyncio.to_thread(_take_turn, recurring, service.node)
            if day % EVERY_DAYS == 0 or day == days:
                _tell_growth(service, day, turns)
                turns.clear()
        _tell_rows(service)
        tell(f"Answers: {counted(town.answers)}.")
        promise(
            is_kept=not any(status >= "500" for status in town.answers),
            that="no answer in that time was a fault of ours",
        )


def _take_turn(recurring: Recurring, node: Node) -> float:
    """Do what comes round, and give how many seconds of the processor that took."""
    began = thread_time()
    recurring.run(node)
    return thread_time() - began


def _tell_growth(service: Service, day: int, turns: dict[str, float]) -> None:
    gc.collect()
    with service.database.engine.connect() as connection:
        offers, handovers, pages, free, size = (
            connection.exec_driver_sql(query).scalar_one()
            for query in (
                "SELECT count(*) FROM offers WHERE status = 'published'",
                "SELECT count(*) FROM handovers",
                "PRAGMA page_count",
                "PRAGMA freelist_count",
                "PRAGMA page_size",
            )
        )
    dearest = max(turns, key=lambda name: turns[name])
    tell(
        f"{day:4} | {offers:6} | {handovers:9} | {memory_mb(os.getpid()):9.0f} | {pages * size / MEGABYTE:11.1f} | "
        f"{free * size / MEGABYTE:16.2f} | {process_time():5.0f} | "
        f"{sum(turns.values()):.1f}, {dearest} {turns[dearest]:.1f}"
    )


def _tell_rows(service: Service) -> None:
    tables = inspect(service.database.engine).get_table_names()
    with service.database.engine.connect() as connection:
        rows = {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608 - our own tables
            for table in tables
        }
    most = sorted(rows.items(), key=lambda each: -each[1])[:12]
    tell("Most rows at the end: " + ", ".join(f"{table} {number}" for table, number in most) + ".")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
