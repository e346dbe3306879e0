"""What each event brings, as the document tells it: one shape for each, told apart by its type."""

from typing import Final, Literal

from pydantic.alias_generators import to_camel

from api.handovers.states import RULES
from api.handovers.vocabulary import EventType
from api.platform.web.openapi_names import Variant, one_of

# Who says that it expired hears which events are possible; that is the clock's, and stands in no list of the document.
EventWord = Literal[
    "accept",
    "decline",
    "forward",
    "ask",
    "answer",
    "reschedule",
    "introduce",
    "start",
    "check-in",
    "pause",
    "resume",
    "complete",
    "withdraw",
    "withdraw-consent",
    "expire",
]
_MEANINGS: Final = {
    EventType.ACCEPT: "The receiver welcomes the client: with an appointment, a day before which it calls, or both.",
    EventType.DECLINE: "The receiver cannot, this time; the answer names what else would suit.",
    EventType.FORWARD: "The receiver passes it on to an organization that consent names.",
    EventType.ASK: "The receiver asks the sender something; the clock for its answer waits.",
    EventType.ANSWER: "The sender answers what was asked; the clock goes on.",
    EventType.RESCHEDULE: "Either side moves the appointment.",
    EventType.INTRODUCE: "Either side tells that the three have met.",
    EventType.START: "The receiver tells that the client takes part.",
    EventType.CHECK_IN: "Either side tells how it goes.",
    EventType.PAUSE: "Either side lets it rest: not now.",
    EventType.RESUME: "Either side takes it up where it was.",
    EventType.COMPLETE: "The receiver tells what came of it.",
    EventType.WITHDRAW: "The sender takes it back, for the client or for itself.",
    EventType.WITHDRAW_CONSENT: "The client takes consent back: the introduction goes, the handover stays.",
}


def _shape_of(event: EventType) -> Variant:
    """Return the shape of an event: it brings what it needs, and nothing that belongs to another."""
    needs, may = (tuple(sorted(map(to_camel, told))) for told in (RULES[event].needs_one_of, RULES[event].may_tell))
    name = "".join(part.capitalize() for part in event.split("-")) + "Event"
    if len(needs) > 1:
        return Variant(name, (), needs, event, fewest=2, description=_MEANINGS[event])
    return Variant(name, needs, may, event, description=_MEANINGS[event])


SHAPES_OF_EVENTS: Final = one_of(*map(_shape_of, _MEANINGS), by="type")
