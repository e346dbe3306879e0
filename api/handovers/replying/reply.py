"""Answering through a link: what the page shows, and what an answer does."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import col, select

from api.catalogue.offers.tables import Offer
from api.catalogue.organizations.tables import Organization
from api.handovers.actions import add_event, require_no_other
from api.handovers.agreements import IntroductionRead
from api.handovers.clockwork.working_days import add_working_days
from api.handovers.queries import get_handover_to_change, list_events, list_other_appointments, list_questions
from api.handovers.replying.links import (
    CALENDAR,
    REPLY,
    can_answer,
    can_change_answer,
    can_put_into_calendar,
    find_link,
)
from api.handovers.replying.suggestions import Window, suggest_moments, window_of
from api.handovers.schemas import EventCreate
from api.handovers.sealing import consent_holds, open_introduction, open_message
from api.handovers.states import WAITING
from api.handovers.tables import Handover, HandoverEvent, ReplyLink
from api.handovers.transitions import Actor, Step, take
from api.handovers.vocabulary import Detail, EventType, HandoverState, Side
from api.platform.clock import AMSTERDAM
from api.platform.requests.desk import Desk
from api.platform.security.roles import Caller, Role
from api.platform.web.capabilities import write_token
from api.platform.web.problems import NotFoundError, Words
from matching import from_bits
from matching.vocabulary import DayPart

AFTER_YES = frozenset({HandoverState.INTRODUCED, HandoverState.STARTED, HandoverState.COMPLETED})
CALL_WITHIN_WORKING_DAYS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as the receiver sees it, and within which days it can be answered with an appointment."""

    sender: Organization | None
    offer: Offer
    message: str | None
    introduction: IntroductionRead | None
    day_parts: list[DayPart]
    accompanied: bool
    until: date
    moments: list[datetime]
    place: str
    with_whom: str
    first_day: date
    call_before: date
    recipients: list[Organization]
    window: Window
    has_room: bool
    is_waiting: bool
    questions: list[tuple[Side, str]]


@dataclass(frozen=True, slots=True)
class Answered:
    """What was just answered, with what the receiver will need once more."""

    event: EventType
    handover: Handover
    introduction: IntroductionRead | None
    forwarded_to: str | None
    calendar_token: str | None


def find_question(desk: Desk, token: str) -> tuple[ReplyLink, Handover]:
    """Find the link and its handover; raises NotFoundError for a token that is not ours, or is of use no more."""
    link = find_link(desk, token, REPLY)
    handover = desk.session.get(Handover, link.handover_id) if link else None
    if link is None or handover is None:
        raise link_not_found()
    return link, handover


def link_not_found() -> NotFoundError:
    """Return the error for a link that is not there, or is of no use any more."""
    return NotFoundError(Words("Deze link werkt niet.", "This link does not work."))


def how_it_was_answered(handover: Handover, link: ReplyLink) -> str:
    """Return the word for what became of the question: a state, or that it is too late."""
    if handover.receiver_organization_id != link.organization_id:
        return HandoverState.FORWARDED
    if handover.state in WAITING:
        return HandoverState.EXPIRED
    return HandoverState.ACCEPTED if handover.state in AFTER_YES else handover.state


def show_question(desk: Desk, link: ReplyLink, handover: Handover) -> Asked:
    """Show all that the receiver wants to know before an answer."""
    offer = desk.session.get_one(Offer, handover.offer_id)
    sender_id = handover.sender_organization_id
    receiver = desk.session.get_one(Organization, handover.receiver_organization_id)
    return Asked(
        sender=desk.session.get_one(Organization, sender_id) if sender_id else None,
        offer=offer,
        message=open_message(desk, handover),
        introduction=open_introduction(desk, handover),
        day_parts=from_bits(handover.preferred_day_parts, DayPart),
        accompanied=handover.accompanied,
        until=(link.expires_at - timedelta(seconds=1)).astimezone(AMSTERDAM).date(),
        moments=suggest_moments(handover, offer, desk.today, taken=list_other_appointments(desk.session, handover)),
        place=offer.location_name or offer.location_address or receiver.name,
        with_whom=offer.contact_name or offer.contact_role or receiver.name,
        first_day=desk.today,
        call_before=add_working_days(desk.today, CALL_WITHIN_WORKING_DAYS),
        recipients=_recipients(desk, handover, offer),
        window=window_of(handover, offer, desk.today),
        has_room=handover.has_place or offer.available_places != 0,
        is_waiting=handover.asked_at is not None,
        questions=[
            (each.side, desk.secrets.decrypt(each.details[Detail.TEXT]))
            for each in list_questions(desk.session, handover.id)
        ],
    )


