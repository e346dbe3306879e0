"""What a report says: its words, rows and periods as people say them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from api.reports.periods import MONTHS_OF_YEAR, Period
from api.tallies.vocabulary import UNKNOWN, Dimension
from matching import month_in_words, read_words
from matching.vocabulary import Language

WORDS: Final = read_words(Path(__file__).with_name("report_words.toml"))
_PLACES: Final = ("first", "second", "third", "fourth")


def say_row(dimension: Dimension, row: str, language: Language, names: Mapping[str, str]) -> str:
    """Say what a row is; organizations go by the names that they have now."""
    words = WORDS[language]
    if dimension is Dimension.ORGANIZATION:
        return names.get(row, words["row_unknown"])
    if dimension is Dimension.RUNGS:
        before, _, now = row.partition("-")
        return words["row_rungs"].format(before=before, now=now)
    if dimension is Dimension.LADDER_STEP and row != UNKNOWN:
        return words["row_step"].format(step=row)
    return words[f"row_{row}"]


def say_period(period: Period, language: Language) -> str:
    """Say a period, such as: tweede half jaar 2026."""
    words = WORDS[language]
    if period.length == 1:
        return f"{month_in_words(period.starts_on, language)} {period.year}"
    if period.length == MONTHS_OF_YEAR:
        return words["whole_year"].format(year=period.year)
    named = "quarter" if period.length == MONTHS_OF_YEAR // 4 else "half"
    return words[named].format(part=words[_PLACES[period.first // period.length]], year=period.year)
