"""What clients do already, for their own organization."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from api.clients.participations.tables import Participation
from api.platform.storage.database import get_to_change
from api.platform.web.pagination import PageRequest
from api.platform.web.problems import NotFoundError, Words


def get_participation(session: Session, participation_id: str, organization_id: str | None) -> Participation:
    """Return the participation of a client of this organization; raises NotFoundError."""
    return _own(session.get(Participation, participation_id), organization_id)


def get_participation_to_change(session: Session, participation_id: str, organization_id: str | None) -> Participation:
    """Return the participation, held until the transaction ends; raises NotFoundError."""
    return _own(get_to_change(session, Participation, participation_id), organization_id)


def list_participations(
    session: Session, asked: PageRequest, organization_id: str | None, reference: str | None = None
) -> Sequence[Participation]:
    """List what clients of this organization do, or one client, oldest first, and one more than was asked."""
    query = select(Participation).where(Participation.organization_id == organization_id)
    if reference is not None:
        query = query.where(Participation.client_reference == reference)
    if asked.after is not None:
        query = query.where(col(Participation.id) > asked.after)
    return session.exec(query.order_by(col(Participation.id)).limit(asked.limit + 1)).all()


def list_participations_of_client(session: Session, organization_id: str, reference: str) -> Sequence[Participation]:
    """List all that this client of this organization does."""
    query = select(Participation).where(
        Participation.organization_id == organization_id, Participation.client_reference == reference
    )
    return session.exec(query.order_by(col(Participation.id))).all()


def list_participations_to_erase(session: Session, today: date) -> Sequence[Participation]:
    """List what was kept long enough."""
    return session.exec(select(Participation).where(col(Participation.erase_on) <= today)).all()


def _own(found: Participation | None, organization_id: str | None) -> Participation:
    # Not there and not yours are told alike.
    if found is None or found.organization_id != organization_id:
        raise NotFoundError(Words("Deze deelname is er niet.", "There is no such participation."))
    return found
