"""What people do with handovers: bring a client to an offer, and answer."""

from collections.abc import Callable
from typing import Any

from pydantic.alias_generators import to_camel
from sqlmodel import Session, col, select

from api.catalogue.offers.queries import get_offer, offer_not_found
from api.catalogue.offers.settings import OfferSettings
from api.catalogue.offers.state import state_facts, state_on
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferState
from api.handovers.access import sides_of
from api.handovers.clockwork.deadlines import ask_for_answer, plan_end_of_consent
from api.handovers.consent import require_good_consent, require_no_name, require_recipient, require_within
from api.handovers.queries import find_open_handover
from api.handovers.schemas import EventCreate, HandoverCreate
from api.handovers.sealing import open_introduction, seal_introduction, seal_message
from api.handovers.states import RULES, Rule, allowed_events
from api.handovers.tables import Handover, HandoverCustody, HandoverEvent
from api.handovers.transitions import Actor, Step, record, set_appointment, take, take_place_of
from api.handovers.vocabulary import Detail, EventType, HandoverState, Side
from api.matches.schemas import MatchRead
from api.platform.clock import AMSTERDAM
from api.platform.requests.desk import Desk
from api.platform.security.roles import Caller, Role
from api.platform.web.problems import (
    SEE_ERRORS,
    ConflictError,
    FieldError,
    ForbiddenError,
    InvalidInputError,
    Words,
    invalid,
)
from api.platform.web.validation import pointer_to
from matching import to_bits
from matching.vocabulary import DayPart

FindAlternatives = Callable[[Offer, int], list[MatchRead]]
_CLOSED = {
    OfferState.FULL: Words("Dit aanbod is nu vol.", "This offer is full now."),
    OfferState.PAUSED: Words("Dit aanbod staat even stil.", "This offer is paused."),
    OfferState.ENDED: Words("Dit aanbod is afgelopen.", "This offer has ended."),
}
_NEVER_THERE = frozenset({OfferState.DRAFT, OfferState.IN_REVIEW, OfferState.WITHDRAWN})


def create_handover(
    desk: Desk, wanted: HandoverCreate, sender: Caller, find_alternatives: FindAlternatives
) -> Handover:
    """Bring a client to an offer: a request, or a meeting that took place already.

    Raises NotFoundError for the offer, ConflictError with `handoverId` when this client has an open handover there and
    with alternatives when the offer is not open, and InvalidInputError for consent that does not cover what is sent.
    """
    _require_right_moment(wanted, sender)
    require_good_consent(desk.session, wanted, desk.today)
    offer = get_offer(desk.session, wanted.offer_id)
    if wanted.appointment:
        day = wanted.appointment.at.astimezone(AMSTERDAM).date()
        require_within(day, "/appointment/at", offer, wanted.consent.expires_on)
    _require_open(desk, offer, wanted, sender, find_alternatives)
    handover = _new_handover(desk, wanted, sender, offer)
    step = begin(desk, handover, Actor(sender.id, Side.SENDER, sender.organization_id))
    # On the spot nobody has to answer: a place is taken at once and no clock is set.
    if wanted.on_the_spot:
        take_place_of(step)
    else:
        ask_for_answer(desk, handover)
    record(step, {handover.sender_organization_id, handover.receiver_organization_id})
    return handover


def begin(desk: Desk, handover: Handover, actor: Actor) -> Step:
    """Keep a new handover, with its receiver and the end of its consent; the step is to be recorded."""
    receiver_id = handover.receiver_organization_id
    desk.session.add(handover)
    # The custody points at the handover: its row has to be there first.
    desk.session.flush()
    desk.session.add(HandoverCustody(handover_id=handover.id, hop=0, organization_id=receiver_id, since=desk.now))
    plan_end_of_consent(desk, handover)
    # A request is a step like any other, so that it is kept and told in the same way.
    return Step(desk, handover, EventType.REQUEST, actor)