def list_steps(asked: Asked, *, is_again: bool) -> list[str]:
    """List the answers that take a page of their own to fill in, by the names that the form has for them."""
    possible = {
        "appointment": asked.has_room and asked.window.is_open,
        "call": asked.has_room,
        "decline": True,
        "forward": bool(asked.recipients),
        "ask": not is_again,
    }
    return [name for name, is_possible in possible.items() if is_possible]


def answer_question(desk: Desk, token: str, wanted: EventCreate, *, instead_of: str | None = None) -> Answered:
    """Do what was answered; `instead_of` is the number of the answer that it takes the place of.

    Raises NotFoundError when the link is of no use any more, and ConflictError when it cannot be.
    """
    link, handover = find_question(desk, token)
    handover = get_handover_to_change(desk.session, handover.id, link.organization_id)
    desk.session.expunge(link)
    link, _ = find_question(desk, token)  # Again, for it may have been used, or replaced, before the lock.
    receiver = Caller(f"reply:{link.id}", Role.PARTNER, link.organization_id)
    introduction = open_introduction(desk, handover)
    if can_answer(desk, link, handover):
        event = add_event(desk, handover, wanted, receiver)
    elif instead_of == str(link.answer_event) and can_change_answer(desk, link, handover):
        event = _answer_instead(desk, handover, wanted, receiver)
    else:
        raise link_not_found()
    if event.type is not EventType.ASK:
        link.answered_at, link.answer_event = desk.now, event.number
        desk.session.add(link)
    return Answered(
        event=event.type,
        handover=handover,
        introduction=introduction if event.type in {EventType.ACCEPT, EventType.RESCHEDULE} else None,
        forwarded_to=_name_of(desk, wanted.organization_id),
        calendar_token=calendar_token_of(desk, link, handover),
    )


def calendar_token_of(desk: Desk, link: ReplyLink, handover: Handover) -> str | None:
    """Return the token with which a calendar takes the appointment, or hears that it is off; None without one."""
    return write_token(desk.secrets, link.id, CALENDAR) if can_put_into_calendar(desk, link, handover) else None


def reason_of(desk: Desk, link: ReplyLink, handover: Handover) -> str | None:
    """Say why this receiver said no; None when it was not a no of theirs."""
    if handover.state is not HandoverState.DECLINED or handover.receiver_organization_id != link.organization_id:
        return None
    (last, *_) = reversed(list_events(desk.session, handover.id))
    reason: str | None = last.details.get(Detail.REASON)
    return reason


def _answer_instead(desk: Desk, handover: Handover, wanted: EventCreate, receiver: Caller) -> HandoverEvent:
    """Answer anew: what the steps allow is done as such, for all else the first answer is taken back."""
    if handover.state is HandoverState.ACCEPTED and wanted.appointment:
        moved = EventCreate(type="reschedule", appointment=wanted.appointment)
        return add_event(desk, handover, moved, receiver)
    if handover.state is HandoverState.ACCEPTED and wanted.type == "decline":
        return add_event(desk, handover, wanted, receiver)
    if handover.state is HandoverState.DECLINED and handover.client_reference is not None:
        sender_id = handover.sender_organization_id or ""
        require_no_other(desk.session, sender_id, handover.client_reference, handover.offer_id)
    actor = Actor(receiver.id, Side.RECEIVER, receiver.organization_id)
    take(Step(desk, handover, EventType.TAKE_BACK, actor))
    return add_event(desk, handover, wanted, receiver)


def find_appointment(desk: Desk, token: str) -> Handover:
    """Find the handover whose appointment goes into a calendar; raises NotFoundError for a token of no use."""
    link = find_link(desk, token, CALENDAR)
    handover = desk.session.get(Handover, link.handover_id) if link else None
    if link is None or handover is None or not can_put_into_calendar(desk, link, handover):
        raise link_not_found()
    return handover


def _recipients(desk: Desk, handover: Handover, offer: Offer) -> list[Organization]:
    if not consent_holds(handover, desk.today):
        return []
    named = {offer.organization_id, *handover.consent_recipients} - {handover.receiver_organization_id}
    found = select(Organization).where(col(Organization.id).in_(named)).order_by(col(Organization.name))
    return list(desk.session.exec(found))


def _name_of(desk: Desk, organization_id: str | None) -> str | None:
    return desk.session.get_one(Organization, organization_id).name if organization_id else None
