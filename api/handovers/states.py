"""The state machine of a handover as one table: which event, from where, to where, by whom, and what it needs."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from api.handovers.vocabulary import Detail, EventType, HandoverState, Side

E, S, D = EventType, HandoverState, Detail

WAITING = frozenset({S.REQUESTED, S.FORWARDED})
ENDED = frozenset({S.COMPLETED, S.DECLINED, S.WITHDRAWN, S.EXPIRED})
# In these an appointment that is still to come does not take place.
OFF = frozenset({S.PAUSED}) | ENDED
OPEN = frozenset(S) - ENDED
MOVING = OPEN - {S.PAUSED}
STILL_TO_MEET = frozenset({S.ACCEPTED, S.INTRODUCED})
EITHER = frozenset({Side.SENDER, Side.RECEIVER})
NOBODY: frozenset[Side] = frozenset()
SENDER, RECEIVER, CLOCK = (frozenset({side}) for side in (Side.SENDER, Side.RECEIVER, Side.CLOCK))
NOTHING: frozenset[Detail] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """One event: the states it comes from, the state it leads to (None: it stays), the sides, and its details."""

    come_from: frozenset[HandoverState]
    leads_to: HandoverState | None
    sides: frozenset[Side]
    told_as: str
    needs_one_of: frozenset[Detail] = NOTHING
    may_tell: frozenset[Detail] = NOTHING
    answers_question: bool = False


RULES: dict[EventType, Rule] = {
    # event: from, to, by, told as, needs one of, may tell
    E.ACCEPT: Rule(WAITING, S.ACCEPTED, RECEIVER, "accepted", frozenset({D.APPOINTMENT, D.CONTACT_BEFORE})),
    E.DECLINE: Rule(WAITING | {S.ACCEPTED, S.INTRODUCED}, S.DECLINED, RECEIVER, "declined", frozenset({D.REASON})),
    E.FORWARD: Rule(WAITING, S.FORWARDED, RECEIVER, "forwarded", frozenset({D.ORGANIZATION_ID})),
    E.ASK: Rule(WAITING, None, RECEIVER, "asked", frozenset({D.TEXT})),
    E.ANSWER: Rule(WAITING, None, SENDER, "answered", frozenset({D.TEXT}), answers_question=True),
    E.RESCHEDULE: Rule(STILL_TO_MEET, None, EITHER, "rescheduled", frozenset({D.APPOINTMENT})),
    # On the reply page alone, where who tapped the wrong thing answers anew at once.
    E.TAKE_BACK: Rule(frozenset({S.ACCEPTED, S.DECLINED}), None, NOBODY, "answer-taken-back"),
    E.INTRODUCE: Rule(frozenset({S.ACCEPTED}), S.INTRODUCED, EITHER, "introduced"),
    E.START: Rule(frozenset({S.INTRODUCED}), S.STARTED, RECEIVER, "started"),
    E.CHECK_IN: Rule(
        frozenset({S.STARTED}), None, EITHER, "checked-in", frozenset({D.GOES}), frozenset({D.HOURS_PER_WEEK})
    ),
    E.PAUSE: Rule(MOVING, S.PAUSED, EITHER, "paused"),
    E.RESUME: Rule(frozenset({S.PAUSED}), None, EITHER, "resumed"),
    E.COMPLETE: Rule(frozenset({S.STARTED}), S.COMPLETED, RECEIVER, "completed", frozenset({D.OUTCOME})),
    # The sender speaks for the client, who may stop at any time, whatever was arranged.
    E.WITHDRAW: Rule(OPEN, S.WITHDRAWN, SENDER, "withdrawn"),
    E.WITHDRAW_CONSENT: Rule(OPEN, None, SENDER, "consent-withdrawn"),
    E.REMIND: Rule(WAITING, None, CLOCK, "reminded"),
    E.EXPIRE: Rule(WAITING, S.EXPIRED, CLOCK, "expired"),
    E.ASK_CHECK_IN: Rule(frozenset({S.STARTED}), None, CLOCK, "check-in-due"),
    E.END_CONSENT: Rule(OPEN, None, CLOCK, "consent-ended"),
}


def allowed_events(state: HandoverState, sides: AbstractSet[Side], *, is_asked: bool = False) -> list[EventType]:
    """Return what these sides may do now, in the table's order; `is_asked`: a question waits for the sender."""
    return [
        event
        for event, rule in RULES.items()
        if state in rule.come_from and rule.sides & sides and (is_asked or not rule.answers_question)
    ]


def state_after(event: EventType, state: HandoverState, before_pause: HandoverState | None) -> HandoverState:
    """Return where this event leads from here; a resumed handover goes back to where it was."""
    if event is EventType.RESUME and before_pause is not None:
        return before_pause
    return RULES[event].leads_to or state