def create_on_the_spot(
    desk: Desk, wanted: HandoverCreate, host: Caller, find_alternatives: FindAlternatives
) -> Handover:
    """Create a handover with both present, born introduced; `wanted` brings the appointment."""
    return create_handover(desk, wanted.model_copy(update={"on_the_spot": True}), host, find_alternatives)


def add_event(
    desk: Desk,
    handover: Handover,
    wanted: EventCreate,
    who: Caller | Actor,
    find_alternatives: FindAlternatives | None = None,
) -> HandoverEvent:
    """Do what happened; raises ConflictError with what may happen instead, and InvalidInputError for its details."""
    event = EventType(wanted.type)
    sides = frozenset({who.side}) if isinstance(who, Actor) else sides_of(handover, who.organization_id)
    rule = RULES[event]
    if event not in allowed_events(handover.state, sides, is_asked=handover.asked_at is not None):
        raise _not_allowed(handover, sides)
    details = _details_of(wanted)
    _require_details(rule, details)
    _require_sense(desk, handover, wanted)
    if Detail.TEXT in details:
        details[Detail.TEXT] = seal_message(desk, wanted.text)
    # Who stands on both sides acts as the receiver where the rule lets it.
    side = next(side for side in (Side.RECEIVER, Side.SENDER) if side in rule.sides & sides)
    try:
        return take(Step(desk, handover, event, Actor(who.id, side, who.organization_id), details))
    except ConflictError as error:
        # An offer may be full while the handover waits: whoever accepts hears what else is possible, and what else is
        # open.
        possible = [each for each in _allowed(handover, sides) if each is not event]
        error.members = {"state": handover.state, "allowedEvents": possible}
        if find_alternatives is not None:
            offer = desk.session.get_one(Offer, handover.offer_id)
            error.members |= _others(find_alternatives(offer, handover.preferred_day_parts))
        raise


def _new_handover(desk: Desk, wanted: HandoverCreate, sender: Caller, offer: Offer) -> Handover:
    handover = Handover(
        sender_organization_id=sender.organization_id or "",
        receiver_organization_id=offer.organization_id,
        offer_id=offer.id,
        client_reference=wanted.client_reference,
        state=HandoverState.INTRODUCED if wanted.on_the_spot else HandoverState.REQUESTED,
        on_the_spot=wanted.on_the_spot,
        accompanied=wanted.accompanied,
        preferred_day_parts=to_bits(wanted.preferred_day_parts, DayPart),
        sealed_message=seal_message(desk, wanted.message),
        sealed_introduction=seal_introduction(desk, wanted.introduction),
        consent_given_on=wanted.consent.given_on,
        consent_expires_on=wanted.consent.expires_on,
        consent_shares=list(wanted.consent.shares),
        consent_recipients=list(wanted.consent.recipients),
        created_at=desk.now,
        created_by=sender.id,
        updated_at=desk.now,
    )
    if wanted.appointment:
        set_appointment(handover, {Detail.APPOINTMENT: wanted.appointment.model_dump(mode="json")})
    return handover


def _require_right_moment(wanted: HandoverCreate, sender: Caller) -> None:
    if wanted.on_the_spot and sender.role is not Role.HOST:
        raise ForbiddenError(
            Words(
                "Ter plekke overdragen kan met een sleutel voor host, met allebei erbij.",
                "A handover on the spot takes a key for host, with both present.",
            )
        )
    if wanted.on_the_spot and wanted.appointment is None:
        raise invalid("/appointment", "Ter plekke hoort er een afspraak bij.", "On the spot takes an appointment.")
    if wanted.appointment is not None and not wanted.on_the_spot:
        raise invalid(
            "/appointment",
            "De afspraak komt van wie ontvangt, tenzij je ter plekke overdraagt (onTheSpot).",
            "The receiver makes the appointment, unless it is on the spot (onTheSpot).",
        )


