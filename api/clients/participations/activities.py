"""What is done with data of people who do something already."""

from api.clients.participations.tables import Participation
from api.platform.storage.activities import Activity
from api.platform.storage.holdings import Client

OWN_WAY = Activity(
    id="own-participation",
    title="Wat mensen zelf al doen",
    purpose="What a client found himself or does already, such as caring for someone, counts in reports as a number.",
    data="The coach's own pseudonymous reference, what kind of thing it is, how many hours a week, and since when.",
    receivers="Nobody but the organization of the coach.",
    kept="Until `VONK_PARTICIPATION_RETENTION_DAYS` after its end or its last change.",
)


def client_of(participation: Participation) -> Client:
    """Return who does this, as the log of data processing knows him."""
    return Client(participation.organization_id, participation.client_reference)
