"""What clients do already, as their own organization sees it."""

from dataclasses import dataclass

from api.clients.participations.activities import OWN_WAY, client_of
from api.clients.participations.schemas import ParticipationRead
from api.clients.participations.tables import Participation
from api.platform.requests.desk import Desk
from api.platform.web.answers import body_of


@dataclass(frozen=True, slots=True)
class ParticipationView:
    """The eyes of a coach at a desk."""

    desk: Desk

    def show(self, participation: Participation) -> ParticipationRead:
        """Show all that there is to it."""
        self.desk.processes(client_of(participation), OWN_WAY)
        return ParticipationRead(**{name: getattr(participation, name) for name in ParticipationRead.model_fields})

    def body_of(self, participation: Participation) -> bytes:
        """Return the bytes of what is shown."""
        return body_of(self.show(participation))
