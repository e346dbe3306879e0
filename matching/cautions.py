"""What to ask or keep in mind about an offer: above all, what the partner did not say and this client must know."""

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from matching.answer import Sentence
from matching.columns import ANY_DAY_PART, AXES, UNKNOWN, number_of
from matching.limits import Bounds
from matching.offer_row import OfferRow
from matching.postings import Evidence
from matching.sentences import caution, day_in_words, words_of
from matching.vocabulary import DutchLevel, Language, LoadAxis, OfferKind, Precision

_SOCIAL: Final = AXES.index(LoadAxis.SOCIAL)
_NOTABLE: Final = 0.25
_BIG_GROUP: Final = (8, 12)
_SHELTERED: Final = number_of(OfferKind.SHELTERED_WORK)
_ROUGH: Final = frozenset({number_of(Precision.PC4), number_of(Precision.PLACE)})
_LIMITED_DUTCH: Final = frozenset({DutchLevel.A0, DutchLevel.A1, DutchLevel.A2})

Caution = Callable[[OfferRow, Bounds, Language], Sentence | None]


def cautions_of(
    offer: OfferRow, bounds: Bounds, *, avoided: Mapping[str, Evidence], language: Language
) -> tuple[Sentence, ...]:
    """All cautions for one offer: what the client wants to avoid first."""
    return (
        *_avoided(avoided, language),
        *(told for tell in _CAUTIONS if (told := tell(offer, bounds, language)) is not None),
    )


def _avoided(avoided: Mapping[str, Evidence], language: Language) -> Iterator[Sentence]:
    for asked, evidence in avoided.items():
        if evidence.strength >= _NOTABLE:
            yield caution("avoid", language, asked=asked, found=evidence.words)


def _indication(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    unclear = not bounds.client.indications and (offer.indication or offer.kind == _SHELTERED)
    return caution("indication-asked", language) if unclear else None


def _load(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    if UNKNOWN not in offer.load:
        return None
    pairs = enumerate(zip(offer.load, bounds.capacity, strict=True))
    unknown = sum(1 << place for place, (level, most) in pairs if level == UNKNOWN and most is not None)
    return caution("load-unknown", language, axes=words_of(unknown, LoadAxis, language)) if unknown else None


def _hours(offer: OfferRow, _: Bounds, language: Language) -> Sentence | None:
    return caution("hours-unknown", language) if math.isnan(offer.minimum_hours) else None


def _dutch_level(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    unclear = offer.dutch_level == UNKNOWN and bounds.client.dutch_level in _LIMITED_DUTCH
    return caution("dutch-level-unknown", language) if unclear else None


def _conduct_certificate(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    unclear = offer.conduct_certificate == UNKNOWN and bounds.client.conduct_certificate_possible is False
    return caution("conduct-certificate-unknown", language) if unclear else None


def _women_only(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    unclear = offer.women_only == UNKNOWN and bounds.client.women_only_welcome is False
    return caution("women-only-unknown", language) if unclear else None


def _cost(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    unclear = math.isnan(offer.cost_euros) and bounds.client.max_cost_euros is not None
    return caution("cost-unknown", language) if unclear else None


def _facility(name: str) -> Caution:
    def tell(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
        unclear = getattr(bounds.client.needs, name) and getattr(offer, name) == UNKNOWN
        return caution(f"{name}-unknown", language) if unclear else None

    return tell


def _group_size(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    unclear = offer.group_size == UNKNOWN and bounds.client.max_group_size is not None
    return caution("group-size-unknown", language) if unclear else None


def _big_group(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    wish = bounds.client.social_wish
    if wish is None or wish >= len(_BIG_GROUP) or offer.group_size <= _BIG_GROUP[wish]:
        return None
    return caution("big-group", language, size=offer.group_size)


def _contact(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    wish, contact = bounds.client.social_wish, offer.load[_SOCIAL]
    if wish is None or contact == UNKNOWN or abs(contact - wish) <= 1:
        return None
    return caution("more-contact" if contact > wish else "less-contact", language)


def _places(offer: OfferRow, _: Bounds, language: Language) -> Sentence | None:
    return caution("places-unknown", language) if offer.available_places == UNKNOWN else None


def _day_parts(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    unclear = offer.day_parts == ANY_DAY_PART and bounds.day_parts
    return caution("day-parts-unknown", language) if unclear else None


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


def _guidance(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    if not bounds.guidance or offer.guidance >= bounds.guidance:
        return None
    return caution("guidance-unknown" if offer.guidance == UNKNOWN else "guidance-less", language)


def _language(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    apart = offer.languages and bounds.client.languages and not offer.languages & bounds.language_mask
    return caution("language", language) if apart else None


_CAUTIONS: Final[tuple[Caution, ...]] = (
    _indication,
    _load,
    _hours,
    _dutch_level,
    _conduct_certificate,
    _women_only,
    _cost,
    _facility("wheelchair"),
    _facility("seated"),
    _facility("quiet"),
    _group_size,
    _big_group,
    _contact,
    _places,
    _day_parts,
    _position,
    _starts_later,
    _guidance,
    _language,
)
