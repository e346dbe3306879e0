"""What to ask or keep in mind about an offer: above all, what the partner did not say and this client must know."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from matching.answer import Sentence, Travelled
from matching.catalogue.columns import AXES, UNKNOWN, mask_of, number_of
from matching.catalogue.hits import Evidence
from matching.catalogue.shortlist import Shortlist
from matching.catalogue.unsaid import UNSAID
from matching.judging.bounds import FACILITIES, LIMITED_DUTCH, Bounds
from matching.judging.inclination import other_kinds
from matching.parameters import parameters_of
from matching.telling.days import day_in_words
from matching.telling.sentences import Sentences, Tell, caution, caution_asked, number_in_words, words_of
from matching.vocabulary import Attendance, Language, LoadAxis, LoadLevel, OfferKind, Precision

_SOCIAL: Final = AXES.index(LoadAxis.SOCIAL)
_READ: Final = parameters_of("telling")
_FEW_PEOPLE: Final = dict(enumerate(_READ.row("few_contacts")))
_SHELTERED: Final = number_of(OfferKind.SHELTERED_WORK)
_ON_SITE: Final = number_of(Attendance.ON_SITE)
_ROUGH: Final = (Precision.PC4, Precision.PLACE)

_MEANT: Final = parameters_of("strength").number("sure")

_SOMETHING_ELSE: Final = ((True, caution), (False, caution_asked))

Matters = Callable[[Bounds], object]


class Cautions:
    """What this client may have to ask or keep in mind."""

    def __init__(self, bounds: Bounds, language: Language) -> None:
        self._bounds = bounds
        self._language = language
        self._matters = sum(UNSAID[fact] for fact, _, matters in _UNSAID if matters(bounds))
        self._tells = [tell for matters, tell in _TELLS if matters(bounds)]

    def about(
        self,
        offers: Shortlist,
        *,
        something_else: Sequence[bool | None],
        guises: Sequence[bool],
        avoided: Mapping[str, Sequence[Evidence | None]],
        hinted: Sequence[Sequence[str]],
        travels: Sequence[Travelled | None],
    ) -> list[tuple[Sentence, ...]]:
        """Return all cautions for each offer: what is avoided, what to mind, and what the partner did not say."""
        by_subject = zip(
            self._of_something_else(something_else),
            self._where(guises, "same-again"),
            *(_avoided(asked, found, self._language) for asked, found in avoided.items()),
            *zip_longest(*([caution("load-hint", self._language, found=words) for words in each] for each in hinted)),
            *(tell(offers, self._bounds, self._language) for tell in self._tells),
            self._of_travel(travels, offers.attendance),
            strict=True,
        )
        return [
            (*filter(None, sentences), *_not_said(unsaid & self._matters, self._language))
            for sentences, unsaid in zip(by_subject, offers.unsaid, strict=True)
        ]

    def _where(self, is_so: Sequence[bool], code: str) -> Sentences:
        sentence = caution(code, self._language)
        return [sentence if each else None for each in is_so]

    def _of_something_else(self, surely: Sequence[bool | None]) -> Sentences:
        """Say it only where both what was asked and what one does there were read for certain; else ask."""
        told: dict[bool | None, Sentence] = {
            is_sure: tell("something-else", self._language) for is_sure, tell in _SOMETHING_ELSE
        }
        return [told.get(is_sure) for is_sure in surely]

    def _of_travel(self, travels: Sequence[Travelled | None], attendances: Sequence[int]) -> Sentences:
        unknown, rough = caution("position-unknown", self._language), caution("travel-rough", self._language)
        if self._bounds.squared_chords is None:
            # Who set no limit on travel is not asked about a way that nobody asked for.
            asks = self._bounds.client.travel.max_minutes is not None
            return [unknown if asks and attendance == _ON_SITE else None for attendance in attendances]
        # Only what is on site is travelled to.
        return [
            (unknown if attendance == _ON_SITE else None)
            if travel is None
            else (rough if travel.precision in _ROUGH else None)
            for travel, attendance in zip(travels, attendances, strict=True)
        ]


def _avoided(phrase: str, evidence: Sequence[Evidence | None], language: Language) -> Sentences:
    return [each and caution("avoid", language, asked=phrase, found=each.words) for each in evidence]


@lru_cache(maxsize=4096)
def _not_said(unsaid: int, language: Language) -> tuple[Sentence, ...]:
    return tuple(caution(code, language) for fact, code, _ in _UNSAID if unsaid & UNSAID[fact])


def _level_avoided(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    axes = bounds.avoided_axes
    return [
        next((caution(f"avoid-{AXES[axis]}", language) for axis in axes if levels[axis] >= LoadLevel.MODERATE), None)
        for levels in offers.load
    ]


def _indication(offers: Shortlist, _: Bounds, language: Language) -> Sentences:
    asked = caution("indication-asked", language)
    facts = zip(offers.indication, offers.kind, strict=True)
    return [asked if indication or kind == _SHELTERED else None for indication, kind in facts]


def _load(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    matters = sum(UNSAID[axis] for axis, most in zip(AXES, bounds.capacity, strict=True) if most is not None)
    return [_load_unknown(unknown, language) if (unknown := unsaid & matters) else None for unsaid in offers.unsaid]


@lru_cache(maxsize=1024)
def _load_unknown(unsaid: int, language: Language) -> Sentence:
    axes = mask_of(axis for axis in AXES if unsaid & UNSAID[axis])
    return caution("load-unknown", language, axes=words_of(axes, LoadAxis, language))


def _big_group(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    few = _FEW_PEOPLE[bounds.client.social_wish or 0]
    return [_many(size, language) if size > few else None for size in offers.group_size]


@lru_cache(maxsize=1024)
def _many(size: int, language: Language) -> Sentence:
    return caution("big-group", language, size=size)


def _contact(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    wish = bounds.client.social_wish or 0
    more, less = caution("more-contact", language), caution("less-contact", language)
    return [
        None
        if (contact := levels[_SOCIAL]) == UNKNOWN or abs(contact - wish) <= 1
        else more
        if contact > wish
        else less
        for levels in offers.load
    ]


def _starts_later(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    return [_later(day, language) if day > bounds.today else None for day in offers.starts_on]


@lru_cache(maxsize=1024)
def _later(day: int, language: Language) -> Sentence:
    return caution("starts-later", language, date=day_in_words(date.fromordinal(day), language))


def _stale(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    stale = caution("stale", language)
    return [stale if day <= bounds.today else None for day in offers.stale_from]


def _start_above(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    start = bounds.client.load_capacity.start_hours_per_week or 0
    return [None if hours is None or hours <= start else _above(hours, language) for hours in offers.minimum_hours]


@lru_cache(maxsize=1024)
def _above(hours: float, language: Language) -> Sentence:
    return caution("start-above", language, hours=number_in_words(hours, language))


def _most_hours(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    unknown = caution("hours-most-unknown", language)
    return [
        unknown if most is None and least is not None and least < bounds.hours_left else None
        for least, most in zip(offers.minimum_hours, offers.maximum_hours, strict=True)
    ]


def _other_role(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    leaning = bounds.leaning
    other = caution("helps-out" if leaning > 0 else "takes-part", language)
    kinds = other_kinds(leaning)
    return [other if kind in kinds else None for kind in offers.kind]


def _teaches_dutch(offers: Shortlist, _: Bounds, language: Language) -> Sentences:
    lesson = caution("teaches-dutch", language)
    return [lesson if teaches else None for teaches in offers.teaches_dutch]


def _temporary(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    until = bounds.client.load_capacity.until or bounds.on
    code = "limits-until" if bounds.on < until else "limits-past"
    # When the limit ends is told, and never what it is for.
    return [caution(code, language, date=day_in_words(until, language))] * len(offers.rows)


def _guidance(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    less = caution("guidance-less", language)
    return [less if UNKNOWN < guidance < bounds.guidance else None for guidance in offers.guidance]


def _language(offers: Shortlist, bounds: Bounds, language: Language) -> Sentences:
    other = caution("language", language)
    return [other if spoken and not spoken & bounds.language_mask else None for spoken in offers.languages]


_UNSAID: Final[tuple[tuple[str, str, Matters], ...]] = (
    ("minimum_hours_per_week", "hours-unknown", lambda _: True),
    ("day_parts", "day-parts-unknown", lambda bounds: bounds.day_parts),
    ("available_places", "places-unknown", lambda _: True),
    ("dutch_level", "dutch-level-unknown", lambda bounds: bounds.client.dutch_level in LIMITED_DUTCH),
    (
        "conduct_certificate",
        "conduct-certificate-unknown",
        lambda bounds: bounds.client.conduct_certificate_possible is False,
    ),
    ("women_only", "women-only-unknown", lambda bounds: bounds.client.women_only_welcome is False),
    ("cost_euros", "cost-unknown", lambda bounds: bounds.client.max_cost_euros is not None),
    *((name, f"{name}-unknown", lambda bounds, name=name: name in bounds.facilities) for name in FACILITIES),
    ("group_size", "group-size-unknown", lambda bounds: bounds.client.max_group_size is not None),
    ("guidance", "guidance-unknown", lambda bounds: bounds.guidance),
)
_TELLS: Final[tuple[tuple[Matters, Tell], ...]] = (
    (lambda bounds: bounds.avoided_axes, _level_avoided),
    (lambda bounds: bounds.leaning, _other_role),
    (lambda bounds: bounds.speaks_dutch, _teaches_dutch),
    (lambda bounds: not bounds.client.indications, _indication),
    (lambda bounds: any(level is not None for level in bounds.capacity), _load),
    (lambda bounds: bounds.client.social_wish in _FEW_PEOPLE, _big_group),
    (lambda bounds: bounds.client.social_wish is not None, _contact),
    (lambda _: True, _stale),
    (lambda _: True, _starts_later),
    (lambda bounds: bounds.client.load_capacity.start_hours_per_week is not None, _start_above),
    (lambda _: True, _most_hours),
    (lambda bounds: bounds.client.load_capacity.is_temporary, _temporary),
    (lambda bounds: bounds.guidance, _guidance),
    (lambda bounds: bounds.client.languages, _language),
)
