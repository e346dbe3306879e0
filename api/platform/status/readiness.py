"""Whether this process can take requests, and where it cannot, what is wrong: a sentence for who runs it."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Final

from starlette.concurrency import run_in_threadpool

from api.platform.feature import Features
from api.platform.jobs.runner import Jobs
from api.platform.node import Node
from api.platform.schema import SchemaError, require_current_schema
from api.platform.storage.outages import UNAVAILABLE, reason_of
from api.platform.storage.replica import Standing

GOOD: Final = "ok"
REPLICA: Final = "replica"
UNSEEN: Final = "not looked at"
LAGS_AFTER_SECONDS: Final = 10.0
"""What changes in a second is taken in within a second, so who takes ten is behind; no probe waits much longer."""

# Which machine the database is on, and what it said of itself, is for the log: anyone may ask for these.
_GONE: Final = "The database does not answer; the log of this process says why."
_LAGS: Final = "What this process remembers is behind the database, and it is still reading what changed."
_FAILED: Final = "This process cannot use what is in the database; its log says why."
_AS_REPLICA: Final = {
    Standing.KEEPS_UP: GOOD,
    Standing.GONE: "The replica does not answer, so the primary does; the log of this process says why.",
    Standing.BEHIND: "The replica is too far behind, so the primary answers.",
    Standing.ANOTHER: "What VONK_REPLICA_URL names is no replica of this database, so the primary answers.",
}
_STANDS_STILL: Final = "The clockwork of this process has stopped: start it again."

log = logging.getLogger("vonk.node")


async def look(node: Node) -> dict[str, str]:
    """Return what was looked at, each with `ok` or with what is wrong; behind a fault there is nothing to see."""
    found = {"work": _look_at_work(node), "database": UNSEEN, "schema": UNSEEN, "memory": UNSEEN}
    for name, looking in (("database", _look_at_database), ("schema", _look_at_schema), ("memory", _look_at_memory)):
        try:
            found[name] = await looking(node)
        except UNAVAILABLE as reason:
            log.warning("not ready, %s: %s", name, reason_of(reason))
            found[name] = _GONE if name == "database" else _FAILED
        except Exception:
            log.exception("not ready, %s", name)
            found[name] = _FAILED
        if found[name] != GOOD:
            break
    return found | ({} if node.replica is None else {REPLICA: _AS_REPLICA[node.replica.standing]})


def is_ready(found: Mapping[str, str]) -> bool:
    """Tell whether requests can be taken; without a replica the primary answers."""
    return all(told == GOOD for name, told in found.items() if name != REPLICA)


def _look_at_work(node: Node) -> str:
    jobs = node.find(Jobs)
    return GOOD if jobs is None or jobs.is_going else _STANDS_STILL


async def _look_at_database(node: Node) -> str:
    await run_in_threadpool(node.database.check)
    return GOOD


async def _look_at_schema(node: Node) -> str:
    try:
        await run_in_threadpool(require_current_schema, node.database)
    except SchemaError as error:
        return str(error)
    return GOOD


async def _look_at_memory(node: Node) -> str:
    try:
        async with asyncio.timeout(LAGS_AFTER_SECONDS):
            for feature in node.part(Features):
                if feature.catch_up is not None:
                    # Whoever stops waiting does not stop the reading: that goes on for who asks next.
                    await asyncio.shield(feature.catch_up(node))
    except TimeoutError:
        return _LAGS
    return GOOD
