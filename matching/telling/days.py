"""Days, day parts and times as people say them, in one way for every text and page."""

from datetime import date, time
from functools import lru_cache
from typing import Final

from matching.telling.sentences import word, word_of
from matching.vocabulary import DayPart, Language

_WEEKDAYS: Final = tuple(dict.fromkeys(day_part.partition("-")[0] for day_part in DayPart))


@lru_cache(maxsize=4096)
def day_in_words(day: date, language: Language) -> str:
    """Return a date that may lie years away: 1 maart 2027."""
    return f"{_day_of_month(day, language)} {day.year}"


def near_day_in_words(day: date, language: Language) -> str:
    """Return a date that is soon: dinsdag 24 november."""
    return f"{word(_WEEKDAYS[day.weekday()], language)} {_day_of_month(day, language)}"


def day_part_in_words(day: date, day_part: DayPart, language: Language) -> str:
    """Return a part of a day that is soon: dinsdagochtend 24 november."""
    return f"{word_of(day_part, language)} {_day_of_month(day, language)}"


def time_in_words(moment: time, language: Language) -> str:
    """Return a time of the day: 10.00 uur."""
    return f"{moment:%H.%M} uur" if language is Language.DUTCH else f"{moment:%H:%M}"


def month_in_words(day: date, language: Language) -> str:
    """Return the month of a date: november."""
    return word(f"month-{day.month}", language)


def weekday_of(day_part: DayPart) -> int:
    """Return the day of the week of a day part, 0 for Monday."""
    return _WEEKDAYS.index(day_part.partition("-")[0])


def _day_of_month(day: date, language: Language) -> str:
    return f"{day.day} {word(f'month-{day.month}', language)}"
