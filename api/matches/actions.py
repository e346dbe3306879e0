"""Answering which offers fit a client, now and later: catch up, ask the engine, and put the answer on the wire."""

import orjson

from api.clock import Clock
from api.freshness import Numbers
from api.matches.facts import given_point, to_question
from api.matches.live_catalogue import LiveCatalogue
from api.matches.mapping import Show, to_answer, to_path
from api.matches.schemas import ClientQuestion, ClientWrite, MatchQuestion, PathQuestion
from api.offers.queries import offer_not_found
from api.places.queries import NOWHERE, Located
from api.places.remembered import RememberedPlaces
from api.settings import Settings
from matching import Question, next_steps, path, rank
from matching.vocabulary import Language, Precision


class Matcher:
    """Answers questions from memory that is never older than the question."""

    def __init__(self, live: LiveCatalogue, places: RememberedPlaces, *, settings: Settings, clock: Clock) -> None:
        self._live = live
        self._places = places
        self._settings = settings
        self._clock = clock

    async def answer(self, asked: MatchQuestion, *, numbers: Numbers, language: Language) -> bytes:
        """The answer's bytes, from a catalogue that is not older than these numbers."""
        question = await self._prepare(asked, numbers, language)
        return orjson.dumps(to_answer(rank(self._live.catalogue, question), self._show_on(question)))

    async def next_steps(self, offer_id: str, asked: PathQuestion, *, numbers: Numbers, language: Language) -> bytes:
        """What may come after this offer; raises NotFoundError when it is not in the catalogue."""
        question = await self._prepare(asked, numbers, language)
        if offer_id not in self._live.catalogue:
            raise offer_not_found()
        show = self._show_on(question)
        found = next_steps(self._live.catalogue, question, offer_id)
        return orjson.dumps({"offer": show(offer_id), **to_path(found, show)})

    async def path(self, asked: PathQuestion, *, numbers: Numbers, language: Language) -> bytes:
        """The rungs from here to the goal."""
        question = await self._prepare(asked, numbers, language)
        return orjson.dumps(to_path(path(self._live.catalogue, question), self._show_on(question)))

    async def _prepare(self, asked: ClientQuestion, numbers: Numbers, language: Language) -> Question:
        await self._live.catch_up(numbers)
        located = await self._locate(asked.client, numbers)
        today = self._clock.today()
        return to_question(asked, located=located, today=today, language=language, settings=self._settings)

    def _show_on(self, question: Question) -> Show:
        def show(offer_id: str) -> orjson.Fragment:
            document = self._live.documents[offer_id]
            return orjson.Fragment(document.on(question.on, stale_after_days=self._settings.stale_after_days))

        return show

    async def _locate(self, client: ClientWrite, numbers: Numbers) -> Located:
        point = given_point(client)
        if point is not None:
            return Located(point, Precision.ADDRESS)
        postcode = client.location.postcode if client.location else None
        if postcode is None:
            return NOWHERE
        return await self._places.find(postcode, numbers=numbers)
