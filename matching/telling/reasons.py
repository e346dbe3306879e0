"""Why an offer suits a client: what someone can and wants comes first."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Final

from matching.answer import InterestMatch, Sentence, Travelled
from matching.catalogue.columns import ANY_DAY_PART
from matching.catalogue.shortlist import Shortlist
from matching.catalogue.unsaid import ANY_AXIS, UNSAID
from matching.judging.bounds import FACILITIES, LIMITED_DUTCH, Bounds
from matching.parameters import parameters_of
from matching.telling.sentences import (
    Sentences,
    Tell,
    enumerate_quoted,
    enumerate_words,
    number_in_words,
    reason,
    word,
    words_of,
)
from matching.vocabulary import DayPart, FoundIn, Goal, Language, TravelMode

_READ: Final = parameters_of("telling")
_MOST_INTERESTS: Final = _READ.count("most_interests")
_WORTH_TELLING: Final = parameters_of("strength").number("suitable")
_NEARBY_MINUTES: Final = _READ.number("nearby_minutes")
_SMALL_GROUP: Final = _READ.count("small_group")
_PAIR: Final = _READ.count("pair")
_SMALL_GROUP_WISHES: Final = (0, 1)
_STRENGTH: Final = attrgetter("strength")
_SMALL_START_HOURS: Final = _READ.number("small_start_hours")


class Reasons:
    """What can be told this client in favour of some offers."""

    def __init__(self, bounds: Bounds, language: Language) -> None:
        self._bounds = bounds
        self._language = language
        self._tells = [tell for matters, tell in _TELLS if matters(bounds)]

    def about(
        self,
        offers: Shortlist,
        *,
        interests: Sequence[tuple[InterestMatch, ...]],
        travels: Sequence[Travelled | None],
    ) -> list[tuple[Sentence, ...]]:
        """Return all reasons for each offer: the wish, then what makes it easy to say yes."""
        by_subject = zip(
            *(tell(offers, self._bounds, self._language) for tell in self._tells),
            _close_by(travels, self._language),
            strict=True,
        )
        return [
            (*reasons_of_wishes(matches, self._language), *filter(None, sentences))
            for matches, sentences in zip(interests, by_subject, strict=True)
        ]


@lru_cache(maxsize=16384)
def reasons_of_wishes(interests: tuple[InterestMatch, ...], language: Language) -> tuple[Sentence, ...]:
    """Return what an offer has of the wishes as reasons, those that convince most; what is said of two is said once."""
    worth_telling = [each for each in interests if each.strength >= _WORTH_TELLING]
    # The wish that is answered best convinces most.
    worth_telling.sort(key=_STRENGTH, reverse=True)
    asked: dict[tuple[str, str, str], list[str]] = {}
    for each in worth_telling:
        asked.setdefault(_said_of(each), []).append(each.asked)
    return tuple(_interest(*said, tuple(wishes), language) for said, wishes in list(asked.items())[:_MOST_INTERESTS])


def _said_of(match: InterestMatch) -> tuple[str, str, str]:
    """Return the code, the words that stand there and the concept; assert only what is certain, ask of the rest."""
    is_described = match.where is FoundIn.DESCRIPTION
    if not match.is_certain or (is_described and not match.is_whole):
        return "interest-hint", match.found, ""
    if is_described and not match.is_near:
        return "interest-described", match.found, match.concept
    if match.is_near:
        return "interest-near", "", match.concept
    return "interest" if match.is_whole else "interest-part", "", match.concept


@lru_cache(maxsize=4096)
def _interest(code: str, found: str, concept: str, asked: tuple[str, ...], language: Language) -> Sentence:
    return reason(code, language, found=found, concept=concept, asked=enumerate_quoted(asked, language))


def _goals(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    return [_shared(shared, language) if (shared := goals & bounds.goals) else None for goals in offers.goals]


@lru_cache(maxsize=1024)
def _shared(goals: int, language: Language) -> Sentence:
    return reason("goals", language, goals=words_of(goals, Goal, language))


def _load_fits(offers: Shortlist, _: Bounds, language: Language) -> Sentences:
    fits = reason("load-fits", language)
    # That all can be carried is said only where all is known.
    return [None if unsaid & ANY_AXIS else fits for unsaid in offers.unsaid]


def _small_start(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    start = bounds.client.load_capacity.start_hours_per_week
    most = _SMALL_START_HOURS if start is None else start
    return [_from_hours(hours, language) if hours and hours <= most else None for hours in offers.minimum_hours]


@lru_cache(maxsize=1024)
def _from_hours(hours: float, language: Language) -> Sentence:
    return reason("small-start", language, hours=number_in_words(hours, language))


def _day_parts(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    return [
        _free(common, language) if day_parts != ANY_DAY_PART and (common := day_parts & bounds.day_parts) else None
        for day_parts in offers.day_parts
    ]


@lru_cache(maxsize=4096)
def _free(day_parts: int, language: Language) -> Sentence:
    return reason("day-parts", language, day_parts=words_of(day_parts, DayPart, language))


def _guidance(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    guided = reason("guidance", language)
    return [guided if guidance >= bounds.guidance else None for guidance in offers.guidance]


def _own_language(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    return [
        _in_common(common, bounds, language) if (common := languages & bounds.easy_languages) else None
        for languages in offers.languages
    ]


def _in_common(common: int, bounds: Bounds, language: Language) -> Sentence:
    shared = [name for name, bit in bounds.languages.items() if common & bit]
    names = enumerate_words([word(f"language-{name}", language) for name in shared], language)
    return reason("own-language", language, languages=names)


def _small_group(offers: Shortlist, _: Bounds, language: Language) -> Sentences:
    return [_of_size(size, language) if 0 < size <= _SMALL_GROUP else None for size in offers.group_size]


@lru_cache(maxsize=1024)
def _of_size(size: int, language: Language) -> Sentence:
    return reason("no-group", language) if size <= _PAIR else reason("small-group", language, size=size)


def _facility(name: str) -> Tell:
    def tell(offers: Shortlist, _: Bounds, language: Language) -> Sentences:
        there, bit = reason(name, language), UNSAID[name]
        # Offers without it were left out.
        return [None if unsaid & bit else there for unsaid in offers.unsaid]

    return tell


def _next_step(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    now, goal = bounds.client.ladder_step or 0, bounds.client.ladder_goal or 0
    onward = reason("next-step", language)
    return [onward if now < step <= goal else None for step in offers.ladder_step]


def _close_by(travels: Sequence[Travelled | None], language: Language) -> Sentences:
    return [
        _near(travel.minutes, travel.mode, language) if travel and travel.minutes <= _NEARBY_MINUTES else None
        for travel in travels
    ]


@lru_cache(maxsize=1024)
def _near(minutes: int, mode: TravelMode, language: Language) -> Sentence:
    return reason("close-by", language, minutes=max(minutes, 1), mode=word(mode, language))


_TELLS: Final[tuple[tuple[Callable[[Bounds], object], Tell], ...]] = (
    # Who knows least Dutch hears it first.
    (lambda bounds: bounds.client.dutch_level in LIMITED_DUTCH, _own_language),
    (lambda bounds: bounds.goals, _goals),
    (lambda bounds: None not in bounds.capacity, _load_fits),
    (lambda _: True, _small_start),
    (lambda bounds: bounds.day_parts, _day_parts),
    (lambda bounds: bounds.guidance, _guidance),
    (lambda bounds: bounds.client.social_wish in _SMALL_GROUP_WISHES, _small_group),
    *((lambda bounds, name=name: name in bounds.facilities, _facility(name)) for name in FACILITIES),
    (lambda bounds: bounds.client.ladder_step and bounds.client.ladder_goal, _next_step),
)
