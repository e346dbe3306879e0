"""Working days in the Netherlands: no weekends, and no holidays of the Algemene termijnenwet (article 3)."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from api.platform.clock import AMSTERDAM

SATURDAY = 5
DAYS_FROM_EASTER = (-2, 1, 39, 50)  # Good Friday, Easter Monday, Ascension Day, Whit Monday
FIXED_DAYS = ((1, 1), (5, 5), (12, 25), (12, 26))  # New Year, Liberation Day, Christmas


def add_working_days(start: date, number: int) -> date:
    """Return the working day that comes so many working days after this day."""
    day = start
    for _ in range(number):
        day = _next_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Tell whether offices are open on this day."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """Return the days of this year on which no office is open."""
    easter = easter_sunday(year)
    moving = (easter + timedelta(days=days) for days in DAYS_FROM_EASTER)
    fixed = (date(year, month, day) for month, day in FIXED_DAYS)
    return frozenset((*moving, *fixed, kings_day(year)))


def kings_day(year: int) -> date:
    """Return 27 April, or the day before when that is a Sunday."""
    day = date(year, 4, 27)
    return day if day.isoweekday() < 7 else day - timedelta(days=1)  # noqa: PLR2004 - Sunday


def easter_sunday(year: int) -> date:
    """Return the date of Easter (Butcher's algorithm, Nature 1876)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    correction = (century + 8) // 25
    epact = (19 * golden + century - century // 4 - (century - correction + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def start_of(day: date) -> datetime:
    """Return the midnight in the Netherlands with which this day begins."""
    # In the time of the Netherlands: a deadline ends with the day there, in summer and in winter.
    return datetime.combine(day, time(), tzinfo=AMSTERDAM)


def end_of(day: date) -> datetime:
    """Return the midnight in the Netherlands with which this day ends."""
    return start_of(day + timedelta(days=1))


def _next_working_day(day: date) -> date:
    following = day + timedelta(days=1)
    while not is_working_day(following):
        following += timedelta(days=1)
    return following
