"""What a resident does by himself: ask, answer a question, and stop it all."""

from pydantic import ValidationError
from sqlmodel import Session

from api.catalogue.offers.queries import get_offer_to_change, offer_not_found
from api.catalogue.offers.settings import OfferSettings
from api.catalogue.offers.state import state_facts, state_on
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferState
from api.handovers.actions import add_event, begin
from api.handovers.agreements import Introduction
from api.handovers.clockwork.deadlines import ask_for_answer
from api.handovers.consent import holds_name
from api.handovers.joining.bounds import forget_addresses, require_few
from api.handovers.joining.saying import say
from api.handovers.joining.schemas import SelfReferral
from api.handovers.queries import find_handover_by_form, find_handover_to_change, list_events
from api.handovers.schemas import EventCreate
from api.handovers.sealing import open_introduction, seal_introduction, seal_message
from api.handovers.states import OPEN
from api.handovers.tables import Handover
from api.handovers.transitions import Actor, Step, record, take
from api.handovers.vocabulary import EventType, HandoverState, IntroductionField, Side
from api.platform.jobs.sweeping import promise_sweep
from api.platform.pages.forms import FormError
from api.platform.requests.desk import Desk
from api.platform.requests.once.actions import forget_answers_about
from api.platform.web.problems import ConflictError
from api.platform.web.validation import errors_of
from matching import to_bits
from matching.vocabulary import DayPart

RESIDENT = Actor("resident", Side.SENDER)
OPEN_TO_RESIDENTS = frozenset({OfferState.PUBLISHED, OfferState.UPCOMING, OfferState.STALE})


def ask_for_oneself(desk: Desk, offer_id: str, form_id: str, wish: SelfReferral, address: str) -> Handover:
    """Ask for a place for oneself; the same form asks once, however often it is sent.

    Raises NotFoundError for the offer, ConflictError when it is not open, and TooManyRequestsError for one too many.
    """
    offer = get_offer_to_change(
        desk.session, offer_id
    )  # Held, so that of two that come at once the second sees the first.
    made = find_handover_by_form(desk.session, form_id)
    if made is not None:
        if made.offer_id != offer.id:
            raise offer_not_found()
        return made
    stale_after_days = desk.settings[OfferSettings].stale_after_days
    if state_on(state_facts(offer), desk.today, stale_after_days=stale_after_days) not in OPEN_TO_RESIDENTS:
        raise ConflictError(say("closed"))
    forget_addresses(desk.session, before=desk.today)
    require_few(desk, offer.id, address)
    handover = _new_handover(desk, wish, offer)
    handover.form_id = form_id
    step = begin(desk, handover, RESIDENT)
    ask_for_answer(desk, handover)
    record(step, {handover.receiver_organization_id})
    return handover


def answer_for_oneself(desk: Desk, handover: Handover, text: str) -> None:
    """Answer what the receiver asked; raises FormError for a text that is not right, and ConflictError too late."""
    try:
        wanted = EventCreate(type="answer", text=text)
    except ValidationError as error:
        raise FormError({"text": say("empty_text") if not text else errors_of(error)[0].detail}) from None
    told = open_introduction(desk, handover)
    if told and holds_name(text, told.first_name):
        raise FormError({"text": say("name_in_message")})
    add_event(desk, handover, wanted, RESIDENT)


def stop_everything(desk: Desk, handover: Handover) -> None:
    """Take back what was asked, and erase all that was said at once; that it was taken back stays, without a word."""
    if handover.state in OPEN:
        take(Step(desk, handover, EventType.WITHDRAW, RESIDENT))
    handover.consent_withdrawn_at = handover.consent_withdrawn_at or desk.now
    handover.sealed_message = handover.sealed_introduction = None
    handover.preferred_day_parts = 0
    handover.consent_shares = []
    handover.appointment_place = handover.appointment_with = None
    handover.contact_before = None
    desk.session.add(handover)
    _erase_details(desk.session, handover)
    forget_answers_about(desk.session, [handover.id])
    promise_sweep(desk.session, now=desk.now)


def hold_own(session: Session, handover: Handover) -> Handover:
    """Hold what a resident asked until the transaction ends, as it is now."""
    session.expire(handover)
    return find_handover_to_change(session, handover.id) or handover


def _new_handover(desk: Desk, wish: SelfReferral, offer: Offer) -> Handover:
    told = wish.model_dump(include={"first_name", "phone", "email"}, by_alias=True, exclude_none=True)
    introduction = Introduction.model_validate(told)
    return Handover(
        receiver_organization_id=offer.organization_id,
        offer_id=offer.id,
        state=HandoverState.REQUESTED,
        preferred_day_parts=to_bits(wish.day_parts, DayPart),
        sealed_message=seal_message(desk, wish.message),
        sealed_introduction=seal_introduction(desk, introduction),
        consent_given_on=desk.today,
        consent_expires_on=wish.until,
        consent_shares=[IntroductionField(name) for name in told],
        consent_recipients=[],
        created_at=desk.now,
        created_by=RESIDENT.id,
        updated_at=desk.now,
    )


def _erase_details(session: Session, handover: Handover) -> None:
    """Erase each event that tells more than that it happened: none of them can be changed."""
    for event in list_events(session, handover.id):
        if event.details:
            session.delete(event)
    session.flush()
