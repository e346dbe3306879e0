"""What a resident asked for himself, as he sees it himself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from api.catalogue.offers.tables import Offer
from api.catalogue.organizations.tables import Organization
from api.handovers.queries import list_deadlines, list_questions
from api.handovers.replying.saying import say_day_part
from api.handovers.sealing import open_introduction, open_message
from api.handovers.states import STILL_TO_MEET, WAITING
from api.handovers.tables import Handover
from api.handovers.vocabulary import DeadlineKind, Detail, HandoverState, Side
from api.platform.clock import AMSTERDAM
from api.platform.requests.desk import Desk
from matching import from_bits
from matching.vocabulary import DayPart, Language

_WELCOME = STILL_TO_MEET | {HandoverState.STARTED}


@dataclass(frozen=True, slots=True)
class Own:
    """How it stands with what a resident asked, and all that he told."""

    how: str
    title: str
    organization: str
    answer_by: date | None
    appointment_at: datetime | None
    appointment_is_off: bool
    place: str | None
    with_whom: str | None
    contact_before: date | None
    questions: list[tuple[Side, str]]
    told: list[tuple[str, str]]
    until: date
    address: str | None
    code: str | None
    calendar: str | None
    alternatives: list[tuple[str, str]]


def how_it_stands(handover: Handover) -> str:
    """Say in one word how it stands: a state, that a question waits, or that the resident stopped."""
    if handover.state is HandoverState.WITHDRAWN or handover.consent_withdrawn_at is not None:
        return "stopped"
    if handover.state in WAITING:
        return "asked" if handover.asked_at is not None else "requested"
    return "accepted" if handover.state in _WELCOME else handover.state.value


def show_own(
    desk: Desk,
    handover: Handover,
    language: Language,
    *,
    addresses: tuple[str | None, str | None, str | None],
    alternatives: list[tuple[str, str]],
) -> Own:
    """Return all that there is to it; `addresses` are its own, that as a code to scan, and that for a calendar."""
    offer = desk.session.get_one(Offer, handover.offer_id)
    address, code, calendar = addresses
    return Own(
        how=how_it_stands(handover),
        title=offer.title,
        organization=desk.session.get_one(Organization, handover.receiver_organization_id).name,
        answer_by=_answer_by(desk, handover),
        appointment_at=handover.appointment_at,
        appointment_is_off=handover.appointment_off_at is not None,
        place=handover.appointment_place,
        with_whom=handover.appointment_with,
        contact_before=handover.contact_before,
        questions=[
            (each.side, desk.secrets.decrypt(each.details[Detail.TEXT]))
            for each in list_questions(desk.session, handover.id)
        ],
        told=_told(desk, handover, language),
        until=handover.consent_expires_on,
        address=address,
        code=code,
        calendar=calendar,
        alternatives=alternatives,
    )


def _told(desk: Desk, handover: Handover, language: Language) -> list[tuple[str, str]]:
    introduction = open_introduction(desk, handover)
    day_parts = from_bits(handover.preferred_day_parts, DayPart)
    told = {
        "first_name": introduction.first_name if introduction else None,
        "phone": introduction.phone if introduction else None,
        "email": introduction.email if introduction else None,
        "day_part": ", ".join(say_day_part(each, language) for each in day_parts),
        "message": open_message(desk, handover),
    }
    return [(name, text) for name, text in told.items() if text]


def _answer_by(desk: Desk, handover: Handover) -> date | None:
    due = [each.due_at for each in list_deadlines(desk.session, handover.id) if each.kind is DeadlineKind.EXPIRY]
    # It ends with the end of its day.
    return (max(due) - timedelta(seconds=1)).astimezone(AMSTERDAM).date() if due else None
