"""From a question about one client to the best offers: chosen alone, or the whole answer with its explanations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np

from matching.answer import Answer, Match, Sentence
from matching.catalogue.catalogue import Catalogue
from matching.catalogue.columns import number_of
from matching.catalogue.hits import Hits
from matching.catalogue.postings import Rows
from matching.catalogue.remembered import likeness_to
from matching.judging.appeal import remaining_share_of
from matching.judging.bounds import Bounds
from matching.judging.limits import Blocked
from matching.judging.ordering import SCORE_STEPS, Best, Ranking
from matching.judging.question import Question, Sought, seek
from matching.judging.running import Running
from matching.judging.scoring import shares_of
from matching.judging.sifting import possible, sift
from matching.judging.whom import fit_of
from matching.parameters import parameters_of
from matching.telling.explanation import EvidenceByPhrase, Explainer, interests_of
from matching.telling.near_misses import hope_of, near_miss_of
from matching.telling.reasons import reasons_of_wishes
from matching.telling.wishes import read_wishes
from matching.vocabulary import Precision

_AS_A_WHOLE: Final = parameters_of("likeness").number("as_a_whole")


class _Judged(NamedTuple):
    """What is in the running for one client, and the best of it."""

    question: Question
    sought: Sought
    ranking: Ranking
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
    bounds, sought = question.bounds(catalogue), seek(catalogue, question.client)
    sifted = sift(catalogue.columns, bounds, question.kinds)
    is_feasible, is_near = sifted.is_feasible, sifted.is_near
    running = Running.of(_in_running(is_feasible, is_near, sought, question.near_misses))
    feasible = is_feasible.take(running.rows).nonzero()[0]
    judged = _judge(catalogue, question, bounds, sought, running, feasible)
    ranking = judged.ranking
    return Answer(
        matches=tuple(judged.explained(judged.best)),
        near_misses=tuple(
            near_miss_of(row, catalogue, sifted.blocked, bounds, question.language)
            for row in _nearest(question.near_misses, is_near.take(running.rows).nonzero()[0], ranking).tolist()
        ),
        excluded=sifted.excluded,
        considered=sifted.considered,
        feasible=len(feasible),
        wishes=read_wishes(question.client.interests, catalogue.vocabulary, question.language, answered=sought.wished),
        unresolved_interests=sought.unresolved,
        unanswered=sought.unanswered(is_feasible),
        nothing_suitable=not sought.found_in(feasible, ranking.appeal),
    )


def choose(catalogue: Catalogue, question: Question, *, among: Blocked | None = None) -> Choice:
    """Choose the same offers as `rank`, with the same scores, and explain none until that is asked.

    Only the rows `among` are considered, when they are given.
    """
    bounds, sought = question.bounds(catalogue), seek(catalogue, question.client)
    running = Running.of(possible(catalogue.columns, bounds, question.kinds, among))
    judged = _judge(catalogue, question, bounds, sought, running, np.arange(len(running.rows)))
    best = judged.best
    return Choice(
        offer_ids=tuple(map(catalogue.ids.__getitem__, best.rows.tolist())),
        scores=tuple(best.scores),
        suits=tuple(has_answers or sought.is_open for has_answers in best.answers),
        feasible=len(running.rows),
        _judged=judged,
    )


def first_reason(catalogue: Catalogue, question: Question, offer_id: str) -> Sentence | None:
    """Return the first reason that `rank` would give for an offer that is possible; None where there is none."""
    rows = np.array([catalogue.row_of(offer_id)], np.intp)
    sought = seek(catalogue, question.client)
    # Most offers are chosen for a wish: then nothing else has to be looked at.
    interests = interests_of(_evidence_of_wishes(sought.wished, rows, catalogue), catalogue, question.language, count=1)
    reasons = reasons_of_wishes(interests[0], question.language)
    if not reasons:
        bounds = question.bounds(catalogue)
        reasons = _explainer(catalogue, question, sought, bounds, rows).reasons(rows)[0]
    return next(iter(reasons), None)


def _judge(
    catalogue: Catalogue, question: Question, bounds: Bounds, sought: Sought, running: Running, feasible: Rows
) -> _Judged:
    """Judge what is in the running, and choose the best of what is feasible, given by its places there."""
    fit = fit_of(catalogue.columns, bounds.belonging, running.rows)
    appeal = sought.appeal(catalogue, bounds, running, fit)
    remaining_share = remaining_share_of(sought.avoided.values(), catalogue.columns, bounds, running, fit)
    shares = shares_of(question.weights)
    ranking = Ranking(catalogue, bounds, running, appeal, remaining_share, shares, is_list=question.is_list)
    return _Judged(question, sought, ranking, ranking.best(feasible, question.limit))


def _explainer(catalogue: Catalogue, question: Question, sought: Sought, bounds: Bounds, rows: Rows) -> Explainer:
    return Explainer(
        catalogue=catalogue,
        bounds=bounds,
        language=question.language,
        asks=bool(sought.wished or sought.unresolved),
        is_read=not sought.unresolved and all(hits.is_certain for hits in sought.wished.values()),
        interests=_evidence_of_wishes(sought.wished, rows, catalogue),
        avoided=_evidence(sought.avoided, rows, catalogue),
        # Without a word on how the client's point was found, the offer's precision tells.
        precision=number_of(question.client.precision) % number_of(Precision.UNKNOWN),
    )


def _evidence(hits_by_phrase: Mapping[str, Hits], rows: Rows, catalogue: Catalogue) -> EvidenceByPhrase:
    return {phrase: hits.evidence(rows, words=catalogue.words) for phrase, hits in hits_by_phrase.items()}


def _evidence_of_wishes(hits_by_phrase: Mapping[str, Hits], rows: Rows, catalogue: Catalogue) -> EvidenceByPhrase:
    if not hits_by_phrase:
        return {}
    likeness = likeness_to(catalogue.columns, tuple(hits_by_phrase), rows).tolist()
    return {
        phrase: hits.evidence(rows, words=catalogue.words, are_alike=[alike >= _AS_A_WHOLE for alike in likeness_to_it])
        for (phrase, hits), likeness_to_it in zip(hits_by_phrase.items(), likeness, strict=True)
    }


def _in_running(is_feasible: Blocked, is_near: Blocked, sought: Sought, near_misses: int) -> Blocked:
    """Return which rows may be answered or shown as near misses: bool, one per row."""
    in_running: Blocked = is_feasible.copy()
    if not near_misses:
        return in_running
    for rows in sought.answering:
        in_running[rows.compress(is_near.take(rows))] = True
    # What has nothing of the wish comes after all that has.
    if np.count_nonzero(in_running & is_near) < near_misses:
        in_running |= is_near
    return in_running


def _nearest(count: int, places: Rows, ranking: Ranking) -> Rows:
    """Return the rows of near misses, intp, of which is most hope: first what answers the wish best."""
    if not count or not len(places):
        return places[:0]
    # Only the rows that may be shown are weighed by hope.
    rows = ranking.running.rows.take(places)
    hope = hope_of(rows, ranking.catalogue.columns, ranking.bounds)
    promise = ranking.appeal.interest.take(places) * ranking.remaining_share.take(places) * hope
    return rows.take(ranking.first(rows, np.rint(promise * SCORE_STEPS).astype(np.int32), count))
