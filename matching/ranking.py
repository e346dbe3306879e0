"""rank(): from a question about one client to the best offers, explained."""

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.answer import Answer
from matching.catalogue import Catalogue
from matching.cautions import Cautions
from matching.columns import Columns, number_of
from matching.explanation import Explainer
from matching.facts import ClientProfile
from matching.geography import TravelSpeeds
from matching.interests import resolve_wish
from matching.limits import Blocked, Bounds, Limit, blocking, bounds_of
from matching.near_misses import hope_of, near_miss_of
from matching.offer_row import read_rows
from matching.postings import Floats, Rows
from matching.reasons import Reasons
from matching.scoring import SUITABLE, avoided_of, components_of, interest_of, penalty_of, shares_of, total_of
from matching.vocabulary import Language, OfferKind, Precision

_OUT_OF_SIGHT: Final = 100
"""Counts as more failures than there are limits: the offer is not considered at all."""
_SCORE_STEPS: Final = 10_000
_PROMISING: Final = 128


@dataclass(frozen=True, slots=True)
class Question:
    """What a coach asks about one client."""

    client: ClientProfile
    on: date
    kinds: frozenset[OfferKind] = frozenset()
    limit: int = 5
    near_misses: int = 3
    weights: Mapping[str, float] = field(default_factory=dict)
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

    def split(self) -> "tuple[_Contenders, _Contenders]":
        """The rows that can score most, and the rest."""
        few = max(_PROMISING, 2 * self.count)
        if len(self.rows) <= few:
            return self, self.only(slice(0))
        places = np.argpartition(self.ceiling, -few)
        return self.only(places[-few:]), self.only(places[:-few])

    def able_to_reach(self, score: float) -> "_Contenders":
        """The rows that can score so much."""
        return self.only(np.flatnonzero(self.ceiling * _SCORE_STEPS >= score - 1))

    def only(self, places: Rows | slice) -> "_Contenders":
        """Some of the rows."""
        return _Contenders(self.rows[places], self.remaining[places], self.ceiling[places], self.count)


@dataclass(frozen=True, slots=True)
class _Scored:
    """Rows with their scores in whole steps and their components."""

    rows: Rows
    scores: NDArray[np.int32]
    components: Floats

    def joined(self, other: "_Scored") -> "_Scored":
        """These rows and others."""
        return _Scored(
            np.concatenate((self.rows, other.rows)),
            np.concatenate((self.scores, other.scores)),
            np.concatenate((self.components, other.components), axis=1),
        )


@dataclass(frozen=True, slots=True)
class _Best:
    """The best rows, best first, each with its score and the percents of its components."""

    rows: Rows
    scores: list[float]
    percents: list[list[float]]


def rank(catalogue: Catalogue, question: Question, *, among: Blocked | None = None) -> Answer:
    """Answer a question: limits first, then the wish, then all else, and explanations only for what is answered.

    Only the rows `among` are considered, when they are given.
    """
    client = question.client
    bounds = bounds_of(
        client, catalogue, on=question.on, policy_cap_hours=question.policy_cap_hours, speeds=question.speeds
    )
    sifted = _sift(catalogue.columns, bounds, question.kinds, among)
    wishes = _resolve(catalogue, client.interests)
    known = {asked: strengths for asked, strengths in wishes.items() if strengths}
    avoided = avoided_of(_resolve(catalogue, client.avoid), wishes.values())
    hits = catalogue.find([*known.values(), *avoided.values()])
    interest, best_interest = interest_of(hits.strengths[: len(known)])
    ranking = _Ranking(
        catalogue, bounds, interest, penalty_of(hits.strengths[len(known) :]), shares_of(question.weights)
    )
    feasible = np.flatnonzero(sifted.failures == 0)
    best = ranking.best(ranking.contenders(feasible, question.limit))
    explainer = Explainer(
        catalogue=catalogue,
        bounds=bounds,
        language=question.language,
        interests=tuple(known),
        avoid=tuple(avoided),
        evidence=hits.evidence(best.rows, words=catalogue.words),
        # Without a word on how the client's point was found, the offer's precision tells.
        precision=number_of(client.precision) % number_of(Precision.UNKNOWN),
        reasons=Reasons(bounds, question.language),
        cautions=Cautions(bounds, question.language),
    )
    nearest = _nearest(question.near_misses, sifted, ranking)
    offers = read_rows(catalogue.columns, np.concatenate((best.rows, nearest)))
    told = zip(offers, best.scores, best.percents, strict=False)
    return Answer(
        matches=tuple(explainer.explain(offer, score=score, percents=percents) for offer, score, percents in told),
        near_misses=tuple(
            near_miss_of(offer, catalogue.ids[offer.row], sifted.blocked, bounds, question.language)
            for offer in offers[len(best.rows) :]
        ),
        excluded=sifted.excluded,
        considered=sifted.considered,
        feasible=len(feasible),
        unresolved_interests=tuple(asked for asked, strengths in wishes.items() if not strengths),
        nothing_suitable=_nothing_suitable(best_interest[feasible], asked=bool(wishes), understood=bool(known)),
    )


