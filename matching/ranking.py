"""rank(): from a question about one client to the best offers, explained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.answer import Answer, Match
from matching.catalogue.catalogue import Catalogue
from matching.catalogue.columns import IN_REVIEW, Columns, number_of
from matching.catalogue.postings import Hits, Rows
from matching.facts import ClientProfile
from matching.geography import TravelSpeeds
from matching.interests import Vocabulary, leaves_open, resolve_avoided, resolve_wish
from matching.judging.appeal import Appeal, appeal_of, avoided_of, invitation_of, remaining_share_of
from matching.judging.bounds import Bounds, bounds_of
from matching.judging.limits import Blocked, Limit, blocking
from matching.judging.ordering import SCORE_STEPS, Best, Ranking
from matching.judging.scoring import shares_of
from matching.judging.suitability import is_answer
from matching.judging.whom import favour
from matching.parameters import parameters_of
from matching.telling.explanation import EvidenceByPhrase, Explainer
from matching.telling.near_misses import hope_of, near_miss_of
from matching.telling.wishes import read_wishes
from matching.vocabulary import Language, OfferKind, Precision

_READ: Final = parameters_of("question")
_MAY_SUIT: Final = parameters_of("likeness").number("may_suit")
_AS_A_WHOLE: Final = parameters_of("likeness").number("as_a_whole")
_OUT_OF_SIGHT: Final = 100
"""Counts as more failures than there are limits: the offer is not considered at all."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a coach asks about one client."""

    client: ClientProfile
    on: date
    kinds: frozenset[OfferKind] = frozenset()
    limit: int = _READ.count("matches")
    near_misses: int = _READ.count("near_misses")
    weights: Mapping[str, float] = field(default_factory=dict)
    language: Language = Language.DUTCH
    is_list: bool = True
    """Whether answers count among each other; at a table and in a city a pair stands for itself."""
    policy_cap_hours: float = _READ.number("policy_cap_hours")
    speeds: TravelSpeeds = field(default_factory=TravelSpeeds)

    def bounds(self, catalogue: Catalogue) -> Bounds:
        """Work out what the client allows, over this catalogue."""
        return bounds_of(self.client, catalogue, on=self.on, policy_cap_hours=self.policy_cap_hours, speeds=self.speeds)


class _Sifted(NamedTuple):
    """Each offer by how many limits it fails, and how many fell at each limit first."""

    failures: NDArray[np.uint8]
    blocked: Sequence[tuple[Limit, Blocked]]
    excluded: dict[str, int]
    considered: int


class _Sought(NamedTuple):
    """What a client asks for and wants to avoid, each with what it finds, and the wishes that mean nothing."""

    wished: dict[str, Hits]
    avoided: dict[str, Hits]
    unresolved: tuple[str, ...]
    is_open: bool

    def found_in(self, rows: Rows, appeal: Appeal) -> bool:
        """Tell whether any of some offers has to do with what was asked; what is left open is answered by any offer."""
        if self.is_open:
            return len(rows) > 0
        # Where nothing was read, something quite alike may still be it: then nobody is told that nothing suits.
        return bool(appeal.answers.take(rows).any() or (appeal.likeness.take(rows) >= _MAY_SUIT).any())

    def unanswered_in(self, rows: Rows) -> tuple[str, ...]:
        """Return the wishes that none of some offers answers."""
        return tuple(asked for asked, hits in self.wished.items() if not is_answer(hits.strengths.take(rows)).any())

    def appeal(self, catalogue: Catalogue, bounds: Bounds) -> Appeal:
        """Work out how each offer appeals to who asks this."""
        likeness = [catalogue.likeness_to(phrase) for phrase in (*self.wished, *self.unresolved)]
        appeal = appeal_of(list(self.wished.values()), likeness, rows=len(catalogue))
        appeal = appeal._replace(interest=favour(appeal.interest, catalogue.columns, bounds.belonging))
        if not self.is_open:
            return appeal
        invitation = invitation_of(catalogue.columns, bounds)
        return appeal._replace(interest=np.maximum(appeal.interest, invitation / 2) if self.wished else invitation)


def rank(catalogue: Catalogue, question: Question, *, among: Blocked | None = None) -> Answer:
    """Answer a question: limits first, then the wish, then all else, and explanations only for what is answered.

    Only the rows `among` are considered, when they are given.
    """
    bounds = question.bounds(catalogue)
    sifted = _sift(catalogue.columns, bounds, question.kinds, among)
    sought = _seek(catalogue, question.client)
    appeal = sought.appeal(catalogue, bounds)
    remaining_share = remaining_share_of(sought.avoided.values(), catalogue.columns, bounds)
    ranking = Ranking(catalogue, bounds, appeal, remaining_share, shares_of(question.weights), is_list=question.is_list)
    feasible = (sifted.failures == 0).nonzero()[0]
    best = ranking.best(feasible, question.limit)
    return Answer(
        matches=tuple(_explained(best, question, bounds, sought, catalogue)),
        near_misses=tuple(
            near_miss_of(row, catalogue, sifted.blocked, bounds, question.language)
            for row in _nearest(question.near_misses, sifted, ranking).tolist()
        ),
        excluded=sifted.excluded,
        considered=sifted.considered,
        feasible=len(feasible),
        wishes=read_wishes(question.client.interests, catalogue.vocabulary, question.language, answered=sought.wished),
        unresolved_interests=sought.unresolved,
        unanswered=sought.unanswered_in(feasible),
        nothing_suitable=not sought.found_in(feasible, appeal),
    )


