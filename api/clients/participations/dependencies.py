"""What the routes of participations ask for: the participation of this coach."""

from typing import Annotated

from fastapi import Depends, Path

from api.clients.participations.queries import get_participation, get_participation_to_change
from api.clients.participations.tables import Participation
from api.platform.requests.dependencies import ReadingDeskDep, WritingDeskDep
from api.platform.security.dependencies import CoachDep
from api.platform.web.shapes import Id

ParticipationIdPath = Annotated[Id, Path(alias="participationId", description="Which participation.")]


def get_own_participation(
    participation_id: ParticipationIdPath, caller: CoachDep, desk: ReadingDeskDep
) -> Participation:
    """Return the participation that this caller may read."""
    return get_participation(desk.session, participation_id, caller.organization_id)


def get_own_participation_to_write(
    participation_id: ParticipationIdPath, caller: CoachDep, desk: WritingDeskDep
) -> Participation:
    """Return the participation that this caller may change, held until the transaction ends."""
    return get_participation_to_change(desk.session, participation_id, caller.organization_id)


OwnParticipationDep = Annotated[Participation, Depends(get_own_participation)]
OwnParticipationToWriteDep = Annotated[Participation, Depends(get_own_participation_to_write)]
