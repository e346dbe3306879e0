"""Days and moments as people say them, in the time of the Netherlands."""

from datetime import date, datetime

from api.platform.clock import AMSTERDAM
from matching.vocabulary import DayPart, Language

_DAYS = {
    Language.DUTCH: ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    Language.ENGLISH: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    Language.DUTCH: (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    Language.ENGLISH: (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_PARTS = {
    Language.DUTCH: {"morning": "ochtend", "afternoon": "middag", "evening": "avond"},
    Language.ENGLISH: {"morning": " morning", "afternoon": " afternoon", "evening": " evening"},
}


def say_day(day: date, language: Language) -> str:
    """A day, such as dinsdag 24 november."""
    return f"{_DAYS[language][day.weekday()]} {day.day} {_MONTHS[language][day.month - 1]}"


def say_moment(moment: datetime, language: Language) -> str:
    """A moment, such as dinsdag 24 november om 10.00 uur."""
    local = moment.astimezone(AMSTERDAM)
    clock = f"om {local:%H.%M} uur" if language is Language.DUTCH else f"at {local:%H:%M}"
    return f"{say_day(local.date(), language)} {clock}"


def say_day_part(day_part: DayPart, language: Language) -> str:
    """A day part, such as maandagochtend."""
    _, part = day_part.split("-")
    return _DAYS[language][weekday_of(day_part)] + _PARTS[language][part]


def weekday_of(day_part: DayPart) -> int:
    """The day of the week of a day part, 0 for Monday."""
    return list(DayPart).index(day_part) // len(_PARTS[Language.DUTCH])
