"""What runs for a whole city do with data of people."""

from sqlmodel import Session

from api.matches.city_matches.queries import list_references
from api.matches.city_matches.tables import CityMatch
from api.platform.storage.activities import Activity
from api.platform.storage.holdings import Client

MATCHING_A_CITY = Activity(
    id="city-matching",
    title="Een hele stad tegelijk",
    purpose="Every client of an organization gets the offer that is best for all of them together.",
    data="The sender's own pseudonymous reference and a nameless profile; in its place, once the work is done, which "
    "offer this client gets and why.",
    receivers="Nobody but the organization that sent them.",
    kept="The profile until the work is done, what each client gets `VONK_CITY_RESULT_HOURS` after that; both at most "
    "twice as long after they were sent.",
)


def clients_of(session: Session, run: CityMatch) -> list[Client]:
    """Return everyone in a run, as the log of data processing knows them."""
    return [Client(run.organization_id, each) for each in list_references(session, run.id)]
