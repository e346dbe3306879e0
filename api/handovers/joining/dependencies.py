"""What the pages of residents ask for: what else would suit, for who has no key."""

from typing import Annotated

from fastapi import Depends, Request

from api.handovers.dependencies import Alternatives
from api.matches.actions import Matcher
from api.platform.node import node_of
from api.platform.requests.dependencies import LanguageDep


async def get_alternatives_for_all(request: Request, language: LanguageDep) -> Alternatives:
    """Catch memory up before a thread is taken, as for a caller with a key."""
    node = node_of(request)
    matcher = node.part(Matcher)
    await matcher.catch_up(await node.freshness.numbers())
    return Alternatives(matcher, language)


AlternativesForAllDep = Annotated[Alternatives, Depends(get_alternatives_for_all)]
