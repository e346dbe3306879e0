"""Matches: which offers fit a client, and why."""

from api.matches.actions import Matcher
from api.matches.live_catalogue import LiveCatalogue
from api.matches.routes import direct, router
from api.matches.settings import MatchSettings
from api.platform.feature import Feature
from api.platform.node import Node


async def _catch_up(node: Node) -> None:
    await node.part(LiveCatalogue).catch_up(await node.freshness.numbers())


FEATURE = Feature(
    tags={"matches": "Which offers fit a client, and why."},
    routers=(router,),
    busiest=(direct,),
    parts=(LiveCatalogue, Matcher),
    catch_up=_catch_up,
    settings=(MatchSettings,),
)
