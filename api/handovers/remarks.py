"""What stands, and is worth a second look: told as warnings, and never in the way."""

from collections.abc import Iterator, Sequence

from api.handovers.clockwork.working_days import end_of
from api.handovers.queries import APPOINTMENT_LASTS, list_other_appointments
from api.handovers.schemas import WarningRead
from api.handovers.states import STILL_TO_MEET, WAITING
from api.handovers.tables import Handover, HandoverDeadline
from api.handovers.vocabulary import DeadlineKind, WarningCode
from api.platform.requests.desk import Desk
from api.platform.web.problems import Words
from matching.vocabulary import Language

_WORDS = {
    WarningCode.CONSENT_ENDS_FIRST: Words(
        "De toestemming eindigt voordat het antwoord er hoeft te zijn. Vraag de klant of het langer mag.",
        "Consent ends before the answer is due. Ask the client whether it may last longer.",
    ),
    WarningCode.TWO_APPOINTMENTS: Words(
        "Deze klant heeft rond dit moment nog een afspraak. Kijk of dat samen kan.",
        "This client has another appointment around this moment. See whether both can be.",
    ),
}


def list_warnings(
    desk: Desk, handover: Handover, deadlines: Sequence[HandoverDeadline], language: Language
) -> list[WarningRead]:
    """List what its two sides want to know about this handover as it is now."""
    return [
        WarningRead(code=code, text=_WORDS[code].in_language(language)) for code in _codes(desk, handover, deadlines)
    ]


def _codes(desk: Desk, handover: Handover, deadlines: Sequence[HandoverDeadline]) -> Iterator[WarningCode]:
    if handover.state in WAITING and handover.consent_withdrawn_at is None:
        ends_at = end_of(handover.consent_expires_on)
        if any(each.kind is DeadlineKind.EXPIRY and ends_at < each.due_at for each in deadlines):
            yield WarningCode.CONSENT_ENDS_FIRST
    meets_at = handover.appointment_at if handover.appointment_off_at is None else None
    if meets_at and handover.state in STILL_TO_MEET:
        others = list_other_appointments(desk.session, handover)
        if any(abs(other - meets_at) < APPOINTMENT_LASTS for other in others):
            yield WarningCode.TWO_APPOINTMENTS
