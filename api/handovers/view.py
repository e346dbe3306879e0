"""A handover as one organization sees it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from api.handovers.access import sees_whole, sides_of
from api.handovers.activities import note_processing
from api.handovers.agreements import AppointmentRead, ConsentRead
from api.handovers.naming import Names, look_up_names
from api.handovers.queries import list_deadlines
from api.handovers.remarks import list_warnings
from api.handovers.schemas import EventAnswer, EventRead, HandoverRead, HandoverStatusRead
from api.handovers.sealing import open_introduction, open_message
from api.handovers.states import allowed_events
from api.handovers.tables import Handover, HandoverDeadline, HandoverEvent
from api.handovers.vocabulary import DeadlineKind, Detail, IntroductionField
from api.matches.schemas import MatchRead
from api.platform.requests.desk import Desk
from api.platform.storage.encryption import Secrets
from api.platform.web.answers import body_of
from matching import from_bits
from matching.vocabulary import DayPart, Language


@dataclass(frozen=True, slots=True)
class HandoverView:
    """The eyes of one organization at one desk."""

    desk: Desk
    organization_id: str | None
    language: Language = Language.DUTCH
    names: Names | None = None

    def over(self, handovers: Sequence[Handover]) -> "HandoverView":
        """Look up at once what all that belongs to these handovers is called."""
        return replace(self, names=look_up_names(self.desk.session, handovers))

    def show(self, handover: Handover, alternatives: list[MatchRead] | None = None) -> HandoverStatusRead:
        """Show all that this organization may see of it."""
        if not sees_whole(handover, sides_of(handover, self.organization_id)):
            return self.show_status(handover)
        return self.show_whole(handover, alternatives)

    def show_whole(self, handover: Handover, alternatives: list[MatchRead] | None = None) -> HandoverRead:
        """Show all that there is to it."""
        note_processing(self.desk, handover)
        deadlines = list_deadlines(self.desk.session, handover.id)
        return HandoverRead(
            **self._status(handover),
            answer_by=_next(deadlines, DeadlineKind.EXPIRY),
            message=open_message(self.desk, handover),
            preferred_day_parts=from_bits(handover.preferred_day_parts, DayPart),
            accompanied=handover.accompanied,
            consent=_consent(handover),
            introduction=open_introduction(self.desk, handover),
            appointment=_appointment(handover),
            appointment_is_off=handover.appointment_off_at is not None,
            contact_before=handover.contact_before,
            asked_at=handover.asked_at,
            next_check_in_at=_next(deadlines, DeadlineKind.CHECK_IN),
            warnings=list_warnings(self.desk, handover, deadlines, self.language),
            alternatives=alternatives,
        )

    def body_of(self, handover: Handover, alternatives: list[MatchRead] | None = None) -> bytes:
        """Return the bytes of what this organization may see."""
        return body_of(self.show(handover, alternatives))

    def show_status(self, handover: Handover) -> HandoverStatusRead:
        """Show how far it is."""
        return HandoverStatusRead(**self._status(handover))

    def show_found(self, handover: Handover) -> HandoverStatusRead:
        """Show how far one is that was looked up by its client."""
        note_processing(self.desk, handover)
        return self.show_status(handover)

    def show_event(self, handover: Handover, event: HandoverEvent) -> EventRead:
        """Show what happened, with its details for who sees more than the status."""
        is_whole = sees_whole(handover, sides_of(handover, self.organization_id))
        if is_whole:
            note_processing(self.desk, handover)
        return EventRead(**event_columns(event, self.desk.secrets, with_details=is_whole))

    def show_answer(
        self, handover: Handover, event: HandoverEvent, alternatives: list[MatchRead] | None
    ) -> EventAnswer:
        """Show what just happened, for who made it happen, and what may follow."""
        sides = sides_of(handover, self.organization_id)
        is_whole = sees_whole(handover, sides)
        deadlines = list_deadlines(self.desk.session, handover.id) if is_whole else []
        return EventAnswer(
            **event_columns(event, self.desk.secrets, with_details=True),
            allowed_events=allowed_events(handover.state, sides, is_asked=handover.asked_at is not None),
            warnings=list_warnings(self.desk, handover, deadlines, self.language) if is_whole else [],
            alternatives=alternatives,
        )

    def _status(self, handover: Handover) -> dict[str, Any]:
        sides = sides_of(handover, self.organization_id)
        names = self.names or look_up_names(self.desk.session, [handover])
        offer = names.offers[handover.offer_id]
        return {
            "id": handover.id,
            "offer_id": handover.offer_id,
            "offer_title": offer.title,
            "organization_name": names.organizations[offer.organization_id],
            "sender_organization_name": names.organizations.get(handover.sender_organization_id or "")
            if sides
            else None,
            "receiver_organization_name": names.organizations[handover.receiver_organization_id] if sides else None,
            # Who passed it on has nothing to do with the client any more.
            "client_reference": handover.client_reference if sides else None,
            "sender_organization_id": handover.sender_organization_id if sides else None,
            "receiver_organization_id": handover.receiver_organization_id if sides else None,
            "sides": sorted(sides),
            "state": handover.state,
            "self_referral": handover.is_self_referral,
            "on_the_spot": handover.on_the_spot,
            "allowed_events": allowed_events(handover.state, sides, is_asked=handover.asked_at is not None),
            "created_at": handover.created_at,
            "updated_at": handover.updated_at,
        }


def event_columns(event: HandoverEvent, secrets: Secrets, *, with_details: bool) -> dict[str, Any]:
    """Return the event for the wire."""
    details = dict(event.details) if with_details else {}
    if Detail.TEXT in details:
        details[Detail.TEXT] = secrets.decrypt(details[Detail.TEXT])
    if Detail.ORGANIZATION_ID in details:
        details["forwarded_to"] = details.pop(Detail.ORGANIZATION_ID)
    return {
        "handover_id": event.handover_id,
        "number": event.number,
        "type": event.type,
        "side": event.side,
        "organization_id": event.organization_id if with_details else None,
        "state": event.state,
        "happened_at": event.happened_at,
        **details,
    }


def shared_fields(handover: Handover) -> list[IntroductionField]:
    """Return which facts the client agreed to share."""
    return [IntroductionField(name) for name in handover.consent_shares]


def _consent(handover: Handover) -> ConsentRead:
    return ConsentRead(
        given_on=handover.consent_given_on,
        expires_on=handover.consent_expires_on,
        shares=shared_fields(handover),
        recipients=handover.consent_recipients,
        withdrawn_at=handover.consent_withdrawn_at,
    )


def _appointment(handover: Handover) -> AppointmentRead | None:
    if handover.appointment_at is None:
        return None
    return AppointmentRead(
        at=handover.appointment_at,
        place=handover.appointment_place or "",
        with_whom=handover.appointment_with or "",
    )


def _next(deadlines: Sequence[HandoverDeadline], kind: DeadlineKind) -> datetime | None:
    return min((each.due_at for each in deadlines if each.kind is kind and each.handled_at is None), default=None)
