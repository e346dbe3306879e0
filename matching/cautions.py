"""What to ask or keep in mind about an offer: above all, what the partner did not say and this client must know."""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from matching.answer import Sentence
from matching.columns import ANY_DAY_PART, AXES, UNKNOWN, number_of
from matching.limits import FACILITIES, Bounds
from matching.offer_row import OfferRow
from matching.postings import Evidence
from matching.sentences import caution, day_in_words, number_in_words, words_of
from matching.vocabulary import DutchLevel, Language, LoadAxis, LoadLevel, OfferKind, Precision

_SOCIAL: Final = AXES.index(LoadAxis.SOCIAL)
_FEW_PEOPLE: Final = {0: 8, 1: 12}
_SHELTERED: Final = number_of(OfferKind.SHELTERED_WORK)
_ROUGH: Final = frozenset({number_of(Precision.PC4), number_of(Precision.PLACE)})
_LIMITED_DUTCH: Final = frozenset({DutchLevel.A0, DutchLevel.A1, DutchLevel.A2})

_MEANT: Final = 0.9
FOR_MEN: Final = "\N{MALE SIGN}"
"""Stands for offers meant for men, among what a client avoids who is welcome among women."""

Matters = Callable[[Bounds], object]
Tell = Callable[[OfferRow, Bounds, Language], Sentence | None]


class Cautions:
    """What this client may have to ask or keep in mind."""

    def __init__(self, bounds: Bounds, language: Language) -> None:
        self._bounds = bounds
        self._language = language
        self._unsaid = [(fact, caution(code, language)) for fact, code, matters in _UNSAID if matters(bounds)]
        self._tells = [tell for matters, tell in _TELLS if matters(bounds)]

    def about(self, offer: OfferRow, *, avoided: Mapping[str, Evidence], hinted: Sequence[str]) -> tuple[Sentence, ...]:
        """All cautions for one offer: what the client avoids, what to mind, and what the partner did not say."""
        told = [tell(offer, self._bounds, self._language) for tell in self._tells]
        return (
            *_avoided(avoided, self._language),
            *(caution("load-hint", self._language, found=words) for words in hinted),
            *(sentence for sentence in told if sentence is not None),
            *(sentence for fact, sentence in self._unsaid if offer[fact] in _NOT_SAID),
        )


def _avoided(avoided: Mapping[str, Evidence], language: Language) -> list[Sentence]:
    return [
        caution("for-men", language, found=found.words)
        if asked is FOR_MEN
        else caution("avoid", language, asked=asked, found=found.words)
        for asked, found in avoided.items()
        if asked is not FOR_MEN or found.strength >= _MEANT
    ]


def _level_avoided(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    much = [AXES[axis] for axis in bounds.avoided_axes if offer.load[axis] >= LoadLevel.MODERATE]
    return caution(f"avoid-{much[0]}", language) if much else None


def _indication(offer: OfferRow, _: Bounds, language: Language) -> Sentence | None:
    return caution("indication-asked", language) if offer.indication or offer.kind == _SHELTERED else None


def _load(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    if UNKNOWN not in offer.load:
        return None
    pairs = enumerate(zip(offer.load, bounds.capacity, strict=True))
    unknown = sum(1 << place for place, (level, most) in pairs if level == UNKNOWN and most is not None)
    return caution("load-unknown", language, axes=words_of(unknown, LoadAxis, language)) if unknown else None


def _big_group(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    big = offer.group_size > _FEW_PEOPLE[bounds.client.social_wish or 0]
    return caution("big-group", language, size=offer.group_size) if big else None


def _contact(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    wish, contact = bounds.client.social_wish or 0, offer.load[_SOCIAL]
    if contact == UNKNOWN or abs(contact - wish) <= 1:
        return None
    return caution("more-contact" if contact > wish else "less-contact", language)


def _position(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    if bounds.squared_chords is None:
        return caution("position-unknown", language) if bounds.client.travel.max_minutes is not None else None
    if math.isnan(bounds.km(offer.row)):
        return caution("position-unknown", language)
    rough = offer.precision in _ROUGH or number_of(bounds.client.precision) in _ROUGH
    return caution("travel-rough", language) if rough else None


def _starts_later(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    if offer.starts_on <= bounds.today:
        return None
    return caution("starts-later", language, date=day_in_words(date.fromordinal(offer.starts_on), language))


def _start_above(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    start = bounds.client.load_capacity.start_hours_per_week or 0
    if offer.minimum_hours is None or offer.minimum_hours <= start:
        return None
    return caution("start-above", language, hours=number_in_words(offer.minimum_hours, language))


def _most_hours(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    may_grow = offer.minimum_hours is not None and offer.minimum_hours < bounds.hours_left
    return caution("hours-most-unknown", language) if may_grow and offer.maximum_hours is None else None


def _temporary(_: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    until = bounds.client.load_capacity.until or bounds.on
    code = "limits-until" if bounds.on < until else "limits-past"
    return caution(code, language, date=day_in_words(until, language))


def _guidance(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    return caution("guidance-less", language) if UNKNOWN < offer.guidance < bounds.guidance else None


def _language(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    apart = offer.languages and not offer.languages & bounds.language_mask
    return caution("language", language) if apart else None


_FACTS: Final = {name: place for place, name in enumerate(OfferRow._fields)}
_NOT_SAID: Final = (UNKNOWN, ANY_DAY_PART, None)
_UNSAID: Final[tuple[tuple[int, str, Matters], ...]] = (
    (_FACTS["minimum_hours"], "hours-unknown", lambda _: True),
    (_FACTS["day_parts"], "day-parts-unknown", lambda bounds: bounds.day_parts),
    (_FACTS["available_places"], "places-unknown", lambda _: True),
    (_FACTS["dutch_level"], "dutch-level-unknown", lambda bounds: bounds.client.dutch_level in _LIMITED_DUTCH),
    (
        _FACTS["conduct_certificate"],
        "conduct-certificate-unknown",
        lambda bounds: bounds.client.conduct_certificate_possible is False,
    ),
    (_FACTS["women_only"], "women-only-unknown", lambda bounds: bounds.client.women_only_welcome is False),
    (_FACTS["cost_euros"], "cost-unknown", lambda bounds: bounds.client.max_cost_euros is not None),
    *((_FACTS[name], f"{name}-unknown", lambda bounds, name=name: name in bounds.facilities) for name in FACILITIES),
    (_FACTS["group_size"], "group-size-unknown", lambda bounds: bounds.client.max_group_size is not None),
    (_FACTS["guidance"], "guidance-unknown", lambda bounds: bounds.guidance),
)
_TELLS: Final[tuple[tuple[Matters, Tell], ...]] = (
    (lambda bounds: bounds.avoided_axes, _level_avoided),
    (lambda bounds: not bounds.client.indications, _indication),
    (lambda bounds: any(level is not None for level in bounds.capacity), _load),
    (lambda bounds: bounds.client.social_wish in _FEW_PEOPLE, _big_group),
    (lambda bounds: bounds.client.social_wish is not None, _contact),
    (lambda _: True, _position),
    (lambda _: True, _starts_later),
    (lambda bounds: bounds.client.load_capacity.start_hours_per_week is not None, _start_above),
    (lambda _: True, _most_hours),
    (lambda bounds: bounds.client.load_capacity.is_temporary, _temporary),
    (lambda bounds: bounds.guidance, _guidance),
    (lambda bounds: bounds.client.languages, _language),
)