def _seek(catalogue: Catalogue, client: ClientProfile) -> _Sought:
    clear = [phrase for phrase in client.interests if not leaves_open(phrase, catalogue.vocabulary)]
    phrases: dict[str, str] = {}
    for phrase in clear:
        # Said twice, a wish counts once, as it was said first.
        phrases.setdefault(phrase.casefold(), phrase)
    wished = {phrase: catalogue.find_wish(phrase) for phrase in phrases.values()}
    named = _refused(client, catalogue.vocabulary)
    for phrase in client.avoid:
        named[phrase] = catalogue.strengths(resolve_avoided(phrase, catalogue.vocabulary))
    avoided = avoided_of(named, [hits.phrase for hits in wished.values()])
    return _Sought(
        wished={asked: hits for asked, hits in wished.items() if hits.phrase},
        avoided={asked: catalogue.find(strengths) for asked, strengths in avoided.items()},
        unresolved=tuple(asked for asked, hits in wished.items() if not hits.phrase),
        is_open=len(clear) < len(client.interests),
    )


def _refused(client: ClientProfile, vocabulary: Vocabulary) -> dict[str, Mapping[int, float]]:
    """Return what the wishes themselves refuse, by the words that say so: "liever tuinieren dan koken"."""
    wishes = [resolve_wish(phrase, vocabulary) for phrase in client.interests]
    return {each.words: wish.avoided for wish in wishes for each in wish.refused}


def _explained(best: Best, question: Question, bounds: Bounds, sought: _Sought, catalogue: Catalogue) -> list[Match]:
    explainer = Explainer(
        catalogue=catalogue,
        bounds=bounds,
        language=question.language,
        asks=bool(sought.wished or sought.unresolved),
        interests=_alike_or_whole(sought.wished, best.rows, catalogue),
        avoided=_evidence(sought.avoided, best.rows, catalogue),
        # Without a word on how the client's point was found, the offer's precision tells.
        precision=number_of(question.client.precision) % number_of(Precision.UNKNOWN),
    )
    return explainer.explain(best)


def _evidence(hits_by_phrase: Mapping[str, Hits], rows: Rows, catalogue: Catalogue) -> EvidenceByPhrase:
    return {phrase: hits.evidence(rows, words=catalogue.words) for phrase, hits in hits_by_phrase.items()}


def _alike_or_whole(hits_by_phrase: Mapping[str, Hits], rows: Rows, catalogue: Catalogue) -> EvidenceByPhrase:
    """Return the evidence for wishes: what answers little of a wish answers it all the same where both are alike."""
    return {
        phrase: [
            each and each._replace(is_whole=each.is_whole or alike >= _AS_A_WHOLE)
            for each, alike in zip(evidence, catalogue.likeness_to(phrase).take(rows).tolist(), strict=True)
        ]
        for phrase, evidence in _evidence(hits_by_phrase, rows, catalogue).items()
    }


def _sift(columns: Columns, bounds: Bounds, kinds: frozenset[OfferKind], among: Blocked | None) -> _Sifted:
    # Counted and not only told apart: who fails exactly one limit is a near miss.
    failures = np.zeros(len(columns.kind), np.uint8)
    if kinds:
        failures[~np.isin(columns.kind, [number_of(kind) for kind in kinds])] = _OUT_OF_SIGHT
    if among is not None:
        failures[~among] = _OUT_OF_SIGHT
    fallen = int(np.count_nonzero(failures))
    considered = len(failures) - fallen
    blocked = blocking(columns, bounds)
    excluded = {}
    for limit, blocks in blocked:
        failures += blocks.view(np.uint8)
        # Limits run in the contract's order and each row falls once, so that all the numbers add up to what was
        # considered.
        before, fallen = fallen, int(np.count_nonzero(failures))
        if fallen > before:
            excluded[limit.code] = fallen - before
    return _Sifted(failures, blocked, excluded, considered)


def _nearest(count: int, sifted: _Sifted, ranking: Ranking) -> Rows:
    """Return the rows that fail one limit, intp: first what answers the wish best and of which is most hope."""
    # What waits for a reviewer is for nobody's eyes yet.
    is_near = (sifted.failures == 1) & (ranking.catalogue.columns.openness != IN_REVIEW)
    # What has nothing of the wish comes after all that has.
    near: Rows = (is_near & ranking.appeal.answers).nonzero()[0]
    if len(near) < count:
        near = is_near.nonzero()[0]
    if not count or not len(near):
        return near[:0]
    # Only the rows that may be shown are weighed by hope.
    hope = hope_of(near, ranking.catalogue.columns, sifted.blocked, ranking.bounds)
    promise = ranking.appeal.interest.take(near) * ranking.remaining_share.take(near) * hope
    return near.take(ranking.first(near, np.rint(promise * SCORE_STEPS).astype(np.int32), count))
