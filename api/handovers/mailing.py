"""Which step of a handover is mailed to whom: to the other side, when it has no webhook that hears it."""

from collections.abc import Iterator
from typing import Final

from api.catalogue.organizations.tables import Organization
from api.handovers.tables import Handover, HandoverEvent
from api.handovers.vocabulary import EventType
from api.platform.mail.outbox import promise_mail
from api.platform.mail.server import find_mail_server
from api.platform.requests.desk import Desk
from api.platform.webhooks.announcing import hears

E = EventType
TO_RECEIVER: Final = frozenset(
    {E.REQUEST, E.FORWARD, E.ANSWER, E.REMIND, E.EXPIRE, E.RESCHEDULE, E.PAUSE, E.RESUME, E.WITHDRAW}
)
TO_SENDER: Final = frozenset({E.ACCEPT, E.DECLINE, E.FORWARD, E.ASK, E.EXPIRE, E.RESCHEDULE, E.PAUSE, E.RESUME})
# Of these a mail tells what becomes of an appointment; without one there is nothing to tell.
_ABOUT_AN_APPOINTMENT: Final = frozenset({E.PAUSE, E.RESUME})


def mail_event(desk: Desk, handover: Handover, event: HandoverEvent, *, told_as: str) -> None:
    """Promise to write to who has to know of this event, in its transaction; nothing while mail is off."""
    if find_mail_server(desk.settings) is None or not _is_worth_a_mail(desk, handover, event):
        return
    for organization_id in dict.fromkeys(_concerned(handover, event)):
        organization = desk.session.get_one(Organization, organization_id)
        if organization.may_be_mailed and not hears(desk.session, organization_id, told_as):
            promise_mail(
                desk.session, organization_id, told_as, about_id=handover.id, event_number=event.number, now=desk.now
            )


def _concerned(handover: Handover, event: HandoverEvent) -> Iterator[str]:
    """Give the organizations on the other side of who did this; of what the clock does, both."""
    if event.type in TO_RECEIVER and event.organization_id != handover.receiver_organization_id:
        yield handover.receiver_organization_id
    # A resident who asked for himself reads the answer at an address of his own.
    sender_id = handover.sender_organization_id
    if event.type in TO_SENDER and sender_id is not None and event.organization_id != sender_id:
        yield sender_id


def _is_worth_a_mail(desk: Desk, handover: Handover, event: HandoverEvent) -> bool:
    if event.type in _ABOUT_AN_APPOINTMENT:
        return handover.appointment_at is not None and handover.appointment_at > desk.now
    # On the spot both are there.
    return not (event.type is EventType.REQUEST and handover.on_the_spot)
