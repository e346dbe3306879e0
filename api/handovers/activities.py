"""What handovers do with data of people."""

from api.handovers.tables import Handover
from api.platform.requests.desk import Desk
from api.platform.storage.activities import Activity
from api.platform.storage.holdings import Client

HANDING_OVER = Activity(
    id="handing-over",
    title="Warme overdracht",
    purpose="A client who agreed to it is brought to an offer, and both sides follow how it goes.",
    data="The sender's own pseudonymous reference, a message, and what the client agreed to share: first name, phone, "
    "e-mail; the appointment, and the steps that followed.",
    receivers="The organization of the offer, and an organization that it passes the client on to with consent.",
    kept="The introduction until consent or the handover ends; the rest `VONK_HANDOVER_RETENTION_DAYS` after the end.",
)


def note_processing(desk: Desk, handover: Handover) -> None:
    """Note that data of the client of this handover is processed here."""
    desk.processes(client_of(handover), HANDING_OVER)


def client_of(handover: Handover) -> Client:
    """Return whom this handover is about; who asked for himself is known by it alone."""
    return Client(handover.sender_organization_id or "", handover.client_reference or handover.id)
