"""What the engine answers, put on the wire; an offer comes as the bytes that are kept ready."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from matching import Answer, Match, NamedConcept, NearMiss, ReadWish, Sentence, StartStep, Travelled


class ShownOffer(NamedTuple):
    """An offer as it is told: its bytes, its title, and what its organization is called."""

    document: orjson.Fragment
    title: str
    organization_name: str


Show = Callable[[str], ShownOffer]


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


def to_brief_answer(answer: Answer, show: Show) -> dict[str, Any]:
    """Show what fits in a few words, for a list from which one chooses."""
    return {
        "matches": [_brief_match(match, show(match.offer_id)) for match in answer.matches],
        "nearMisses": [_brief_miss(miss, show(miss.offer_id)) for miss in answer.near_misses],
        "excluded": answer.excluded,
        "considered": answer.considered,
        "feasible": answer.feasible,
        "unresolvedInterests": answer.unresolved_interests,
        "nothingSuitable": answer.nothing_suitable,
    }


def _brief_match(match: Match, offer: ShownOffer) -> dict[str, Any]:
    return {
        "offerId": match.offer_id,
        "title": offer.title,
        "organizationName": offer.organization_name,
        "score": match.score,
        "reason": _told(match.reasons[0]) if match.reasons else None,
        "travel": _travel(match.travel),
        "cautions": [each.code for each in match.cautions],
    }


def _brief_miss(miss: NearMiss, offer: ShownOffer) -> dict[str, Any]:
    return {
        "offerId": miss.offer_id,
        "title": offer.title,
        "organizationName": offer.organization_name,
        "blockedBy": [each.code for each in miss.blocked_by],
        "wouldHelp": [each.would_help for each in miss.blocked_by],
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


def to_match(match: Match, offer: ShownOffer) -> dict[str, Any]:
    """Show one offer that fits, with all that is told about it."""
    return {
        "offer": offer.document,
        "organizationName": offer.organization_name,
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
        "travel": _travel(match.travel),
        "load": {"headroom": match.headroom, "unknown": match.unknown},
        "startPlan": _plan(match.start_plan),
        "reasons": [_told(each) for each in match.reasons],
        "cautions": [_told(each) for each in match.cautions],
        "message": match.message,
    }


def _travel(travel: Travelled | None) -> dict[str, Any] | None:
    return travel and {
        "km": travel.km,
        "minutes": travel.minutes,
        "mode": travel.mode,
        "precision": travel.precision,
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


def _near_miss(miss: NearMiss, offer: ShownOffer) -> dict[str, Any]:
    blocked_by = [
        {"code": each.code, "limit": each.limit, "actual": each.actual, "wouldHelp": each.would_help}
        for each in miss.blocked_by
    ]
    return {"offer": offer.document, "organizationName": offer.organization_name, "blockedBy": blocked_by}
