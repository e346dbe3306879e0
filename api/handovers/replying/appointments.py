"""Appointments for a calendar (RFC 5545), in the time of the Netherlands; nothing of the client stands in them."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from icalendar import Calendar, Event, vText

from api.handovers.queries import APPOINTMENT_LASTS, handover_not_found
from api.handovers.tables import Handover
from api.platform.clock import AMSTERDAM
from matching.vocabulary import Language

LOOKS_AGAIN_AFTER: Final = timedelta(hours=1)
"""How often a calendar is asked to look: an appointment is made days ahead, and moved on the day itself at times."""


class _Words(NamedTuple):
    title: str
    off: str
    with_whom: str
    calendar: str


_WORDS = {
    Language.DUTCH: _Words("Kennismaken: {title}", "Gaat niet door: {title}", "Met {name}.", "Afspraken van {name}"),
    Language.ENGLISH: _Words("Meeting: {title}", "Called off: {title}", "With {name}.", "Appointments of {name}"),
}


def to_calendar(handover: Handover, *, offer_title: str, language: Language) -> bytes:
    """Write the appointment as a calendar file, called off or not; raises NotFoundError when there is none."""
    if handover.appointment_at is None:
        raise handover_not_found()
    return _write(_open(), [_event(handover, offer_title, language)])


def to_subscription(
    appointments: Iterable[tuple[Handover, str]], *, organization_name: str, language: Language
) -> bytes:
    """Write all appointments of an organization, each with its offer's title, for a calendar that comes back."""
    calendar = _open()
    name = _WORDS[language].calendar.format(name=organization_name)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", LOOKS_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    return _write(calendar, [_event(handover, title, language) for handover, title in appointments])


def _event(handover: Handover, offer_title: str, language: Language) -> Event:
    words = _WORDS[language]
    assert handover.appointment_at is not None  # noqa: S101 - only who has an appointment comes here
    starts_at = handover.appointment_at.astimezone(AMSTERDAM)
    is_off = handover.appointment_off_at is not None
    event = Event()
    event.add("uid", f"{handover.id}@vonk")
    event.add("dtstamp", handover.updated_at)
    event.add("last-modified", handover.updated_at)
    # Rises with everything that happens, so the same appointment is never older than what a calendar has of it.
    event.add("sequence", handover.events)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    # What is off leaves the time free in the calendar.
    event.add("transp", "TRANSPARENT" if is_off else "OPAQUE")
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + APPOINTMENT_LASTS)
    event.add("summary", (words.off if is_off else words.title).format(title=offer_title))
    event.add("location", vText(handover.appointment_place or ""))
    event.add("description", words.with_whom.format(name=handover.appointment_with or ""))
    return event


def _open() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Vonk//Handovers//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    return calendar


def _write(calendar: Calendar, events: list[Event]) -> bytes:
    years = [event.start.year for event in events]
    for event in events:
        calendar.add_component(event)
    if years:
        calendar.add_missing_timezones(first_date=date(min(years), 1, 1), last_date=date(max(years) + 1, 1, 1))
    written: bytes = calendar.to_ical()
    return written
