"""Days and moments as people say them, in the time of the Netherlands."""

from datetime import date, datetime

from api.platform.clock import AMSTERDAM
from matching import near_day_in_words, time_in_words, word_of
from matching.vocabulary import DayPart, Language


def say_day(day: date, language: Language) -> str:
    """Say a day, such as dinsdag 24 november."""
    return near_day_in_words(day, language)


def say_moment(moment: datetime, language: Language) -> str:
    """Say a moment, such as dinsdag 24 november om 10.00 uur."""
    local = moment.astimezone(AMSTERDAM)
    at = "om" if language is Language.DUTCH else "at"
    return f"{near_day_in_words(local.date(), language)} {at} {time_in_words(local.time(), language)}"


def say_day_part(day_part: DayPart, language: Language) -> str:
    """Say a day part, such as maandagochtend."""
    return word_of(day_part, language)
