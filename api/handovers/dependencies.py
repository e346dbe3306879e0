"""What the routes of handovers ask for: a desk, and what else would suit."""

from functools import partial
from typing import Annotated

from anyio import from_thread
from fastapi import Depends, Request

from api.catalogue.offers.facts import to_facts
from api.catalogue.offers.tables import Offer
from api.matches.actions import Matcher
from api.matches.schemas import MatchRead
from api.platform.node import node_of
from api.platform.requests.dependencies import (
    LanguageDep,
)
from api.platform.security.dependencies import AnyCallerDep
from api.platform.storage.freshness import NUMBERS_SCOPE_KEY
from matching import from_bits
from matching.vocabulary import DayPart, Language

MOST_ALTERNATIVES = 3


class Alternatives:
    """Finds what is most like an offer, in memory that was caught up when the request came."""

    def __init__(self, matcher: Matcher, language: Language) -> None:
        self._matcher = matcher
        self.language = language

    def find(self, offer: Offer, day_parts: int) -> list[MatchRead]:
        """Find the best few, from a thread of the request; memory belongs to the event loop, so it is asked there."""
        ask = partial(self._matcher.list_alternatives, language=self.language, limit=MOST_ALTERNATIVES)
        return from_thread.run_sync(ask, to_facts(offer), frozenset(from_bits(day_parts, DayPart)))


async def get_alternatives(request: Request, _caller: AnyCallerDep, language: LanguageDep) -> Alternatives:
    """Catch memory up before a thread is taken, so that a request in a thread never waits for another one."""
    matcher = node_of(request).part(Matcher)
    await matcher.catch_up(request.scope[NUMBERS_SCOPE_KEY])
    return Alternatives(matcher, language)


AlternativesDep = Annotated[Alternatives, Depends(get_alternatives)]
