"""Answering which offers fit a client: catch up, ask the engine, and put the answer on the wire."""

from collections.abc import Callable
from typing import Any

import orjson

from api.clock import Clock
from api.freshness import Numbers
from api.matches.alternatives import profile_of
from api.matches.facts import about, given_point, to_question
from api.matches.live_catalogue import LiveCatalogue
from api.matches.schemas import ClientWrite, MatchQuestion, MatchRead
from api.places.queries import NOWHERE, Located
from api.places.remembered import RememberedPlaces
from api.settings import Settings
from matching import Answer, Match, NearMiss, Sentence, rank
from matching.facts import OfferFacts
from matching.vocabulary import DayPart, Language, Precision


class Matcher:
    """Answers questions from memory that is never older than the question."""

    def __init__(self, live: LiveCatalogue, places: RememberedPlaces, *, settings: Settings, clock: Clock) -> None:
        self._live = live
        self._places = places
        self._settings = settings
        self._clock = clock

    async def answer(self, asked: MatchQuestion, *, numbers: Numbers, language: Language) -> bytes:
        """The answer's bytes, from a catalogue that is not older than these numbers."""
        await self._live.catch_up(numbers)
        located = await self._locate(asked.client, numbers)
        today = self._clock.today()
        question = to_question(asked, located=located, today=today, language=language, settings=self._settings)
        answer = rank(self._live.catalogue, question)
        stale_after_days = self._settings.stale_after_days

        def show(offer_id: str) -> orjson.Fragment:
            document = self._live.documents[offer_id]
            return orjson.Fragment(document.on(question.on, stale_after_days=stale_after_days))

        return orjson.dumps(_to_wire(answer, show))

    async def catch_up(self, numbers: Numbers) -> None:
        """Let memory be no older than these numbers."""
        await self._live.catch_up(numbers)

    def list_alternatives(
        self, offer: OfferFacts, day_parts: frozenset[DayPart], *, language: Language, limit: int
    ) -> list[MatchRead]:
        """What is most like this offer and open today, from memory as it is."""
        today = self._clock.today()
        profile = profile_of(offer, day_parts)
        question = about(profile, today=today, language=language, settings=self._settings, limit=limit + 1)
        found = [match for match in rank(self._live.catalogue, question).matches if match.offer_id != offer.id]

        def show(offer_id: str) -> orjson.Fragment:
            document = self._live.documents[offer_id]
            return orjson.Fragment(document.on(today, stale_after_days=self._settings.stale_after_days))

        return [
            MatchRead.model_validate_json(orjson.dumps(_match(match, show(match.offer_id)))) for match in found[:limit]
        ]

    async def _locate(self, client: ClientWrite, numbers: Numbers) -> Located:
        point = given_point(client)
        if point is not None:
            return Located(point, Precision.ADDRESS)
        postcode = client.location.postcode if client.location else None
        if postcode is None:
            return NOWHERE
        return await self._places.find(postcode, numbers=numbers)


def _to_wire(answer: Answer, show: Callable[[str], orjson.Fragment]) -> dict[str, Any]:
    return {
        "matches": [_match(match, show(match.offer_id)) for match in answer.matches],
        "nearMisses": [_near_miss(miss, show(miss.offer_id)) for miss in answer.near_misses],
        "excluded": answer.excluded,
        "considered": answer.considered,
        "feasible": answer.feasible,
        "unresolvedInterests": answer.unresolved_interests,
        "nothingSuitable": answer.nothing_suitable,
    }


def _match(match: Match, offer: orjson.Fragment) -> dict[str, Any]:
    travel = match.travel
    return {
        "offer": offer,
        "score": match.score,
        "components": match.components,
        "interests": [
            {
                "asked": each.asked,
                "concept": each.concept,
                "found": each.found,
                "where": each.where,
                "strength": each.strength,
            }
            for each in match.interests
        ],
        "travel": travel
        and {"km": travel.km, "minutes": travel.minutes, "mode": travel.mode, "precision": travel.precision},
        "load": {"headroom": match.headroom, "unknown": match.unknown},
        "reasons": [_sentence(each) for each in match.reasons],
        "cautions": [_sentence(each) for each in match.cautions],
    }


def _sentence(sentence: Sentence) -> dict[str, str]:
    return {"code": sentence.code, "text": sentence.text}


def _near_miss(miss: NearMiss, offer: orjson.Fragment) -> dict[str, Any]:
    blocked_by = [
        {"code": each.code, "limit": each.limit, "actual": each.actual, "wouldHelp": each.would_help}
        for each in miss.blocked_by
    ]
    return {"offer": offer, "blockedBy": blocked_by}
