"""Which rows come first: the most promising are scored, then only those that can still beat them."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.catalogue.catalogue import Catalogue
from matching.catalogue.postings import Floats, Rows
from matching.judging.appeal import Appeal
from matching.judging.bounds import Bounds
from matching.judging.running import Running
from matching.judging.scoring import components_of, total_of
from matching.judging.variety import MOST_LOST, Ranked, Varied, Variety, vary
from matching.parameters import parameters_of

_READ: Final = parameters_of("ordering")
SCORE_STEPS: Final = _READ.count("score_steps")
"""Scores are compared in whole steps: what is answered as equal counts as equal."""

_PROMISING: Final = _READ.count("promising")
_PORTION: Final = _READ.number("portion")


@dataclass(frozen=True, slots=True)
class Contenders:
    """Who compete to be answered, by place in the running: what remains of the score of each, and its most."""

    places: Rows
    remaining_share: Floats
    ceiling: Floats
    count: int

    def most_promising(self) -> Rows:
        """Return the places of contenders that can score most, intp, one per chosen row; of few contenders all."""
        few = max(_PROMISING, 2 * self.count)
        if len(self.places) <= few:
            return np.arange(len(self.places))
        return self.ceiling.argpartition(-few)[-few:]

    def others_able_to_reach(self, score: float, *, besides: Rows) -> Rows:
        """Return the places, intp, one per contender besides these that can score so much, give or take a step."""
        if len(besides) == len(self.places) or float(self.ceiling.take(besides).min()) * SCORE_STEPS < score - 1:
            return besides[:0]
        able = self.ceiling * SCORE_STEPS >= score - 1
        able[besides] = False
        return able.nonzero()[0]


class _Scored(NamedTuple):
    """Places in the running with their scores in whole steps and their components."""

    places: Rows
    scores: NDArray[np.int32]
    components: Floats

    def joined(self, other: "_Scored") -> "_Scored":
        """Return these rows and others, one after the other."""
        return _Scored(
            np.concatenate((self.places, other.places)),
            np.concatenate((self.scores, other.scores)),
            np.concatenate((self.components, other.components), axis=1),
        )


class Best(NamedTuple):
    """The best rows, best first: scores, components in hundredths, whether it is a guise and has of what is asked."""

    rows: Rows
    scores: list[float]
    components: list[list[float]]
    guises: list[bool]
    answers: list[bool]

    def only(self, places: Sequence[int]) -> "Best":
        """Return some of these rows, in the order asked."""
        return Best(
            self.rows.take(places),
            [self.scores[place] for place in places],
            [self.components[place] for place in places],
            [self.guises[place] for place in places],
            [self.answers[place] for place in places],
        )

    def followed_by(self, others: "Best") -> "Best":
        """Return these rows and then others, none of which scores more than the last of these."""
        most = min(self.scores, default=1.0)
        return Best(
            np.concatenate((self.rows, others.rows)),
            self.scores + [min(score, most) for score in others.scores],
            self.components + others.components,
            self.guises + others.guises,
            self.answers + others.answers,
        )


class Ranking(NamedTuple):
    """What it takes to put in order what is in the running: each row by its place there."""

    catalogue: Catalogue
    bounds: Bounds
    running: Running
    appeal: Appeal
    remaining_share: Floats
    shares: Floats
    is_list: bool = True

    def best(self, places: Rows, count: int) -> Best:
        """Return the best of some: what has nothing of any wish comes after all that has."""
        # Filler comes last also when it scores: a client who asked for music is first shown what has to do with music.
        answers = self.appeal.answers.take(places)
        having = self._best(self._contenders(places.compress(answers), count), has_answers=True)
        missing = count - len(having.rows)
        if missing <= 0:
            return having
        return having.followed_by(self._best(self._contenders(places.compress(~answers), missing), has_answers=False))

    def _contenders(self, places: Rows, count: int) -> Contenders:
        """Return who compete to be one of so many; interest and what is avoided bound what they can score."""
        remaining_share, wish = self.remaining_share.take(places), self.shares[0]
        return Contenders(
            places, remaining_share, (wish * self.appeal.interest.take(places) + (1 - wish)) * remaining_share, count
        )

    def _best(self, contenders: Contenders, *, has_answers: bool) -> Best:
        """Find the best: score the most promising, then only who can still beat them."""
        if not contenders.count or not len(contenders.places):
            return Best(contenders.places[:0], [], [], [], [])
        seen = contenders.most_promising()
        scored = self._score(contenders, seen)
        # An idea that comes again loses this much at the most: what scores lower still need not be scored.
        line = _nth_largest(scored.scores, contenders.count) - MOST_LOST * SCORE_STEPS
        while True:
            others = contenders.others_able_to_reach(line, besides=seen)
            if len(others):
                scored, seen = scored.joined(self._score(contenders, others)), np.concatenate((seen, others))
            best = self._varied(scored, contenders.count, line)
            last = -best[-1][0]
            if last >= line:
                break
            # A new guise lost far more than that, so whoever is above it may stand below the line.
            line = last
        places = [place for _, _, place, _ in best]
        components = (np.rint(scored.components.take(places, axis=1).T * 100).astype(float) / 100).tolist()
        scores = [-minus_score / SCORE_STEPS for minus_score, *_ in best]
        rows = self.running.rows.take(scored.places.take(places))
        return Best(rows, scores, components, [is_guise for *_, is_guise in best], [has_answers] * len(best))

    def _varied(self, scored: _Scored, count: int, line: float) -> list[Varied]:
        portions = self._in_order(scored, count, line)
        if not self.is_list:
            alone = (
                (minus_score, id_, place, False) for portion in portions for minus_score, id_, _, place, *_ in portion
            )
            return list(islice(alone, count))
        return vary(portions, Variety(self.catalogue.columns, steps=SCORE_STEPS), count=count)

    def _in_order(self, scored: _Scored, count: int, line: float) -> Iterator[list[Ranked]]:
        """Yield the rows that score so much, best first, in portions: seldom are all of them asked for."""
        # In whole steps: what is told as equal is also in order as equal.
        minus_scores = -scored.scores
        order = minus_scores.argsort()
        minus_scores = minus_scores.take(order)
        most = int(minus_scores.searchsorted(-line, side="right"))
        start, portion = 0, math.ceil(_PORTION * count)
        while start < most:
            last = minus_scores[min(start + portion, most) - 1]
            # Equal scores stay together: their order is still to be settled.
            end = int(minus_scores.searchsorted(last, side="right"))
            yield self._sorted(minus_scores[start:end], scored, order[start:end])
            # Most often a few more are enough.
            start, portion = end, math.ceil(end / 2)

    def _sorted(self, minus_scores: NDArray[np.int32], scored: _Scored, places: Rows) -> list[Ranked]:
        """Sort best first; equal scores by likeness and then by the offer's id, so that the row never matters."""
        columns, in_running = self.catalogue.columns, scored.places.take(places)
        rows = self.running.rows.take(in_running)
        ranked = zip(
            minus_scores.tolist(),
            zip(
                (-self.appeal.likeness.take(in_running)).tolist(),
                map(self.catalogue.ids.__getitem__, rows.tolist()),
                strict=True,
            ),
            rows.tolist(),
            places.tolist(),
            scored.components[0].take(places).tolist(),
            columns.topic.take(rows).tolist(),
            columns.organization.take(rows).tolist(),
            columns.spot.take(rows).tolist(),
            strict=True,
        )
        return sorted(ranked)

    def _score(self, contenders: Contenders, chosen: Rows) -> _Scored:
        places = contenders.places.take(chosen)
        rows, interest = self.running.rows.take(places), self.appeal.interest.take(places)
        components = components_of(rows, self.catalogue.columns, self.bounds, interest)
        shares = total_of(components, self.shares) * contenders.remaining_share.take(chosen)
        scores = np.rint(shares * SCORE_STEPS).astype(np.int32)
        return _Scored(places, scores, components)

    def first(self, rows: Rows, scores: NDArray[np.int32], count: int) -> Rows:
        """Return the places of the highest scores, intp, one per chosen row, best first; ties break by offer id."""
        ids = self.catalogue.ids
        places = (scores >= _nth_largest(scores, count)).nonzero()[0]
        offer_ids = map(ids.__getitem__, rows.take(places).tolist())
        best = sorted(zip((-scores.take(places)).tolist(), offer_ids, places.tolist(), strict=True))[:count]
        return np.array([place for *_, place in best], np.intp)


def _nth_largest(values: Floats | NDArray[np.int32], count: int) -> float:
    if len(values) <= count:
        return -math.inf
    place = len(values) - count
    ordered = values.copy()
    ordered.partition(place)
    return float(ordered[place])
