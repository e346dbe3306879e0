"""What is said about a client is stored sealed, and opened only for who may read it."""

from datetime import date

from api.handovers.activities import note_processing
from api.handovers.agreements import Introduction, IntroductionRead
from api.handovers.states import ENDED
from api.handovers.tables import Handover
from api.platform.requests.desk import Desk
from api.platform.requests.once.actions import withhold_from_answers


def seal_message(desk: Desk, message: str | None) -> str | None:
    """Return the message, readable with a key only."""
    return desk.secrets.encrypt(message) if message else None


def seal_introduction(desk: Desk, introduction: Introduction | None) -> str | None:
    """Return the introduction, readable with a key only; None when it says nothing."""
    told = introduction.model_dump_json(by_alias=True, exclude_none=True) if introduction else "{}"
    # An introduction that says nothing is none, so that nobody waits for a name.
    return None if told == "{}" else desk.secrets.encrypt(told)


def open_message(desk: Desk, handover: Handover) -> str | None:
    """Return the message again."""
    note_processing(desk, handover)
    return desk.secrets.decrypt(handover.sealed_message) if handover.sealed_message else None


def open_introduction(desk: Desk, handover: Handover) -> IntroductionRead | None:
    """Return the introduction again, as long as consent holds."""
    note_processing(desk, handover)
    # Looked at with each reading: consent may end before the clock has come by to erase.
    if handover.sealed_introduction is None or not consent_holds(handover, desk.today):
        return None
    return IntroductionRead.model_validate_json(desk.secrets.decrypt(handover.sealed_introduction))


def forget_introduction(desk: Desk, handover: Handover) -> None:
    """Erase the introduction, also from what is kept for who repeats a request."""
    if handover.sealed_introduction is not None:
        handover.sealed_introduction = None
        withhold_from_answers(desk.session, desk.secrets, [handover.id], "introduction")


def consent_holds(handover: Handover, today: date) -> bool:
    """Tell whether the client still agrees, and the handover still goes on."""
    taken_back = handover.consent_withdrawn_at is not None
    return not taken_back and handover.consent_expires_on >= today and handover.state not in ENDED
