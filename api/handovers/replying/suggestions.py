"""Moments that may suit both, so that a receiver answers with one tap."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import NamedTuple

from api.catalogue.offers.tables import Offer
from api.handovers.clockwork.working_days import SATURDAY, holidays
from api.handovers.queries import APPOINTMENT_LASTS
from api.handovers.tables import Handover
from api.platform.clock import AMSTERDAM
from matching import from_bits, weekday_of
from matching.vocabulary import DayPart

SUGGESTED = 3
FIRST_AFTER_DAYS = 2
LOOKS_DAYS_AHEAD = 28
STARTS_AT = {"morning": time(10), "afternoon": time(14), "evening": time(19)}


class Window(NamedTuple):
    """The days on which people may meet: the offer is there, and consent holds."""

    first: date
    last: date

    @property
    def is_open(self) -> bool:
        """Whether there is any such day left."""
        return self.first <= self.last


def window_of(handover: Handover, offer: Offer, today: date) -> Window:
    """Return the days on which an appointment may be, from today on."""
    last = min(offer.ends_on or handover.consent_expires_on, handover.consent_expires_on)
    return Window(max(today, offer.starts_on or today), last)


def suggest_moments(
    handover: Handover, offer: Offer, today: date, *, taken: Collection[datetime] = ()
) -> list[datetime]:
    """Suggest the first moments in the day parts that client and offer share; else on weekday mornings.

    They lie within the offer's dates and the consent, and never where the client has something else (`taken`).
    """
    wanted = set(from_bits(handover.preferred_day_parts, DayPart))
    offered = set(from_bits(offer.day_parts, DayPart))
    day_parts = (wanted & offered) or wanted or offered or _weekday_mornings()
    window = window_of(handover, offer, today)
    first = max(today + timedelta(days=FIRST_AFTER_DAYS), window.first)
    possible = (
        moment
        for moment in _first_moments(day_parts, first)
        if moment.date() <= window.last and all(abs(moment - other) >= APPOINTMENT_LASTS for other in taken)
    )
    return list(islice(possible, SUGGESTED))


def _first_moments(day_parts: set[DayPart], first: date) -> Iterator[datetime]:
    for number in range(LOOKS_DAYS_AHEAD):
        day = first + timedelta(days=number)
        if day in holidays(day.year):
            continue
        for day_part in DayPart:
            if day_part in day_parts and weekday_of(day_part) == day.weekday():
                yield datetime.combine(day, STARTS_AT[day_part.split("-")[1]], tzinfo=AMSTERDAM)


def _weekday_mornings() -> set[DayPart]:
    return {part for part in DayPart if part.endswith("morning") and weekday_of(part) < SATURDAY}
