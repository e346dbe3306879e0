"""An address with which a sender without a system of its own reads how far a handover is: signed, and for a while."""

from datetime import timedelta
from typing import Final

from api.handovers.tables import Handover
from api.platform.requests.desk import Desk
from api.platform.web.capabilities import read_token, write_token

FOLLOW = "follow a handover"
STAYS_FOR: Final = timedelta(days=30)
"""After the last thing that happened: longer than a holiday, and no longer than mail lies about."""


def token_for_sender(desk: Desk, handover: Handover) -> str:
    """Give the token with which the sender reads this handover."""
    return write_token(desk.secrets, handover.id, FOLLOW)


def find_followed(desk: Desk, token: str) -> Handover | None:
    """Find the handover of a token that we signed; None for any other, and when nothing happened for long."""
    handover_id = read_token(desk.secrets, token, FOLLOW)
    handover = desk.session.get(Handover, handover_id) if handover_id else None
    return handover if handover and desk.now < handover.updated_at + STAYS_FOR else None
