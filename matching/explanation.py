"""One ranked offer explained: what it has of the wishes, the way there, what is left to carry, reasons, cautions."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from matching.answer import InterestMatch, Match, Travelled
from matching.catalogue import Catalogue
from matching.cautions import Cautions
from matching.columns import AXES, UNKNOWN
from matching.limits import Bounds
from matching.load_hints import HINTED_LEVEL
from matching.message import message
from matching.offer_row import OfferRow, plain
from matching.postings import Evidence
from matching.reasons import Reasons
from matching.scoring import WEIGHTS
from matching.sentences import caution
from matching.start_plan import StartPlans
from matching.vocabulary import Language, Precision

_HOURS: Final = "hoursPerWeek"
_AXES: Final = tuple(axis.value for axis in AXES)
_PRECISIONS: Final = tuple(Precision)


@dataclass(frozen=True, slots=True)
class Explainer:
    """All that the explanations of one answer share."""

    catalogue: Catalogue
    bounds: Bounds
    language: Language
    interests: Mapping[str, Mapping[int, Evidence]]
    avoided: Mapping[str, Mapping[int, Evidence]]
    precision: int
    reasons: Reasons
    cautions: Cautions
    start_plans: StartPlans

    def explain(self, offer: OfferRow, *, score: float, percents: Sequence[float], is_guise: bool) -> Match:
        """Why this offer, and what to keep in mind."""
        interests = self._interests(offer.row)
        travel = self._travel(offer)
        return Match(
            offer_id=self.catalogue.ids[offer.row],
            score=score,
            components={name: percent / 100 for name, percent in zip(WEIGHTS, percents, strict=True)},
            interests=interests,
            travel=travel,
            headroom=self._headroom(offer),
            unknown=_unknown(offer),
            start_plan=self.start_plans.on(offer),
            reasons=self.reasons.about(offer, interests=interests, travel=travel),
            cautions=(
                *((caution("something-else", self.language),) if self.interests and not interests else ()),
                *((caution("same-again", self.language),) if is_guise else ()),
                *self.cautions.about(offer, avoided=self._avoided(offer.row), hinted=self._hinted(offer)),
            ),
            message=message(offer, self.catalogue.names[offer.row], self.bounds.today, self.language),
        )

    def _interests(self, row: int) -> tuple[InterestMatch, ...]:
        return tuple(
            InterestMatch(
                asked=asked,
                concept=self.catalogue.label(found.concept, words=found.words, language=self.language),
                found=found.words,
                where=found.where,
                strength=round(found.strength, 2),
                is_near=found.is_near,
            )
            for asked, by_row in self.interests.items()
            if (found := by_row.get(row))
        )

    def _avoided(self, row: int) -> dict[str, Evidence]:
        if not self.avoided:
            return {}
        return {asked: found for asked, by_row in self.avoided.items() if (found := by_row.get(row))}

    def _hinted(self, offer: OfferRow) -> list[str]:
        if max(offer.hints) == UNKNOWN:
            return []
        heavy = [
            number
            for number, most in zip(offer.hints, self.bounds.capacity, strict=True)
            if number != UNKNOWN and most is not None and most < HINTED_LEVEL
        ]
        return [self.catalogue.words[number][1] for number in dict.fromkeys(heavy)]

    def _travel(self, offer: OfferRow) -> Travelled | None:
        km = self.bounds.km(offer.row)
        if math.isnan(km):
            return None
        minutes = round(self.bounds.minutes(km))
        rougher = _PRECISIONS[max(offer.precision, self.precision)]
        return Travelled(km=round(km, 2), minutes=minutes, mode=self.bounds.client.travel.mode, precision=rougher)

    def _headroom(self, offer: OfferRow) -> dict[str, float | None]:
        hours = None if offer.minimum_hours is None else plain(self.bounds.hours_left - offer.minimum_hours)
        pairs = zip(_AXES, offer.load, self.bounds.capacity, strict=True)
        axes = {
            axis: None if capacity is None or demand == UNKNOWN else capacity - demand
            for axis, demand, capacity in pairs
        }
        return {_HOURS: hours, **axes}


def _unknown(offer: OfferRow) -> tuple[str, ...]:
    axes = tuple(axis for axis, demand in zip(_AXES, offer.load, strict=True) if demand == UNKNOWN)
    return (_HOURS, *axes) if offer.minimum_hours is None else axes
