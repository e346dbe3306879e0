"""Months and half-years, by the date in the Netherlands."""

from datetime import date

MONTHS_OF_HALF = 6


def month_of(day: date) -> str:
    """Return the month of a day, such as 2026-11."""
    return f"{day:%Y-%m}"


def half_of(day: date) -> str:
    """Return the half-year of a day, such as 2026-H2."""
    return f"{day.year}-H{(day.month - 1) // MONTHS_OF_HALF + 1}"


def start_of_half(day: date) -> date:
    """Return the first day of the half-year in which this day lies."""
    return date(day.year, (day.month - 1) // MONTHS_OF_HALF * MONTHS_OF_HALF + 1, 1)
