"""The appointment for a calendar (RFC 5545), in the time of the Netherlands; nothing of the client stands in it."""

from datetime import date, timedelta

from icalendar import Calendar, Event, vText

from api.handovers.queries import handover_not_found
from api.handovers.tables import Handover
from api.platform.clock import AMSTERDAM
from matching.vocabulary import Language

LASTS = timedelta(hours=1)
_TITLE = {Language.DUTCH: "Kennismaken: {title}", Language.ENGLISH: "Meeting: {title}"}
_WITH = {Language.DUTCH: "Met {name}.", Language.ENGLISH: "With {name}."}


def to_calendar(handover: Handover, *, offer_title: str, language: Language) -> bytes:
    """The appointment as a calendar file; raises NotFoundError when there is none."""
    if handover.appointment_at is None:
        raise handover_not_found()
    event = Event()
    starts_at = handover.appointment_at.astimezone(AMSTERDAM)
    event.add("uid", f"{handover.id}@vonk")
    event.add("dtstamp", handover.updated_at)
    event.add("sequence", handover.events)
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + LASTS)
    event.add("summary", _TITLE[language].format(title=offer_title))
    event.add("location", vText(handover.appointment_place or ""))
    event.add("description", _WITH[language].format(name=handover.appointment_with or ""))
    calendar = Calendar()
    calendar.add("prodid", "-//Vonk//Handovers//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    year = starts_at.year
    calendar.add_missing_timezones(first_date=date(year, 1, 1), last_date=date(year + 1, 1, 1))
    written: bytes = calendar.to_ical()
    return written
