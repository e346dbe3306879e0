"""When people can first meet at an offer, after the day of the table."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Final

from api.catalogue.offers.tables import Offer
from api.handovers.clockwork.working_days import holidays
from matching import day_part_in_words, from_bits, weekday_of, words_of
from matching.vocabulary import DayPart, Language

_MOST_NAMED: Final = 3
_LOOKS_DAYS_AHEAD: Final = 28


def say_when(offer: Offer, words: Mapping[str, str], language: Language) -> str:
    """Say on which parts of the week an offer is, or on how many; nothing when its partner did not say."""
    number = offer.day_parts.bit_count()
    if number > _MOST_NAMED:
        return words["day_parts"].format(number=number)
    return words_of(offer.day_parts, DayPart, language) if number else ""


def say_next(offer: Offer, wanted: Collection[DayPart], after: date, language: Language) -> str:
    """Say when it is for the first time after a day, in a part of the week that suits both; nothing when unknown."""
    found = find_next(offer, wanted, after)
    return day_part_in_words(*found, language) if found else ""


def find_next(offer: Offer, wanted: Collection[DayPart], after: date) -> tuple[date, DayPart] | None:
    """Find when it is for the first time after a day, in a part of the week that suits both; None when unknown."""
    parts = from_bits(offer.day_parts, DayPart)
    possible = [part for part in parts if part in wanted] or parts
    first = max(after + timedelta(days=1), offer.starts_on or after)
    for number in range(_LOOKS_DAYS_AHEAD if possible else 0):
        day = first + timedelta(days=number)
        if day in holidays(day.year) or (offer.ends_on and day > offer.ends_on):
            continue
        for part in possible:
            if weekday_of(part) == day.weekday():
                return day, part
    return None
