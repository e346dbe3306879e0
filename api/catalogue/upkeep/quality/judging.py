"""Looking at an offer: how far each criterion is met, and which sentence tells its partner what would help."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from api.catalogue.offers.tables import Offer
from api.catalogue.upkeep.quality.vocabulary import CriterionCode
from matching import Clarity, Grade, day_in_words, enumerate_words, word_of
from matching.vocabulary import Attendance, Language, LoadAxis, Precision

# What is only likely orders, and a match asks about it; so little that the text still comes first to be mended.
_LIKELY_ONLY: Final = 0.25


class Judged(NamedTuple):
    """How far a criterion is met, 0..1, and what to say when it is not: a key of the words, and its blanks."""

    met: float
    key: str
    blanks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at: the offer, how clear its texts are, and whether somebody said lately that it holds."""

    offer: Offer
    clarity: Clarity
    is_stale: bool
    language: Language


def judge(look: Look) -> dict[CriterionCode, Judged]:
    """Return how far each criterion is met."""
    return {code: _judged(code, _JUDGES[code](look)) for code in CriterionCode}


def _judged(code: CriterionCode, found: "bool | Judged") -> Judged:
    return found if isinstance(found, Judged) else Judged(float(found), code, {})


def _activity(look: Look) -> Judged:
    clarity = look.clarity
    key = "activity-practical" if clarity.is_practical_only else "activity"
    if not look.offer.description:
        key = "activity-empty"
    likely = _LIKELY_ONLY if any(each.grade is Grade.LIKELY for each in clarity.shown) else 0.0
    return Judged(1.0 if clarity.is_activity_clear else likely, key, {})


def _location(look: Look) -> Judged:
    offer = look.offer
    is_known = offer.attendance is not Attendance.ON_SITE or offer.precision is not Precision.UNKNOWN
    if is_known or offer.postcode is None:
        return Judged(float(is_known), "location", {})
    return Judged(0.0, "location-unknown", {"postcode": offer.postcode})


def _assurance(look: Look) -> Judged:
    day = day_in_words(look.offer.assured_on, look.language)
    return Judged(float(not look.is_stale), "assurance", {"day": day})


def _load(look: Look) -> Judged:
    unknown = [axis for axis in LoadAxis if getattr(look.offer, f"load_{axis}") is None]
    axes = enumerate_words([word_of(axis, look.language) for axis in unknown], look.language)
    return Judged(1 - len(unknown) / len(LoadAxis), "load", {"axes": axes})


def _interests(look: Look) -> Judged:
    unknown, told = look.clarity.unknown_interests, look.offer.interests
    words = enumerate_words([f"‘{words}’" for words in unknown], look.language)
    # No interest words are no fault: title and text are read as well.
    return Judged(1 - len(unknown) / len(told) if told else 1.0, "interests", {"words": words})


_JUDGES: Final[Mapping[CriterionCode, Callable[[Look], bool | Judged]]] = {
    CriterionCode.ACTIVITY: _activity,
    CriterionCode.LOCATION: _location,
    CriterionCode.ASSURANCE: _assurance,
    CriterionCode.DAY_PARTS: lambda look: look.offer.day_parts != 0,
    CriterionCode.TITLE: lambda look: look.clarity.is_title_clear,
    CriterionCode.PLACES: lambda look: look.offer.available_places is not None,
    CriterionCode.LOAD: _load,
    CriterionCode.HOURS: lambda look: look.offer.minimum_hours_per_week is not None,
    CriterionCode.INTERESTS: _interests,
    CriterionCode.CONTACT: lambda look: bool(look.offer.contact_email or look.offer.contact_phone),
    CriterionCode.LANGUAGES: lambda look: bool(look.offer.languages),
    CriterionCode.DUTCH_LEVEL: lambda look: look.offer.dutch_level is not None,
    CriterionCode.COST: lambda look: look.offer.cost_euros is not None,
    CriterionCode.WHEELCHAIR: lambda look: look.offer.wheelchair is not None,
    CriterionCode.GROUP_SIZE: lambda look: look.offer.group_size is not None,
}
