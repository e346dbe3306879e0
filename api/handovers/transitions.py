"""One step of a handover: the state changes, what follows from it is done, and the event is kept and told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from api.catalogue.offers.actions import give_back_place, take_place
from api.catalogue.offers.tables import Offer
from api.handovers.activities import note_processing
from api.handovers.clockwork.deadlines import (
    ask_for_answer,
    forget_end_of_consent,
    plan_check_ins,
    plan_end_of_consent,
    remove_deadlines,
    stop_asking,
)
from api.handovers.counting import count_step
from api.handovers.mailing import mail_event
from api.handovers.sealing import forget_introduction
from api.handovers.states import ENDED, OFF, RULES, WAITING, state_after
from api.handovers.tables import Handover, HandoverCustody, HandoverEvent
from api.handovers.vocabulary import Detail, EventType, HandoverState, Side
from api.platform.requests.desk import Desk
from api.platform.webhooks.announcing import announce

CLOCK_ID = "clock"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a caller of an organization on one side, or the clock."""

    id: str
    side: Side
    organization_id: str | None = None


CLOCK = Actor(CLOCK_ID, Side.CLOCK)


@dataclass(frozen=True, slots=True)
class Step:
    """One event on its way: at which desk, by whom, and with which details."""

    desk: Desk
    handover: Handover
    event: EventType
    actor: Actor
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def own_desk(self) -> Desk:
        """The desk of who takes this step."""
        return replace(self.desk, author_id=self.actor.id)


def take(step: Step) -> HandoverEvent:
    """Take the step; that it is allowed was looked at before."""
    handover = step.handover
    told_to = {handover.sender_organization_id, handover.receiver_organization_id}
    if step.event in _EFFECTS:
        _EFFECTS[step.event](step)
    handover.state = state_after(step.event, handover.state, handover.state_before_pause)
    # After the state has changed, for the new state says whether an appointment still stands.
    if handover.state in OFF:
        _call_off(step)
    if handover.state in ENDED:
        _end(step)
    handover.updated_at = step.desk.now
    # Who passes it on and who receives it from now on both hear of it.
    return record(step, told_to | {handover.receiver_organization_id})


def record(step: Step, told_to: set[str | None]) -> HandoverEvent:
    """Keep what happened, and tell it."""
    handover = step.handover
    note_processing(step.desk, handover)
    # Numbered one by one under the lock of the handover: a reader that knows number 3 asks for what came after it.
    handover.events += 1
    event = HandoverEvent(
        handover_id=handover.id,
        number=handover.events,
        type=step.event,
        side=step.actor.side,
        state=handover.state,
        details=dict(step.details),
        happened_at=step.desk.now,
        organization_id=step.actor.organization_id,
        caller_id=step.actor.id,
    )
    step.desk.session.add(handover)
    step.desk.session.add(event)
    step.desk.session.flush()
    count_step(step.desk, handover, event)
    told_as = f"handover.{_told_as(step.event)}"
    announce(
        step.desk.session,
        told_as,
        organization_ids={each for each in told_to if each},
        # Ids and the state, and nothing about the client: who may know more asks for it.
        data={"handoverId": handover.id, "offerId": handover.offer_id, "state": handover.state},
        now=step.desk.now,
    )
    mail_event(step.desk, handover, event, told_as=told_as)
    return event


def take_place_of(step: Step) -> None:
    """Take a place of the offer; raises ConflictError when there is none."""
    offer = step.desk.session.get_one(Offer, step.handover.offer_id)
    step.handover.has_place = take_place(step.own_desk, offer)


def give_back_place_of(step: Step) -> None:
    """Give back the place that this handover holds, when it holds one."""
    # An offer with unknown places gave none, and gets none back.
    if step.handover.has_place:
        offer = step.desk.session.get_one(Offer, step.handover.offer_id)
        give_back_place(step.own_desk, offer)
        step.handover.has_place = False


def _accept(step: Step) -> None:
    take_place_of(step)
    step.handover.asked_at = None
    stop_asking(step.desk.session, step.handover)
    set_appointment(step.handover, step.details)


