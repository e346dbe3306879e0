"""A short text to send by phone: what, where and when, and nothing about the client."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from matching.catalogue.catalogue import OfferName
from matching.catalogue.columns import ANY_DAY_PART
from matching.catalogue.shortlist import Shortlist
from matching.parameters import parameters_of
from matching.telling.days import day_in_words
from matching.telling.sentences import said_in_message, words_of
from matching.vocabulary import DayPart, Language

_READ: Final = parameters_of("telling")
MOST_CHARACTERS: Final = _READ.count("most_characters")
_MOST_OF_A_PLACE: Final = _READ.count("most_of_a_place")
_MOST_DAY_PARTS: Final = _READ.count("most_day_parts")
_MORE: Final = "…"


def messages(offers: Shortlist, names: Sequence[OfferName], today: int, language: Language) -> list[str]:
    """Return a text of at most 300 characters about each offer, the same for whoever gets it."""
    moments = zip(offers.rows, offers.day_parts, offers.starts_on, strict=True)
    return [
        _message(names[row], day_parts, starts_on if starts_on > today else 0, language)
        for row, day_parts, starts_on in moments
    ]


@lru_cache(maxsize=16384)
def _message(name: OfferName, day_parts: int, starts_on: int, language: Language) -> str:
    code = "at-place" if name.place else "somewhere"
    # The place is cut before the title is: whoever gets it looks for the title.
    place = _shortened(name.place, _MOST_OF_A_PLACE)
    moment = _moment(day_parts, language) + _start(starts_on, language)
    # The title has what all else leaves.
    room = MOST_CHARACTERS - len(said_in_message(code, language, title="", place=place, moment=moment))
    return said_in_message(code, language, title=_shortened(name.title, room), place=place, moment=moment)


def _moment(day_parts: int, language: Language) -> str:
    if day_parts == ANY_DAY_PART:
        return ""
    if day_parts.bit_count() > _MOST_DAY_PARTS:
        return said_in_message("many-moments", language)
    return said_in_message("moments", language, day_parts=words_of(day_parts, DayPart, language))


def _start(starts_on: int, language: Language) -> str:
    if not starts_on:
        return ""
    return said_in_message("from", language, date=day_in_words(date.fromordinal(starts_on), language))


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - len(_MORE)].rstrip() + _MORE
