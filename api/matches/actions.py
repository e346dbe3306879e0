"""Answering which offers fit a client: catch up, ask the engine, and put the answer on the wire."""

from collections.abc import Callable
from typing import Self

import orjson

from api.catalogue.offers.settings import OfferSettings
from api.catalogue.places.queries import NOWHERE, Located
from api.catalogue.places.remembered import RememberedPlaces
from api.catalogue.places.settings import PlaceSettings
from api.clients.locating import locate_client, postcode_of, require_likely_client
from api.clients.schemas import ClientWrite
from api.matches.alternatives import profile_of
from api.matches.facts import about, to_question, to_rules
from api.matches.live_catalogue import LiveCatalogue
from api.matches.mapping import Show, ShownOffer, to_answer, to_brief_answer, to_match
from api.matches.schemas import ClientQuestion, MatchQuestion, MatchRead
from api.platform.clock import Clock
from api.platform.node import Node
from api.platform.settings import Settings
from api.platform.storage.freshness import Numbers
from matching import Answer, Question, rank
from matching.facts import OfferFacts
from matching.vocabulary import DayPart, Language

Follower = Callable[[MatchQuestion, Answer], None]


class Matcher:
    """Answers questions from memory that is never older than the question."""

    def __init__(self, live: LiveCatalogue, places: RememberedPlaces, *, settings: Settings, clock: Clock) -> None:
        self.live = live
        self._places = places
        self._stale_after_days = settings[OfferSettings].stale_after_days
        self._rules = to_rules(settings)
        self._area = settings[PlaceSettings].area
        self._clock = clock
        self._followers: list[Follower] = []

    @classmethod
    def of(cls, node: Node) -> Self:
        """Make the matcher of this node."""
        return cls(node.part(LiveCatalogue), node.part(RememberedPlaces), settings=node.settings, clock=node.clock)

    async def answer(
        self, asked: MatchQuestion, *, numbers: Numbers, language: Language, is_brief: bool = False
    ) -> bytes:
        """Answer with bytes, whole or in brief, from a catalogue that is not older than these numbers."""
        question = await self.prepare(asked, numbers=numbers, language=language)
        answer = rank(self.live.catalogue, question)
        for follower in self._followers:
            follower(asked, answer)
        to_wire = to_brief_answer if is_brief else to_answer
        return orjson.dumps(to_wire(answer, self.show_on(question)))

    def follow(self, follower: Follower) -> None:
        """Let a higher feature hear of every answer; it is waited for, so it only takes note."""
        self._followers.append(follower)

    async def prepare(self, asked: ClientQuestion, *, numbers: Numbers, language: Language) -> Question:
        """Prepare what the engine is asked, once the catalogue is not older than these numbers."""
        await self.live.catch_up(numbers)
        located = await self._locate(asked.client, numbers)
        today = self._clock.today()
        return to_question(asked, located=located, today=today, language=language, rules=self._rules)

    def show_on(self, question: Question) -> Show:
        """Return how to show offers as they are on the day that is asked about."""

        def show(offer_id: str) -> ShownOffer:
            document = self.live.documents[offer_id]
            told = orjson.Fragment(document.on(question.on, stale_after_days=self._stale_after_days))
            return ShownOffer(told, document.title, self.live.organization_names[document.organization_id])

        return show

    async def catch_up(self, numbers: Numbers) -> None:
        """Let memory be no older than these numbers."""
        await self.live.catch_up(numbers)

    def list_alternatives(
        self, offer: OfferFacts, day_parts: frozenset[DayPart], *, language: Language, limit: int
    ) -> list[MatchRead]:
        """List what is most like this offer and open today, from memory as it is."""
        profile = profile_of(offer, day_parts)
        today = self._clock.today()
        # One more, for the offer itself is the most like itself.
        question = about(profile, today=today, language=language, rules=self._rules, limit=limit + 1)
        others = [match for match in rank(self.live.catalogue, question).matches if match.offer_id != offer.id]
        show = self.show_on(question)
        documents = [orjson.dumps(to_match(match, show(match.offer_id))) for match in others[:limit]]
        # Through the shape of the wire, so that an alternative looks like any other match.
        return [MatchRead.model_validate_json(each) for each in documents]

    async def _locate(self, client: ClientWrite, numbers: Numbers) -> Located:
        postcode = postcode_of(client)
        found = NOWHERE if postcode is None else await self._places.find(postcode, numbers=numbers)
        require_likely_client(client, found, area=self._area, at="/client")
        return locate_client(client, found)