def _resolve(catalogue: Catalogue, phrases: Sequence[str]) -> dict[str, dict[int, float]]:
    return {phrase: catalogue.strengths(resolve_wish(phrase, catalogue.vocabulary)) for phrase in phrases}


def _sift(columns: Columns, bounds: Bounds, kinds: frozenset[OfferKind], among: Blocked | None) -> _Sifted:
    failures = np.zeros(len(columns.kind), np.uint8)
    if kinds:
        failures[~np.isin(columns.kind, [number_of(kind) for kind in kinds])] = _OUT_OF_SIGHT
    if among is not None:
        failures[~among] = _OUT_OF_SIGHT
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
    shares: Floats

    def contenders(self, rows: Rows, count: int) -> _Contenders:
        """Rows that compete for so many places; interest and what is avoided bound what they can score."""
        remaining, wish = self.penalty.take(rows), self.shares[0]
        return _Contenders(rows, remaining, (wish * self.interest.take(rows) + (1 - wish)) * remaining, count)

    def best(self, contenders: _Contenders) -> _Best:
        """The best rows: score the most promising, then only who can still beat them."""
        if not contenders.count or not len(contenders.rows):
            return _Best(contenders.rows[:0], [], [])
        promising, rest = contenders.split()
        scored = self._score(promising)
        able = rest.able_to_reach(_nth_largest(scored.scores, contenders.count))
        if len(able.rows):
            scored = scored.joined(self._score(able))
        first = self.first(scored.rows, scored.scores, contenders.count)
        percents = np.rint(scored.components.T[first] * 100).tolist()
        return _Best(scored.rows[first], (scored.scores[first] / _SCORE_STEPS).tolist(), percents)

    def _score(self, contenders: _Contenders) -> _Scored:
        rows = contenders.rows
        components = components_of(rows, self.catalogue.columns, self.bounds, self.interest.take(rows))
        scores = np.rint(total_of(components, self.shares) * contenders.remaining * _SCORE_STEPS).astype(np.int32)
        return _Scored(rows, scores, components)

    def first(self, rows: Rows, scores: NDArray[np.int32], count: int) -> Rows:
        """The places of the highest scores; ties break by the offer's id, so that the row never matters."""
        ids = self.catalogue.ids
        places = np.flatnonzero(scores >= _nth_largest(scores, count))
        keys = zip((-scores[places]).tolist(), rows[places].tolist(), places.tolist(), strict=True)
        best = heapq.nsmallest(count, ((score, ids[row], place) for score, row, place in keys))
        return np.array([place for *_, place in best], np.intp)


def _nth_largest(values: Floats | NDArray[np.int32], count: int) -> float:
    if len(values) <= count:
        return -math.inf
    place = len(values) - count
    return float(np.partition(values, place)[place])


def _nearest(count: int, sifted: _Sifted, ranking: _Ranking) -> Rows:
    """The rows that fail one limit: those first that answer the wish best and of which there is most hope."""
    near = np.flatnonzero(sifted.failures == 1)
    if not count or not len(near):
        return near[:0]
    hope = hope_of(near, sifted.blocked, ranking.bounds)
    promise = ranking.interest.take(near) * ranking.penalty.take(near) * hope
    return near[ranking.first(near, np.rint(promise * _SCORE_STEPS).astype(np.int32), count)]


def _nothing_suitable(interest: Floats, *, asked: bool, understood: bool) -> bool:
    if not asked:
        return not len(interest)
    return not understood or not bool((interest >= SUITABLE).any())
