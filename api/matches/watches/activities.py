"""What watches do with data of people."""

from api.matches.watches.tables import Watch
from api.platform.storage.activities import Activity
from api.platform.storage.holdings import Client

WAITING = Activity(
    id="waiting",
    title="Wachten op passend aanbod",
    purpose="A client for whom nothing fits yet, or no place is free, hears as soon as that changes.",
    data="The coach's own pseudonymous reference and a nameless profile: wishes, what is too much, when and how far.",
    receivers="Nobody but the organization of the coach.",
    kept="Until the day that was chosen, at most `VONK_WATCH_LONGEST_DAYS`.",
)


def client_of(watch: Watch) -> Client:
    """Return who waits, as the log of data processing knows him."""
    return Client(watch.organization_id, watch.client_reference)
