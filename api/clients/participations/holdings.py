"""What is held about a client who does something already: what, how much, and since when."""

from collections.abc import Collection, Mapping

from sqlmodel import col, select

from api.clients.participations.actions import delete_participations
from api.clients.participations.queries import list_participations_of_client
from api.clients.participations.schemas import ParticipationRead
from api.clients.participations.tables import Participation
from api.clients.participations.view import ParticipationView
from api.platform.requests.desk import Desk
from api.platform.storage.holdings import Client, Holding


def find(desk: Desk, client: Client) -> Collection[str]:
    """Return the ids of all that this client does."""
    return [each.id for each in list_participations_of_client(desk.session, client.organization_id, client.reference)]


def show(desk: Desk, ids: Collection[str], *, is_whole: bool) -> list[ParticipationRead]:
    """Show all of these; that a client does something is shown to nobody but his own organization."""
    if not is_whole:
        return []
    query = select(Participation).where(col(Participation.id).in_(ids)).order_by(col(Participation.id))
    return [ParticipationView(desk).show(each) for each in desk.session.exec(query).all()]


def erase(desk: Desk, ids: Collection[str]) -> Mapping[str, int]:
    """Erase these; what was counted of them stays a number."""
    return {"participations": delete_participations(desk, ids)}


OWN_PARTICIPATIONS = Holding(
    name="participations",
    columns={"participations": ("client_reference",)},
    counted=("participations",),
    find=find,
    shape=ParticipationRead,
    show=show,
    erase=erase,
)
