"""Keeps what a process knows up with the database also while nobody asks: the next question then waits for less.

No answer leans on it: each question looks for itself first. It is what lets monitoring see a worker that cannot catch
up, whichever worker answers.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from api.platform.feature import Features
from api.platform.node import Node
from api.platform.storage.outages import UNAVAILABLE
from api.platform.storage.replica import LOOKS_EVERY_SECONDS, Replica
from api.platform.storage.threads import run_in_own_thread

EVERY_SECONDS: Final = 0.2
"""One tiny read each time. Whoever asks waits until all that was written since was taken in: of five seconds in which
many write that took four."""

log = logging.getLogger("vonk.node")


@asynccontextmanager
async def keeping_up(node: Node) -> AsyncIterator[None]:
    """Keep the memory of this node up meanwhile, and what it knows of a replica."""
    tasks = [asyncio.create_task(_keep_up(node))]
    if node.replica is not None:
        tasks.append(asyncio.create_task(_look_at(node.replica)))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _look_at(replica: Replica) -> None:
    while True:
        await run_in_own_thread(replica.look)
        await asyncio.sleep(LOOKS_EVERY_SECONDS)


async def _keep_up(node: Node) -> None:
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        try:
            for feature in node.part(Features):
                if feature.catch_up is not None:
                    await feature.catch_up(node)
        except UNAVAILABLE:
            # Whoever asks meanwhile is told, in the answer and in the log.
            continue
        except Exception:
            log.exception("What changed in the database could not be taken in.")