def require_no_other(session: Session, organization_id: str, client_reference: str, offer_id: str) -> None:
    """Raise ConflictError with `handoverId` when this client has an open handover at this offer.

    The offer is locked first: of two that ask at once, the second one sees the first.
    """
    session.execute(select(Offer.id).where(col(Offer.id) == offer_id).with_for_update(key_share=True))
    other = find_open_handover(session, organization_id, client_reference, offer_id)
    if other is not None:
        raise ConflictError(
            Words(
                "Voor deze klant loopt bij dit aanbod al een overdracht.",
                "This client has an open handover at this offer already.",
            ),
            members={"handoverId": other.id},
        )


def _require_open(
    desk: Desk, offer: Offer, wanted: HandoverCreate, sender: Caller, find_alternatives: FindAlternatives
) -> None:
    state = state_on(state_facts(offer), desk.today, stale_after_days=desk.settings[OfferSettings].stale_after_days)
    # Of what is not published nobody is told that it exists.
    if state in _NEVER_THERE:
        raise offer_not_found()
    require_no_other(desk.session, sender.organization_id or "", wanted.client_reference, offer.id)
    if state in _CLOSED:
        found = find_alternatives(offer, to_bits(wanted.preferred_day_parts, DayPart))
        raise ConflictError(_CLOSED[state], members=_others(found))


def _others(alternatives: list[MatchRead]) -> dict[str, object]:
    return {"alternatives": [each.model_dump(mode="json", by_alias=True) for each in alternatives]}


def _not_allowed(handover: Handover, sides: frozenset[Side]) -> ConflictError:
    allowed = _allowed(handover, sides)
    listed = ", ".join(allowed)
    return ConflictError(
        Words(
            f"Dat kan nu niet. Wel kan: {listed or 'niets meer'}.",
            f"Not possible now. What is: {listed or 'nothing any more'}.",
        ),
        members={"state": handover.state, "allowedEvents": list(allowed)},
    )


def _allowed(handover: Handover, sides: frozenset[Side]) -> list[EventType]:
    return allowed_events(handover.state, sides, is_asked=handover.asked_at is not None)


def _details_of(wanted: EventCreate) -> dict[str, Any]:
    return wanted.model_dump(mode="json", include={str(each) for each in Detail}, exclude_none=True)


def _require_details(rule: Rule, details: dict[str, Any]) -> None:
    words = Words("Dit hoort niet bij deze gebeurtenis.", "This does not belong to this event.")
    strange = details.keys() - (rule.needs_one_of | rule.may_tell)
    if strange:
        raise InvalidInputError(SEE_ERRORS, tuple(FieldError(_pointer(each), words) for each in sorted(strange)))
    if rule.needs_one_of and not rule.needs_one_of & details.keys():
        missing = Words("Dit hoort erbij.", "This belongs with it.")
        raise InvalidInputError(
            SEE_ERRORS, tuple(FieldError(_pointer(each), missing) for each in sorted(rule.needs_one_of))
        )


def _require_sense(desk: Desk, handover: Handover, wanted: EventCreate) -> None:
    offer = desk.session.get_one(Offer, handover.offer_id)
    if wanted.organization_id is not None:
        require_recipient(handover, wanted.organization_id, offered_by=offer.organization_id, today=desk.today)
    asked_on = handover.created_at.astimezone(AMSTERDAM).date()
    if wanted.appointment is not None:
        day = wanted.appointment.at.astimezone(AMSTERDAM).date()
        if day < asked_on:
            raise invalid("/appointment/at", "Dit ligt voor de aanvraag.", "This is before the request.")
        require_within(day, "/appointment/at", offer, handover.consent_expires_on)
    if wanted.contact_before is not None and wanted.contact_before < asked_on:
        raise invalid("/contactBefore", "Dit ligt voor de aanvraag.", "This is before the request.")
    place = wanted.appointment.place if wanted.appointment else None
    # Questions, answers and places outlive the introduction, so the client's name stands only in what is erased with
    # consent.
    require_no_name({"/text": wanted.text, "/appointment/place": place}, open_introduction(desk, handover))


def _pointer(detail: str) -> str:
    return pointer_to([to_camel(detail)])
