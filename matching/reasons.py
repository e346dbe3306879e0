"""Why an offer suits a client: what someone can and wants comes first."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Final

from matching.answer import InterestMatch, Sentence, Travelled
from matching.columns import ANY_DAY_PART, UNKNOWN, YES
from matching.limits import FACILITIES, Bounds
from matching.offer_row import OfferRow
from matching.sentences import enumerate_words, number_in_words, reason, word, words_of
from matching.vocabulary import DayPart, FoundIn, Goal, Language

_MOST_INTERESTS: Final = 3
_WORTH_TELLING: Final = 0.4
_NEARBY_MINUTES: Final = 15
_SMALL_GROUP: Final = 6
_PAIR: Final = 2
_SMALL_GROUP_WISHES: Final = (0, 1)
_STRENGTH: Final = attrgetter("strength")
_SMALL_START_HOURS: Final = 4

Tell = Callable[[OfferRow, Bounds, Language], Sentence | None]


class Reasons:
    """What can be told this client in favour of an offer."""

    def __init__(self, bounds: Bounds, language: Language) -> None:
        self._bounds = bounds
        self._language = language
        self._tells = [tell for matters, tell in _TELLS if matters(bounds)]

    def about(
        self, offer: OfferRow, *, interests: Sequence[InterestMatch], travel: Travelled | None
    ) -> tuple[Sentence, ...]:
        """All reasons for one offer: the wish, then what makes it easy to say yes."""
        bounds, language = self._bounds, self._language
        told = [tell(offer, bounds, language) for tell in self._tells]
        return (
            *_interests(interests, language),
            *(sentence for sentence in told if sentence is not None),
            *_close_by(travel, language),
        )


def _interests(interests: Sequence[InterestMatch], language: Language) -> list[Sentence]:
    told = [found for found in interests if found.strength >= _WORTH_TELLING]
    strongest = sorted(told, key=_STRENGTH, reverse=True)[:_MOST_INTERESTS]
    return [_interest(found, language) for found in strongest]


def _interest(found: InterestMatch, language: Language) -> Sentence:
    if found.is_near:
        return reason("interest-near", language, asked=found.asked, concept=found.concept)
    if found.where is FoundIn.DESCRIPTION and " " not in found.found:
        return reason("interest-mentioned", language, asked=found.asked, found=found.found)
    if found.where is FoundIn.DESCRIPTION:
        return reason("interest-described", language, asked=found.asked, found=found.found, concept=found.concept)
    return reason("interest", language, asked=found.asked, concept=found.concept)


def _goals(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    shared = offer.goals & bounds.goals
    return reason("goals", language, goals=words_of(shared, Goal, language)) if shared else None


def _load_fits(offer: OfferRow, _: Bounds, language: Language) -> Sentence | None:
    return None if UNKNOWN in offer.load else reason("load-fits", language)


def _small_start(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    start = bounds.client.load_capacity.start_hours_per_week
    hours = offer.minimum_hours
    if not hours or hours > (_SMALL_START_HOURS if start is None else start):
        return None
    return reason("small-start", language, hours=number_in_words(hours, language))


def _day_parts(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    common = offer.day_parts & bounds.day_parts
    if not common or offer.day_parts == ANY_DAY_PART:
        return None
    return reason("day-parts", language, day_parts=words_of(common, DayPart, language))


def _guidance(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    return reason("guidance", language) if offer.guidance >= bounds.guidance else None


def _own_language(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    common = offer.languages & bounds.easy_languages
    if not common:
        return None
    shared = [name for name, bit in bounds.languages.items() if common & bit]
    names = enumerate_words([word(f"language-{name}", language) for name in shared], language)
    return reason("own-language", language, languages=names)


def _small_group(offer: OfferRow, _: Bounds, language: Language) -> Sentence | None:
    if not 0 < offer.group_size <= _SMALL_GROUP:
        return None
    if offer.group_size <= _PAIR:
        return reason("no-group", language)
    return reason("small-group", language, size=offer.group_size)


def _facility(name: str) -> Tell:
    def tell(offer: OfferRow, _: Bounds, language: Language) -> Sentence | None:
        return reason(name, language) if getattr(offer, name) == YES else None

    return tell


def _next_step(offer: OfferRow, bounds: Bounds, language: Language) -> Sentence | None:
    now, goal = bounds.client.ladder_step, bounds.client.ladder_goal
    onward = now is not None and goal is not None and now < offer.ladder_step <= goal
    return reason("next-step", language) if onward else None


def _close_by(travel: Travelled | None, language: Language) -> tuple[Sentence, ...]:
    if travel is None or travel.minutes > _NEARBY_MINUTES:
        return ()
    return (reason("close-by", language, minutes=max(travel.minutes, 2), mode=word(travel.mode, language)),)


_TELLS: Final[tuple[tuple[Callable[[Bounds], object], Tell], ...]] = (
    (lambda bounds: bounds.goals, _goals),
    (lambda bounds: None not in bounds.capacity, _load_fits),
    (lambda _: True, _small_start),
    (lambda bounds: bounds.day_parts, _day_parts),
    (lambda bounds: bounds.guidance, _guidance),
    (lambda bounds: bounds.easy_languages != bounds.language_mask, _own_language),
    (lambda bounds: bounds.client.social_wish in _SMALL_GROUP_WISHES, _small_group),
    *((lambda bounds, name=name: name in bounds.facilities, _facility(name)) for name in FACILITIES),
    (lambda bounds: bounds.client.ladder_step and bounds.client.ladder_goal, _next_step),
)
