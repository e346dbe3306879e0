"""What webhooks hold about a client: which of its handovers were told of, in ids and states."""

from collections.abc import Collection, Mapping

from api.platform.requests.desk import Desk
from api.platform.storage.holdings import Holding
from api.platform.webhooks.queries import delete_events_about


def erase(desk: Desk, ids: Collection[str]) -> Mapping[str, int]:
    """Erase every event that names one of these ids, and what is still to be told of it."""
    return {"announcements": delete_events_about(desk.session, ids)}


ANNOUNCEMENTS = Holding(
    name="announcements",
    columns={"webhook_events": ("data",), "webhook_deliveries": ()},
    counted=("announcements",),
    erase=erase,
)
