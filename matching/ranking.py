"""rank(): from a question about one client to the best offers, explained."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.answer import Answer, Match, NearMiss
from matching.catalogue import Catalogue
from matching.columns import Columns, number_of
from matching.explanation import Explainer
from matching.facts import ClientProfile
from matching.geography import TravelSpeeds
from matching.interests import resolve_wish
from matching.limits import Blocked, Bounds, Limit, blocking, bounds_of
from matching.near_misses import hope_of, near_miss_of
from matching.offer_row import read_rows
from matching.postings import Floats, Rows
from matching.scoring import SUITABLE, WEIGHTS, avoided_of, components_of, interest_of, penalty_of, total_of
from matching.vocabulary import Language, OfferKind, Precision

_OUT_OF_SIGHT: Final = 100
"""Counts as more failures than there are limits: the offer is not considered at all."""
_SCORE_STEPS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Question:
    """What a coach asks about one client."""

    client: ClientProfile
    on: date
    kinds: frozenset[OfferKind] = frozenset()
    limit: int = 5
    near_misses: int = 3
    language: Language = Language.DUTCH
    policy_cap_hours: float = 20
    speeds: TravelSpeeds = field(default_factory=TravelSpeeds)


@dataclass(frozen=True, slots=True)
class _Sifted:
    """Each offer by how many limits it fails, and how many fell at each limit first."""

    failures: NDArray[np.uint8]
    blocked: Sequence[tuple[Limit, Blocked]]
    excluded: dict[str, int]
    considered: int


@dataclass(frozen=True, slots=True)
class _Best:
    """The best rows, best first, each with score and components."""

    rows: Rows
    scores: list[float]
    components: list[list[float]]


def rank(catalogue: Catalogue, question: Question) -> Answer:
    """Answer a question: limits first, then the wish, then all else, and explanations only for what is answered."""
    client = question.client
    bounds = bounds_of(
        client, catalogue, on=question.on, policy_cap_hours=question.policy_cap_hours, speeds=question.speeds
    )
    sifted = _sift(catalogue.columns, bounds, question.kinds)
    wishes = _resolve(catalogue, client.interests)
    known = {asked: strengths for asked, strengths in wishes.items() if strengths}
    avoided = avoided_of(_resolve(catalogue, client.avoid), wishes.values())
    hits = catalogue.find([*known.values(), *avoided.values()])
    interest, best_interest = interest_of(hits.strengths[: len(known)])
    ranking = _Ranking(catalogue, bounds, interest, penalty_of(hits.strengths[len(known) :]))
    feasible = np.flatnonzero(sifted.failures == 0)
    best = ranking.best(feasible, question.limit)
    explainer = Explainer(
        catalogue=catalogue,
        bounds=bounds,
        language=question.language,
        interests=tuple(known),
        avoid=tuple(avoided),
        evidence=hits.evidence(best.rows, words=catalogue.words),
        # Without a word on how the client's point was found, the offer's precision tells.
        precision=number_of(client.precision) % number_of(Precision.UNKNOWN),
    )
    return Answer(
        matches=_explain(best, catalogue, explainer),
        near_misses=_near_misses(question, sifted, ranking),
        excluded=sifted.excluded,
        considered=sifted.considered,
        feasible=len(feasible),
        unresolved_interests=tuple(asked for asked, strengths in wishes.items() if not strengths),
        nothing_suitable=_nothing_suitable(best_interest[feasible], asked=bool(wishes), understood=bool(known)),
    )


def _resolve(catalogue: Catalogue, phrases: Sequence[str]) -> dict[str, dict[int, float]]:
    return {phrase: catalogue.strengths(resolve_wish(phrase, catalogue.vocabulary)) for phrase in phrases}


def _sift(columns: Columns, bounds: Bounds, kinds: frozenset[OfferKind]) -> _Sifted:
    failures = np.zeros(len(columns.kind), np.uint8)
    if kinds:
        failures[~np.isin(columns.kind, [number_of(kind) for kind in kinds])] = _OUT_OF_SIGHT
    fallen = int(np.count_nonzero(failures))
    considered = len(failures) - fallen
    blocked = list(blocking(columns, bounds))
    excluded = {}
    for limit, blocks in blocked:
        failures += blocks.view(np.uint8)
        before, fallen = fallen, int(np.count_nonzero(failures))
        if fallen > before:
            excluded[limit.code] = fallen - before
    return _Sifted(failures, blocked, excluded, considered)


@dataclass(frozen=True, slots=True)
class _Ranking:
    """What it takes to put rows in order."""

    catalogue: Catalogue
    bounds: Bounds
    interest: Floats
    penalty: Floats

    def best(self, rows: Rows, count: int, *, hope: Floats | None = None) -> _Best:
        """The best of some rows: the score, then the offer's id, so that the row never matters."""
        if not count or not len(rows):
            return _Best(rows[:0], [], [])
        penalty = self.penalty[rows] if hope is None else self.penalty[rows] * hope
        within_reach = _within_reach(self.interest[rows] * WEIGHTS["interest"] * penalty, penalty, count)
        rows, penalty = rows[within_reach], penalty[within_reach]
        components = components_of(rows, self.catalogue.columns, self.bounds, self.interest[rows])
        scores = np.rint(total_of(components) * penalty * _SCORE_STEPS).astype(np.int32)
        chosen = self._first(rows, scores, count)
        return _Best(
            rows[chosen],
            [score / _SCORE_STEPS for score in scores[chosen].tolist()],
            np.rint(components.T[chosen] * 100).tolist(),
        )

    def _first(self, rows: Rows, scores: NDArray[np.int32], count: int) -> list[int]:
        places = np.flatnonzero(scores >= _nth_largest(scores, count))
        keys = zip((-scores[places]).tolist(), rows[places].tolist(), places.tolist(), strict=True)
        ordered = heapq.nsmallest(count, ((score, self.catalogue.ids[row], place) for score, row, place in keys))
        return [place for *_, place in ordered]


def _within_reach(floor: Floats, penalty: Floats, count: int) -> NDArray[np.bool_]:
    """Which rows can still be among the best: those whose best case beats the worst case of enough others."""
    ceiling = floor + (1 - WEIGHTS["interest"]) * penalty
    within_reach: NDArray[np.bool_] = ceiling + 1 / _SCORE_STEPS >= _nth_largest(floor, count)
    return within_reach


def _nth_largest(values: Floats | NDArray[np.int32], count: int) -> float:
    place = max(len(values) - count, 0)
    return float(np.partition(values, place)[place])


def _explain(best: _Best, catalogue: Catalogue, explainer: Explainer) -> tuple[Match, ...]:
    offers = read_rows(catalogue.columns, best.rows)
    told = zip(offers, best.scores, best.components, strict=True)
    return tuple(explainer.explain(offer, score=score, components=components) for offer, score, components in told)


def _near_misses(question: Question, sifted: _Sifted, ranking: _Ranking) -> tuple[NearMiss, ...]:
    if not question.near_misses:
        return ()
    rows = np.flatnonzero(sifted.failures == 1)
    hope = hope_of(rows, sifted.blocked, ranking.bounds)
    best = ranking.best(rows, question.near_misses, hope=hope)
    catalogue = ranking.catalogue
    return tuple(
        near_miss_of(offer, catalogue.ids[offer.row], sifted.blocked, ranking.bounds, question.language)
        for offer in read_rows(catalogue.columns, best.rows)
    )


def _nothing_suitable(interest: Floats, *, asked: bool, understood: bool) -> bool:
    if not asked:
        return not len(interest)
    return not understood or not bool((interest >= SUITABLE).any())
