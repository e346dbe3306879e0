"""The address that a resident has of his own, and the form that counts once: signed, and nothing of them is stored."""

from api.handovers.queries import find_handover
from api.handovers.tables import Handover
from api.platform.requests.desk import Desk
from api.platform.storage.encryption import Secrets
from api.platform.storage.ids import new_id
from api.platform.web.capabilities import read_token, write_token
from api.platform.web.problems import NotFoundError, Words

OWN = "see and stop what one asked for oneself"
CALENDAR = "put an appointment of one's own into a calendar"


def address_of(base_url: str, secrets: Secrets, handover: Handover) -> str:
    """Write the address under which a resident sees what became of it; it is told to him alone."""
    return f"{base_url}/asked/{write_token(secrets, handover.id, OWN)}"


def find_own(desk: Desk, token: str, purpose: str = OWN) -> Handover:
    """Find what this resident asked; raises NotFoundError for a token that is not ours, or once it is forgotten."""
    handover_id = read_token(desk.secrets, token, purpose)
    handover = find_handover(desk.session, handover_id) if handover_id else None
    if handover is None or not handover.is_self_referral:
        raise NotFoundError(Words("Dit adres werkt niet.", "This address does not work."))
    return handover


def write_form_token(secrets: Secrets, offer_id: str) -> str:
    """Sign a new form about this offer."""
    return write_token(secrets, new_id(), _form_of(offer_id))


def read_form_token(secrets: Secrets, token: str, offer_id: str) -> str | None:
    """Return the id of a form about this offer; None when it is not ours."""
    return read_token(secrets, token, _form_of(offer_id))


def _form_of(offer_id: str) -> str:
    return f"form to ask for oneself at {offer_id}"
