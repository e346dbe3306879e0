"""What the routes of handovers ask for: a desk, and what else would suit."""

from functools import partial
from typing import Annotated

from anyio import from_thread
from fastapi import Depends, Request

from api.catalogue.offers.facts import to_facts
from api.catalogue.offers.tables import Offer
from api.handovers.desk import Desk
from api.matches.actions import Matcher
from api.matches.schemas import MatchRead
from api.platform.node import node_of
from api.platform.requests.dependencies import (
    ClockDep,
    LanguageDep,
    ReadingSessionDep,
    SecretsDep,
    SettingsDep,
    WritingSessionDep,
)
from api.platform.requests.once.dependencies import OnceDep
from api.platform.security.dependencies import AnyCallerDep
from api.platform.storage.freshness import NUMBERS_SCOPE_KEY
from matching import from_bits
from matching.vocabulary import DayPart, Language

MOST_ALTERNATIVES = 3


class Alternatives:
    """Finds what is most like an offer, in memory that was caught up when the request came."""

    def __init__(self, matcher: Matcher, language: Language) -> None:
        self._matcher = matcher
        self._language = language

    def find(self, offer: Offer, day_parts: int) -> list[MatchRead]:
        """The best few, from a thread of the request; memory belongs to the event loop, so it is asked there."""
        ask = partial(self._matcher.list_alternatives, language=self._language, limit=MOST_ALTERNATIVES)
        return from_thread.run_sync(ask, to_facts(offer), frozenset(from_bits(day_parts, DayPart)))


async def get_alternatives(request: Request, _caller: AnyCallerDep, language: LanguageDep) -> Alternatives:
    """Memory caught up before a thread is taken, so that a request in a thread never waits for another one."""
    matcher = node_of(request).part(Matcher)
    await matcher.catch_up(request.scope[NUMBERS_SCOPE_KEY])
    return Alternatives(matcher, language)


async def get_reading_desk(
    session: ReadingSessionDep, clock: ClockDep, secrets: SecretsDep, settings: SettingsDep
) -> Desk:
    """A desk to look at."""
    return Desk.at(clock, session, secrets=secrets, settings=settings)


async def get_writing_desk(
    session: WritingSessionDep, clock: ClockDep, secrets: SecretsDep, settings: SettingsDep
) -> Desk:
    """A desk whose work is committed before the answer is sent."""
    return Desk.at(clock, session, secrets=secrets, settings=settings)


async def get_creating_desk(once: OnceDep, clock: ClockDep, secrets: SecretsDep, settings: SettingsDep) -> Desk:
    """A desk whose work is done once per Idempotency-Key."""
    return Desk.at(clock, once.session, secrets=secrets, settings=settings)


AlternativesDep = Annotated[Alternatives, Depends(get_alternatives)]
ReadingDeskDep = Annotated[Desk, Depends(get_reading_desk)]
WritingDeskDep = Annotated[Desk, Depends(get_writing_desk)]
CreatingDeskDep = Annotated[Desk, Depends(get_creating_desk)]
