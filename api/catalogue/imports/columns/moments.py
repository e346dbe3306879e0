"""Days, times and dates as people write them."""

import re
from datetime import date
from typing import Final

from rapidfuzz import fuzz, process

from api.catalogue.imports.columns.headings import plain
from api.catalogue.imports.columns.remarks import UnreadableError
from api.catalogue.imports.columns.words import words_for
from matching.vocabulary import DayPart

_DATE: Final = re.compile(
    r"(\d{1,2})[-/. ](\d{1,2}|[a-z]{3,9})[-/. ](\d{4}|\d{2})(?: \d{1,2}[:.]\d\d(?:[:.]\d\d)?)?", re.IGNORECASE
)
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]\d{2}:\d{2}.{0,20})?")
_MONTHS: Final = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ALSO_MONTHS: Final = {"mrt": 3, "mar": 3, "may": 5, "oct": 10}
_CENTURY: Final = 2000

_TIME: Final = re.compile(r"\b([01]?\d|2[0-4])(?:[:.]([0-5]\d))?(?: ?(?:uur|u))?\b")
_SPAN: Final = re.compile(
    r"\b([01]?\d|2[0-4])(?:[:.]?([0-5]\d))? ?(?:uur|u|h)? ?(?:-|–|tot|t/m|until|to) ?"
    r"([01]?\d|2[0-4])(?:[:.]?([0-5]\d))?\b"
)
_THROUGH: Final = re.compile(r"\b(?:t/m|tot en met|tot)\b|[-–]")
_EVERY_DAY: Final = ("elke dag", "iedere dag", "alle dagen", "dagelijks", "every day", "hele week")
_WORKING_DAYS: Final = ("doordeweeks", "werkdagen", "door de week", "weekdays", "doordeweekse dagen")
_WEEKEND: Final = ("weekend", "weekenden")
_NOON, _EVENING = 12.0, 17.5
"""From when on people speak of the afternoon and of the evening."""

_ENOUGH_HOURS: Final = 0.5
"""What reaches into the next part of the day by less than half an hour is not in it."""

_ALIKE: Final = 60
"""Of 100, for a suggestion only."""

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS: Final = ("morning", "afternoon", "evening")


def read_date(text: str) -> str:
    """Return a date as 2026-11-22; raises UnreadableError for what is none."""
    written = text.strip().lower()
    iso = _ISO.fullmatch(written)
    if iso:
        return _as_date(int(iso[1]), int(iso[2]), int(iso[3]))
    told = _DATE.fullmatch(written)
    month = _month_of(told[2]) if told else None
    if told is None or month is None:
        raise UnreadableError(
            "Hier hoort een datum, zoals 31-12-2026.", "This takes a date, such as 31-12-2026 or 2026-12-31."
        )
    year = int(told[3])
    return _as_date(year if year >= 100 else _CENTURY + year, month, int(told[1]))  # noqa: PLR2004 - years of two signs


def _month_of(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    short = text[:3]
    return _MONTHS.index(short) + 1 if short in _MONTHS else _ALSO_MONTHS.get(short)


def _as_date(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        # An American list has the month first: that is a question, not an answer.
        swapped = f"{year:04}-{day:02}-{month:02}" if day <= 12 < month else None  # noqa: PLR2004 - months
        raise UnreadableError("Deze datum bestaat niet.", "There is no such date.", suggestion=swapped) from None


def read_day_parts(text: str) -> list[str]:
    """Return the parts of the week that a text names: codes, days with parts, and days with times.

    Raises UnreadableError when no day can be read: times alone say nothing of the week.
    """
    known = {part.value for part in DayPart}
    codes = [code for code in re.split(r"[|,;\s]+", text.strip().lower()) if code]
    if any(code in known for code in codes):
        wrong = next((code for code in codes if code not in known), None)
        if wrong is not None:
            nearest = process.extractOne(wrong, known, scorer=fuzz.ratio, score_cutoff=_ALIKE)
            raise UnreadableError(
                "Hier horen dagdelen, zoals mon-morning.",
                "This takes day parts, such as mon-morning.",
                suggestion=nearest[0] if nearest else None,
            )
        return [part.value for part in DayPart if part.value in codes]
    found: set[str] = set()
    waiting: set[str] = set()
    for piece in re.split(r"[|;\n,+&]|\b(?:en|of|and)\b", text.lower()):
        days = _days_in(piece)
        parts = _parts_in(piece)
        if days and not parts:
            waiting |= days
            continue
        # "Maandag en woensdag 10-12": the times that come last hold for the days before them.
        found |= {f"{day}-{part}" for day in days | waiting for part in parts}
        if parts:
            waiting = set()
    found |= {f"{day}-{part}" for day in waiting for part in PARTS}
    if not found:
        raise UnreadableError(
            "Hier konden wij geen dagen in lezen.",
            "No days could be read in this.",
            suggestion="maandagochtend|woensdagmiddag",
        )
    return [part.value for part in DayPart if part.value in found]


def _days_in(piece: str) -> set[str]:
    """Return the days that a piece of text names, with all between them where it says from one to another."""
    told = plain(piece)
    if any(words in told for words in _EVERY_DAY):
        return set(DAYS)
    named = [(word, day) for word in _split_days(told) if (day := words_for("days").get(word))]
    days = [day for _, day in named]
    if len(days) == 2 and _THROUGH.search(_between(piece.lower(), named)):  # noqa: PLR2004 - from one to another
        first, last = DAYS.index(days[0]), DAYS.index(days[1])
        if first < last:
            days = list(DAYS[first : last + 1])
    if any(words in told for words in _WORKING_DAYS):
        days += DAYS[:5]
    if any(words in told.split() for words in _WEEKEND):
        days += DAYS[5:]
    return set(days)


def _split_days(told: str) -> list[str]:
    """Return the words of a text, with a day and its part that are written as one taken apart."""
    words: list[str] = []
    for word in told.split():
        part = next((each for each in words_for("parts") if word.endswith(each) and len(word) > len(each)), None)
        words += [word.removesuffix(part), part] if part else [word]
    return words


def _between(piece: str, named: list[tuple[str, str]]) -> str:
    """Return what stands between the first and the last day that are named."""
    start = piece.find(named[0][0]) + len(named[0][0])
    return piece[start : piece.find(named[-1][0], start)]


def _parts_in(piece: str) -> set[str]:
    """Return the parts of a day that a piece of text names, in words or as times."""
    named = {part for word in _split_days(plain(piece)) if (part := words_for("parts").get(word))}
    if named:
        return named
    if "hele dag" in piece or "all day" in piece:
        return set(PARTS[:2])
    spans = [(_hours(span[1], span[2]), _hours(span[3], span[4])) for span in _SPAN.finditer(piece)]
    if not spans and (time := _TIME.search(piece)):
        begins = _hours(time[1], time[2])
        spans = [(begins, begins + 1)]
    return {part for begins, ends in spans for part in _parts_of(begins, ends)}


def _hours(hour: str, minutes: str | None) -> float:
    return int(hour) + int(minutes or 0) / 60


def _parts_of(begins: float, ends: float) -> list[str]:
    """Return the parts of a day in which something from one hour to another takes place."""
    bounds = ((0.0, _NOON), (_NOON, _EVENING), (_EVENING, 24.0))
    shares = [min(ends, until) - max(begins, since) for since, until in bounds]
    parts = [part for part, share in zip(PARTS, shares, strict=True) if share > _ENOUGH_HOURS]
    return parts or [PARTS[max(range(3), key=lambda place: shares[place])]]
