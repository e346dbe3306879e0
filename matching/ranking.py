"""rank(): from a question about one client to the best offers, explained."""

import heapq
import math
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
_WISH: Final = np.float32(WEIGHTS["interest"])
_ALL_ELSE: Final = 1 - _WISH
_FEW: Final = 6


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
class _Contenders:
    """Rows that compete for so many places, each with what remains of its score and the most that it can score."""

    rows: Rows
    remaining: Floats
    ceiling: Floats
    count: int

    def most_promising(self) -> "_Contenders":
        """A few times as many rows as there are places, those that can score most."""
        few = _FEW * self.count
        if len(self.rows) <= few:
            return self
        return self._only(np.argpartition(self.ceiling, -few)[-few:])

    def able_to_reach(self, score: float) -> "_Contenders":
        """The rows that can score so much."""
        return self._only(np.flatnonzero(self.ceiling * _SCORE_STEPS >= score - 1))

    def _only(self, places: Rows) -> "_Contenders":
        return _Contenders(self.rows[places], self.remaining[places], self.ceiling[places], self.count)


@dataclass(frozen=True, slots=True)
class _Scored:
    """Rows with their scores in whole steps and their components."""

    rows: Rows
    scores: NDArray[np.int32]
    components: Floats


@dataclass(frozen=True, slots=True)
class _Best:
    """The best rows, best first, each with its score and the percents of its components."""

    rows: Rows
    scores: list[float]
    percents: list[list[float]]


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
    feasible, near = np.flatnonzero(sifted.failures == 0), np.flatnonzero(sifted.failures == 1)
    best, nearest = ranking.best(
        ranking.contenders(feasible, question.limit),
        ranking.contenders(near, question.near_misses, hope=hope_of(near, sifted.blocked, bounds)),
    )
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
        near_misses=_near_misses(nearest, sifted, explainer),
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

    def contenders(self, rows: Rows, count: int, *, hope: Floats | None = None) -> _Contenders:
        """Rows that compete for so many places; interest and what is avoided bound what they can score."""
        if not count:
            rows, hope = rows[:0], None
        remaining = self.penalty.take(rows)
        if hope is not None:
            remaining *= hope
        return _Contenders(rows, remaining, (_WISH * self.interest.take(rows) + _ALL_ELSE) * remaining, count)

    def best(self, *groups: _Contenders) -> list[_Best]:
        """The best of each group: score the most promising, then only who can still beat them."""
        first = self._score([group.most_promising() for group in groups])
        lines = [_nth_largest(scored.scores, group.count) for group, scored in zip(groups, first, strict=True)]
        able = [group.able_to_reach(line) for group, line in zip(groups, lines, strict=True)]
        return [self._first(scored, group.count) for group, scored in zip(groups, self._score(able), strict=True)]

    def _score(self, groups: Sequence[_Contenders]) -> list[_Scored]:
        rows = np.concatenate([group.rows for group in groups])
        remaining = np.concatenate([group.remaining for group in groups])
        components = components_of(rows, self.catalogue.columns, self.bounds, self.interest.take(rows))
        scores = np.rint(total_of(components) * remaining * _SCORE_STEPS).astype(np.int32)
        scored, end = [], 0
        for group in groups:
            begin, end = end, end + len(group.rows)
            scored.append(_Scored(group.rows, scores[begin:end], components[:, begin:end]))
        return scored

    def _first(self, scored: _Scored, count: int) -> _Best:
        """The best first; ties break by the offer's id, so that the row never matters."""
        scores, rows, ids = scored.scores, scored.rows, self.catalogue.ids
        places = np.flatnonzero(scores >= _nth_largest(scores, count))
        keys = zip((-scores[places]).tolist(), rows[places].tolist(), places.tolist(), strict=True)
        first = heapq.nsmallest(count, ((score, ids[row], place) for score, row, place in keys))
        chosen = np.array([place for *_, place in first], np.intp)
        percents = np.rint(scored.components.T[chosen] * 100).tolist()
        return _Best(rows[chosen], [-score / _SCORE_STEPS for score, *_ in first], percents)


def _nth_largest(values: Floats | NDArray[np.int32], count: int) -> float:
    if len(values) <= count:
        return -math.inf
    place = len(values) - count
    return float(np.partition(values, place)[place])


def _explain(best: _Best, catalogue: Catalogue, explainer: Explainer) -> tuple[Match, ...]:
    told = zip(read_rows(catalogue.columns, best.rows), best.scores, best.percents, strict=True)
    return tuple(explainer.explain(offer, score=score, percents=percents) for offer, score, percents in told)


def _near_misses(nearest: _Best, sifted: _Sifted, explainer: Explainer) -> tuple[NearMiss, ...]:
    catalogue = explainer.catalogue
    return tuple(
        near_miss_of(offer, catalogue.ids[offer.row], sifted.blocked, explainer.bounds, explainer.language)
        for offer in read_rows(catalogue.columns, nearest.rows)
    )


def _nothing_suitable(interest: Floats, *, asked: bool, understood: bool) -> bool:
    if not asked:
        return not len(interest)
    return not understood or not bool((interest >= SUITABLE).any())