def set_appointment(handover: Handover, details: Mapping[str, Any]) -> None:
    """Keep when, where and with whom, or before when contact is made."""
    appointment = details.get(Detail.APPOINTMENT)
    if appointment:
        handover.appointment_at = datetime.fromisoformat(appointment["at"])
        handover.appointment_place = appointment["place"]
        handover.appointment_with = appointment["with_whom"]
        handover.appointment_off_at = None
    before = details.get(Detail.CONTACT_BEFORE)
    handover.contact_before = date.fromisoformat(before) if before else None


def _forward(step: Step) -> None:
    handover = step.handover
    handover.receiver_organization_id = step.details[Detail.ORGANIZATION_ID]
    handover.hops += 1
    handover.asked_at = None
    step.desk.session.add(
        HandoverCustody(
            handover_id=handover.id,
            hop=handover.hops,
            organization_id=handover.receiver_organization_id,
            since=step.desk.now,
        )
    )
    ask_for_answer(step.desk, handover)


def _start(step: Step) -> None:
    plan_check_ins(step.desk, step.handover)


def _pause(step: Step) -> None:
    step.handover.state_before_pause = step.handover.state
    stop_asking(step.desk.session, step.handover)


def _resume(step: Step) -> None:
    handover = step.handover
    # All the time again: a pause is the client's, and costs the receiver nothing.
    if handover.state_before_pause in WAITING and handover.asked_at is None:
        ask_for_answer(step.desk, handover)
    if handover.appointment_at and handover.appointment_at > step.desk.now:
        handover.appointment_off_at = None


def _ask(step: Step) -> None:
    """Let the clock for the answer wait until the sender has told what the receiver wants to know."""
    step.handover.asked_at = step.desk.now
    stop_asking(step.desk.session, step.handover)


def _answer(step: Step) -> None:
    step.handover.asked_at = None
    ask_for_answer(step.desk, step.handover)


def _reschedule(step: Step) -> None:
    set_appointment(step.handover, step.details)


def _take_back(step: Step) -> None:
    """Go on as if not answered yet; another answer follows in the same transaction, so no clock is set for it."""
    handover = step.handover
    _call_off(step)
    give_back_place_of(step)
    handover.contact_before = None
    handover.ended_at = None
    # Ending removed every deadline; consent runs on as it did before.
    if handover.state in ENDED and handover.consent_withdrawn_at is None:
        plan_end_of_consent(step.desk, handover)
    handover.state = HandoverState.FORWARDED if handover.hops else HandoverState.REQUESTED


def _withdraw_consent(step: Step) -> None:
    step.handover.consent_withdrawn_at = step.desk.now
    forget_introduction(step.desk, step.handover)
    forget_end_of_consent(step.desk.session, step.handover)


def _end_consent(step: Step) -> None:
    forget_introduction(step.desk, step.handover)


_EFFECTS: dict[EventType, Callable[[Step], None]] = {
    EventType.ACCEPT: _accept,
    EventType.FORWARD: _forward,
    EventType.ASK: _ask,
    EventType.ANSWER: _answer,
    EventType.RESCHEDULE: _reschedule,
    EventType.TAKE_BACK: _take_back,
    EventType.START: _start,
    EventType.PAUSE: _pause,
    EventType.RESUME: _resume,
    EventType.WITHDRAW_CONSENT: _withdraw_consent,
    EventType.END_CONSENT: _end_consent,
}


def _end(step: Step) -> None:
    handover = step.handover
    handover.ended_at = step.desk.now
    forget_introduction(step.desk, handover)
    handover.state_before_pause = None
    handover.asked_at = None
    remove_deadlines(step.desk.session, handover)
    give_back_place_of(step)


def _call_off(step: Step) -> None:
    """Call off an appointment that is still to come: calendars say so."""
    handover = step.handover
    if handover.appointment_off_at is None and handover.appointment_at and handover.appointment_at > step.desk.now:
        handover.appointment_off_at = step.desk.now


def _told_as(event: EventType) -> str:
    return "requested" if event is EventType.REQUEST else RULES[event].told_as
