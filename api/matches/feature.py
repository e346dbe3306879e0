"""Matches: which offers fit a client, and why."""

from starlette.concurrency import run_in_threadpool

from api.matches.actions import Matcher
from api.matches.live_catalogue import KNOWN_AT, LiveCatalogue
from api.matches.routes import direct, router
from api.matches.settings import MatchSettings
from api.matches.snapshot import SnapshotFile
from api.platform.feature import Feature
from api.platform.node import Node


async def _warm_up(node: Node) -> None:
    # Only before the first request: what was kept is older than what a node that answers knows.
    await run_in_threadpool(node.part(LiveCatalogue).start, SnapshotFile(node.settings, node.secrets))
    KNOWN_AT.set_to_current_time()


async def _catch_up(node: Node) -> None:
    numbers = await node.freshness.numbers()
    await node.part(LiveCatalogue).catch_up(numbers)
    KNOWN_AT.set_to_current_time()


FEATURE = Feature(
    tags={"matches": "Which offers fit a client, and why."},
    routers=(router,),
    busiest=(direct,),
    parts=(LiveCatalogue, Matcher),
    warm_up=_warm_up,
    catch_up=_catch_up,
    settings=(MatchSettings,),
)
