"""What the engine answers, put on the wire; an offer comes as the bytes that are kept ready."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import orjson

from matching import Answer, Match, NamedConcept, NearMiss, ReadWish, Sentence, StartStep

Show = Callable[[str], orjson.Fragment]


def to_answer(answer: Answer, show: Show) -> dict[str, Any]:
    """Show matches, near misses and the sums."""
    return {
        "matches": [to_match(match, show(match.offer_id)) for match in answer.matches],
        "nearMisses": [_near_miss(miss, show(miss.offer_id)) for miss in answer.near_misses],
        "excluded": answer.excluded,
        "considered": answer.considered,
        "feasible": answer.feasible,
        "wishes": [_wish(each) for each in answer.wishes],
        "unresolvedInterests": answer.unresolved_interests,
        "nothingSuitable": answer.nothing_suitable,
    }


# A coach asks for one client again and again, and many clients wish the same.
@lru_cache(maxsize=4_096)
def _wish(wish: ReadWish) -> orjson.Fragment:
    return orjson.Fragment(
        orjson.dumps(
            {
                "asked": wish.asked,
                "state": wish.state,
                "concepts": [_concept(each) for each in wish.concepts],
                "avoids": [_concept(each) for each in wish.avoids],
                "didYouMean": [_concept(each) for each in wish.did_you_mean],
            }
        )
    )


def _concept(named: NamedConcept) -> dict[str, str]:
    return {"concept": named.concept, "label": named.label}


def to_match(match: Match, offer: orjson.Fragment) -> dict[str, Any]:
    """Show one offer that fits, with all that is told about it."""
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
        "startPlan": _plan(match.start_plan),
        "reasons": [_told(each) for each in match.reasons],
        "cautions": [_told(each) for each in match.cautions],
        "message": match.message,
    }


# The same few sentences and plans are told again and again.
@lru_cache(maxsize=16_384)
def _told(sentence: Sentence) -> orjson.Fragment:
    return orjson.Fragment(orjson.dumps(to_sentence(sentence)))


@lru_cache(maxsize=4_096)
def _plan(steps: tuple[StartStep, ...]) -> orjson.Fragment:
    return orjson.Fragment(
        orjson.dumps(
            [{"fromWeek": week, "fromDate": day, "hoursPerWeek": hours} for week, day, hours in steps],
        )
    )


def to_sentence(sentence: Sentence) -> dict[str, str]:
    """Show something to tell, with its code."""
    return {"code": sentence.code, "text": sentence.text}


def _near_miss(miss: NearMiss, offer: orjson.Fragment) -> dict[str, Any]:
    blocked_by = [
        {"code": each.code, "limit": each.limit, "actual": each.actual, "wouldHelp": each.would_help}
        for each in miss.blocked_by
    ]
    return {"offer": offer, "blockedBy": blocked_by}
