"""Why an offer suits a client: what someone can and wants comes first."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from matching.answer import InterestMatch, Sentence, Travelled
from matching.columns import ANY_DAY_PART, UNKNOWN, YES
from matching.limits import Bounds
from matching.offer_row import OfferRow
from matching.sentences import enumerate_words, number_in_words, reason, word, words_of
from matching.vocabulary import DayPart, FoundIn, Goal, Language

_MOST_INTERESTS: Final = 3
_CLEAR: Final = 0.55
_NEARBY_MINUTES: Final = 15
_SMALL_GROUP: Final = 6
_SMALL_START_HOURS: Final = 4

Reason = Callable[[OfferRow, Bounds, Language], Sentence | None]


def reasons_of(
    offer: OfferRow, bounds: Bounds, *, interests: Iterable[InterestMatch], travel: Travelled | None, language: Language
) -> tuple[Sentence, ...]:
    """All reasons for one offer: the wish, then what makes it easy to say yes."""
    return (
        *_interests(interests, language),
        *(told for tell in _REASONS if (told := tell(offer, bounds, language)) is not None),
        *_close_by(travel, language),
    )


def _interests(interests: Iterable[InterestMatch], language: Language) -> Iterator[Sentence]:
    strongest = sorted(interests, key=lambda each: -each.strength)[:_MOST_INTERESTS]
    for each in strongest:
        if each.strength < _CLEAR:
            yield reason("interest-near", language, asked=each.asked, concept=each.concept)
        elif each.where is FoundIn.DESCRIPTION:
            described = reason("interest-described", language, asked=each.asked, found=each.found)
            yield Sentence("interest", described.text)
        else:
            yield reason("interest", language, asked=each.asked, concept=each.concept)


def _goals(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    shared = offer.goals & bounds.goals
    return reason("goals", language, goals=words_of(shared, Goal, language)) if shared else None


def _load_fits(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    unsaid = UNKNOWN in offer.load or None in bounds.capacity
    return None if unsaid else reason("load-fits", language)


def _small_start(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    start = bounds.client.load_capacity.start_hours_per_week
    if not offer.minimum_hours <= (_SMALL_START_HOURS if start is None else start) or not offer.minimum_hours:
        return None
    return reason("small-start", language, hours=number_in_words(offer.minimum_hours, language))


def _day_parts(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    common = offer.day_parts & bounds.day_parts
    if not common or offer.day_parts == ANY_DAY_PART:
        return None
    return reason("day-parts", language, day_parts=words_of(common, DayPart, language))


def _guidance(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    return reason("guidance", language) if 0 < bounds.guidance <= offer.guidance else None


def _own_language(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    if bounds.easy_languages == bounds.language_mask or not offer.languages & bounds.easy_languages:
        return None
    shared = [name for name, bit in bounds.languages.items() if offer.languages & bounds.easy_languages & bit]
    names = enumerate_words([word(f"language-{name}", language) for name in shared], language)
    return reason("own-language", language, languages=names)


def _small_group(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    wish = bounds.client.social_wish
    liked = wish is not None and wish <= 1 and 0 < offer.group_size <= _SMALL_GROUP
    return reason("small-group", language, size=offer.group_size) if liked else None


def _facility(name: str) -> Reason:
    def tell(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
        met = getattr(bounds.client.needs, name) and getattr(offer, name) == YES
        return reason(name, language) if met else None

    return tell


def _next_step(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    now, goal = bounds.client.ladder_step, bounds.client.ladder_goal
    onward = now is not None and goal is not None and now < offer.ladder_step <= goal
    return reason("next-step", language) if onward else None


def _close_by(travel: Travelled | None, language: Language) -> Iterator[Sentence]:
    if travel is not None and travel.minutes <= _NEARBY_MINUTES:
        minutes = max(travel.minutes, 1)
        yield reason("close-by", language, minutes=minutes, mode=word(travel.mode, language))


_REASONS: Final[tuple[Reason, ...]] = (
    _goals,
    _load_fits,
    _small_start,
    _day_parts,
    _guidance,
    _own_language,
    _small_group,
    _facility("wheelchair"),
    _facility("seated"),
    _facility("quiet"),
    _next_step,
)
