"""The ranked offers explained: what each has of the wishes, the way there, what is left to carry, reasons, cautions."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from matching.answer import InterestMatch, Match, Sentence, Travelled
from matching.catalogue.catalogue import Catalogue
from matching.catalogue.columns import AXES, UNKNOWN, levels_of
from matching.catalogue.hits import Evidence
from matching.catalogue.postings import Rows
from matching.catalogue.shortlist import Shortlist, plain, read_shortlist
from matching.catalogue.unsaid import UNSAID
from matching.interests import Grade
from matching.judging.bounds import Bounds
from matching.judging.ordering import Best
from matching.judging.suitability import answers
from matching.judging.whom import Fit, fit_of
from matching.telling.cautions import Cautions
from matching.telling.message import messages
from matching.telling.reasons import Reasons
from matching.telling.start_plan import StartPlans
from matching.telling.whom import others_told, own_told
from matching.vocabulary import Language, Precision

_AXES: Final = tuple(axis.value for axis in AXES)
_HOURS: Final = "hoursPerWeek"
_LOADS: Final = (_HOURS, *_AXES)
_PRECISIONS: Final = tuple(Precision)
_LOAD_BITS: Final = (UNSAID["minimum_hours_per_week"], *(UNSAID[axis] for axis in AXES))
_ANY_LOAD: Final = sum(_LOAD_BITS)

EvidenceByPhrase = Mapping[str, Sequence[Evidence | None]]
"""By what each offer of an answer has to do with each phrase."""


class Explainer(NamedTuple):
    """All that the explanations of one answer share; all offers are explained together, one subject at a time."""

    catalogue: Catalogue
    bounds: Bounds
    language: Language
    asks: bool
    is_read: bool
    """Whether each wish was read for certain."""
    interests: EvidenceByPhrase
    avoided: EvidenceByPhrase
    precision: int

    def explain(self, best: Best) -> list[Match]:
        """Explain why these offers suit, and what to keep in mind, best first."""
        # Only what is answered is explained: a handful of rows, not the whole catalogue.
        offers = read_shortlist(self.catalogue.columns, best.rows)
        interests = self._interests(offers)
        travels = self._travels(offers)
        fit = fit_of(self.catalogue.columns, self.bounds.belonging, best.rows)
        return list(
            map(
                Match,
                map(self.catalogue.ids.__getitem__, offers.rows),
                best.scores,
                _named(best.components),
                interests,
                travels,
                _headrooms(offers, self.bounds),
                [_unknown(unsaid & _ANY_LOAD) for unsaid in offers.unsaid],
                StartPlans(self.bounds).on(offers),
                self._reasons(offers, interests, travels, fit),
                _with(
                    self._cautions(offers, best.guises, interests, travels),
                    others_told(offers, fit, self.catalogue.words, self.language),
                ),
                messages(offers, self.catalogue.names, self.bounds.today, self.language),
            )
        )

    def reasons(self, rows: Rows) -> list[tuple[Sentence, ...]]:
        """Say why some offers suit, and nothing else."""
        offers = read_shortlist(self.catalogue.columns, rows)
        fit = fit_of(self.catalogue.columns, self.bounds.belonging, rows)
        return self._reasons(offers, self._interests(offers), self._travels(offers), fit)

    def _reasons(
        self,
        offers: Shortlist,
        interests: Sequence[tuple[InterestMatch, ...]],
        travels: Sequence[Travelled | None],
        fit: Fit,
    ) -> list[tuple[Sentence, ...]]:
        reasons = Reasons(self.bounds, self.language).about(offers, interests=interests, travels=travels)
        return _with(reasons, own_told(offers, fit, self.catalogue.words, self.language))

    def _interests(self, offers: Shortlist) -> list[tuple[InterestMatch, ...]]:
        return interests_of(self.interests, self.catalogue, self.language, count=len(offers.rows))

    def _travels(self, offers: Shortlist) -> list[Travelled | None]:
        mode = self.bounds.client.travel.mode
        return [
            None
            if math.isnan(km)
            else Travelled(
                round(km, 2), round(self.bounds.minutes(km)), mode, _PRECISIONS[max(precision, self.precision)]
            )
            for km, precision in zip(self.bounds.kms(offers.rows), offers.precision, strict=True)
        ]

    def _cautions(
        self,
        offers: Shortlist,
        guises: Sequence[bool],
        interests: Sequence[Sequence[InterestMatch]],
        travels: Sequence[Travelled | None],
    ) -> list[tuple[Sentence, ...]]:
        return Cautions(self.bounds, self.language).about(
            offers,
            something_else=[
                self.is_read and self.catalogue.tells_what(row) if self.asks and not answers(found) else None
                for row, found in zip(offers.rows, interests, strict=True)
            ],
            guises=guises,
            avoided=self.avoided,
            hinted=self._hinted(offers),
            travels=travels,
        )

    def _hinted(self, offers: Shortlist) -> list[list[str]]:
        """Return the words that hint at more than this client can carry, a list for each offer."""
        heavy, words = self.bounds.soon_heavy, self.catalogue.words
        if not heavy:
            return [[]] * len(offers.rows)
        return [
            [words[number].written for number in dict.fromkeys(hints[axis] for axis in heavy) if number != UNKNOWN]
            for hints in offers.hints
        ]


def interests_of(
    evidence: EvidenceByPhrase, catalogue: Catalogue, language: Language, *, count: int
) -> list[tuple[InterestMatch, ...]]:
    """Return what each of so many offers has of the wishes."""
    if not evidence:
        return [()] * count
    labels = catalogue.labels(language)
    by_wish = [
        [each and _interest(asked, each, _called(each, labels)) for each in found] for asked, found in evidence.items()
    ]
    return [tuple(filter(None, found)) for found in zip(*by_wish, strict=True)]


def _with(told: Sequence[tuple[Sentence, ...]], more: Sequence[Sentence | None]) -> list[tuple[Sentence, ...]]:
    return [sentences if one is None else (*sentences, one) for sentences, one in zip(told, more, strict=True)]


def _called(evidence: Evidence, labels: Sequence[str]) -> str:
    """Return what people call what was found; a word outside the vocabulary is called as it was written."""
    return labels[evidence.concept] if evidence.concept < len(labels) else evidence.words


# The best answers to what many ask are the same few offers.
@lru_cache(maxsize=16384)
def _interest(phrase: str, evidence: Evidence, label: str) -> InterestMatch:
    _, strength, is_near, where, words, grade, is_whole, _ = evidence
    return InterestMatch(phrase, label, words, where, round(strength, 2), is_near, grade is Grade.CERTAIN, is_whole)


def _named(components: Sequence[Sequence[float]]) -> list[dict[str, float]]:
    return [
        {"interest": interest, "load": load, "distance": distance, "schedule": schedule, "growth": growth}
        for interest, load, distance, schedule, growth in components
    ]


def _headrooms(offers: Shortlist, bounds: Bounds) -> list[dict[str, float | None]]:
    hours = [None if least is None else plain(bounds.hours_left - least) for least in offers.minimum_hours]
    left = [_left(bounds.capacity, number) for number in offers.load_number]
    return [{_HOURS: of_hours, **of_axes} for of_hours, of_axes in zip(hours, left, strict=True)]


@lru_cache(maxsize=4096)
def _left(capacity: Sequence[int | None], load_number: int) -> Mapping[str, int | None]:
    """Return what is left to carry on each axis; what was not said is null and not nought: a caution asks for it."""
    demands = levels_of(load_number)
    return {
        axis: None if most is None or demand == UNKNOWN else most - demand
        for axis, most, demand in zip(_AXES, capacity, demands, strict=True)
    }


@lru_cache(maxsize=1024)
def _unknown(unsaid: int) -> tuple[str, ...]:
    return tuple(name for name, bit in zip(_LOADS, _LOAD_BITS, strict=True) if unsaid & bit)
