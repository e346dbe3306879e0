"""From a question about one client to the best offers: chosen alone, or the whole answer with its explanations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np

from matching.answer import Answer, Match, Sentence
from matching.catalogue.catalogue import Catalogue
from matching.catalogue.columns import IN_REVIEW, number_of
from matching.catalogue.hits import Hits
from matching.catalogue.postings import Rows
from matching.judging.appeal import remaining_share_of
from matching.judging.bounds import Bounds
from matching.judging.limits import Blocked
from matching.judging.ordering import SCORE_STEPS, Best, Ranking
from matching.judging.question import Question, Sought, seek
from matching.judging.scoring import shares_of
from matching.judging.sifting import Sifted, possible, sift
from matching.parameters import parameters_of
from matching.telling.explanation import EvidenceByPhrase, Explainer, interests_of
from matching.telling.near_misses import hope_of, near_miss_of
from matching.telling.reasons import reasons_of_wishes
from matching.telling.wishes import read_wishes
from matching.vocabulary import Precision

_AS_A_WHOLE: Final = parameters_of("likeness").number("as_a_whole")


class _Judged(NamedTuple):
    """What is possible for one client, and the best of it."""

    question: Question
    sought: Sought
    ranking: Ranking
    feasible: Rows
    best: Best

    def explained(self, best: Best) -> list[Match]:
        """Explain some of the best."""
        catalogue, bounds = self.ranking.catalogue, self.ranking.bounds
        return _explainer(catalogue, self.question, self.sought, bounds, best.rows).explain(best)


@dataclass(frozen=True, slots=True)
class Choice:
    """The best offers for one client, best first: each with its score, and whether it suits."""

    offer_ids: tuple[str, ...]
    scores: tuple[float, ...]
    suits: tuple[bool, ...]
    feasible: int
    """How many offers were possible."""
    _judged: _Judged = field(repr=False)

    @property
    def suitable(self) -> dict[str, float]:
        """The scores of what suits, by offer, best first."""
        told = zip(self.offer_ids, self.scores, self.suits, strict=True)
        return {offer_id: score for offer_id, score, is_suiting in told if is_suiting}

    def explain(self, offer_ids: Iterable[str]) -> list[Match]:
        """Explain some of these offers, in the order asked; it holds until the next change of the catalogue."""
        places = list(map(self.offer_ids.index, offer_ids))
        return self._judged.explained(self._judged.best.only(places))


def rank(catalogue: Catalogue, question: Question) -> Answer:
    """Answer a question: limits first, then the wish, then all else, and explanations only for what is answered."""
    bounds = question.bounds(catalogue)
    sifted = sift(catalogue.columns, bounds, question.kinds)
    feasible = (sifted.failures == 0).nonzero()[0]
    judged = _judge(catalogue, question, bounds, feasible)
    sought, ranking = judged.sought, judged.ranking
    return Answer(
        matches=tuple(judged.explained(judged.best)),
        near_misses=tuple(
            near_miss_of(row, catalogue, sifted.blocked, bounds, question.language)
            for row in _nearest(question.near_misses, sifted, ranking).tolist()
        ),
        excluded=sifted.excluded,
        considered=sifted.considered,
        feasible=len(feasible),
        wishes=read_wishes(question.client.interests, catalogue.vocabulary, question.language, answered=sought.wished),
        unresolved_interests=sought.unresolved,
        unanswered=sought.unanswered_where(sifted.failures == 0),
        nothing_suitable=not sought.found_in(feasible, ranking.appeal),
    )


def choose(catalogue: Catalogue, question: Question, *, among: Blocked | None = None) -> Choice:
    """Choose the same offers as `rank`, with the same scores, and explain none until that is asked.

    Only the rows `among` are considered, when they are given.
    """
    bounds = question.bounds(catalogue)
    feasible = possible(catalogue.columns, bounds, question.kinds, among)
    judged = _judge(catalogue, question, bounds, feasible)
    rows = judged.best.rows
    return Choice(
        offer_ids=tuple(map(catalogue.ids.__getitem__, rows.tolist())),
        scores=tuple(judged.best.scores),
        suits=tuple(judged.sought.suited_by(rows, judged.ranking.appeal).tolist()),
        feasible=len(feasible),
        _judged=judged,
    )


def first_reason(catalogue: Catalogue, question: Question, offer_id: str) -> Sentence | None:
    """Return the first reason that `rank` would give for an offer that is possible; None where there is none."""
    rows = np.array([catalogue.row_of(offer_id)], np.intp)
    sought = seek(catalogue, question.client)
    # Most offers are chosen for a wish: then nothing else has to be looked at.
    interests = interests_of(_alike_or_whole(sought.wished, rows, catalogue), catalogue, question.language, count=1)
    reasons = reasons_of_wishes(interests[0], question.language)
    if not reasons:
        bounds = question.bounds(catalogue)
        reasons = [*_explainer(catalogue, question, sought, bounds, rows).reasons(rows)[0]]
    return next(iter(reasons), None)


def _judge(catalogue: Catalogue, question: Question, bounds: Bounds, feasible: Rows) -> _Judged:
    sought = seek(catalogue, question.client)
    appeal = sought.appeal(catalogue, bounds)
    remaining_share = remaining_share_of(sought.avoided.values(), catalogue.columns, bounds)
    ranking = Ranking(catalogue, bounds, appeal, remaining_share, shares_of(question.weights), is_list=question.is_list)
    return _Judged(question, sought, ranking, feasible, ranking.best(feasible, question.limit))


def _explainer(catalogue: Catalogue, question: Question, sought: Sought, bounds: Bounds, rows: Rows) -> Explainer:
    return Explainer(
        catalogue=catalogue,
        bounds=bounds,
        language=question.language,
        asks=bool(sought.wished or sought.unresolved),
        interests=_alike_or_whole(sought.wished, rows, catalogue),
        avoided=_evidence(sought.avoided, rows, catalogue),
        # Without a word on how the client's point was found, the offer's precision tells.
        precision=number_of(question.client.precision) % number_of(Precision.UNKNOWN),
    )


def _evidence(hits_by_phrase: Mapping[str, Hits], rows: Rows, catalogue: Catalogue) -> EvidenceByPhrase:
    return {phrase: hits.evidence(rows, words=catalogue.words) for phrase, hits in hits_by_phrase.items()}


def _alike_or_whole(hits_by_phrase: Mapping[str, Hits], rows: Rows, catalogue: Catalogue) -> EvidenceByPhrase:
    """Return the evidence for wishes: what answers little of a wish answers it all the same where both are alike."""
    return {
        phrase: [
            each and each._replace(is_whole=each.is_whole or (each.has_deed and alike >= _AS_A_WHOLE))
            for each, alike in zip(evidence, catalogue.likeness_to(phrase).take(rows).tolist(), strict=True)
        ]
        for phrase, evidence in _evidence(hits_by_phrase, rows, catalogue).items()
    }


def _nearest(count: int, sifted: Sifted, ranking: Ranking) -> Rows:
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
    hope = hope_of(near, ranking.catalogue.columns, ranking.bounds)
    promise = ranking.appeal.interest.take(near) * ranking.remaining_share.take(near) * hope
    return near.take(ranking.first(near, np.rint(promise * SCORE_STEPS).astype(np.int32), count))
