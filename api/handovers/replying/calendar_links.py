"""Addresses to subscribe to: each opens all appointments of one organization, without a key, until it is revoked."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from api.handovers.replying.schemas import CalendarLinkCreate, CalendarLinkRead
from api.handovers.tables import CalendarLink
from api.platform.requests.desk import Desk
from api.platform.storage.database import get_to_change
from api.platform.web.capabilities import read_token, write_token
from api.platform.web.pagination import PageRequest
from api.platform.web.problems import ConflictError, NotFoundError, Words

SUBSCRIBE = "subscribe to the appointments of an organization"
MOST_LINKS = 20
"""As many as an organization has endpoints: one for each desk or colleague, and few enough to know which is which."""


def create_calendar_link(desk: Desk, wanted: CalendarLinkCreate | None, organization_id: str) -> CalendarLink:
    """Make an address for this organization; raises ConflictError when it has enough of them."""
    own = select(CalendarLink.id).where(CalendarLink.organization_id == organization_id)
    if len(desk.session.exec(own).all()) >= MOST_LINKS:
        raise ConflictError(
            Words(f"Hoogstens {MOST_LINKS} adressen; haal er eerst een weg.", f"At most {MOST_LINKS} addresses.")
        )
    link = CalendarLink(organization_id=organization_id, name=wanted.name if wanted else None, created_at=desk.now)
    desk.session.add(link)
    desk.session.flush()
    return link


def list_calendar_links(session: Session, organization_id: str, request: PageRequest) -> Sequence[CalendarLink]:
    """List the addresses of this organization, oldest first, and one more than was asked."""
    query = select(CalendarLink).where(CalendarLink.organization_id == organization_id)
    if request.after is not None:
        query = query.where(col(CalendarLink.id) > request.after)
    return session.exec(query.order_by(col(CalendarLink.id)).limit(request.limit + 1)).all()


def get_calendar_link(session: Session, link_id: str, organization_id: str | None) -> CalendarLink:
    """Return the address of this organization; raises NotFoundError."""
    return _own(session.get(CalendarLink, link_id), organization_id)


def get_calendar_link_to_change(session: Session, link_id: str, organization_id: str | None) -> CalendarLink:
    """Return the address, held until the transaction ends; raises NotFoundError."""
    return _own(get_to_change(session, CalendarLink, link_id), organization_id)


def _own(link: CalendarLink | None, organization_id: str | None) -> CalendarLink:
    # Not there and not yours are told alike.
    if link is None or link.organization_id != organization_id:
        raise NotFoundError(Words("Dit agenda-adres is er niet.", "There is no such calendar address."))
    return link


def find_calendar_link(desk: Desk, token: str) -> CalendarLink | None:
    """Find what a token opens; None when we did not sign it, or when it was revoked."""
    link_id = read_token(desk.secrets, token, SUBSCRIBE)
    return desk.session.get(CalendarLink, link_id) if link_id else None


def show_calendar_link(desk: Desk, link: CalendarLink, base_url: str) -> CalendarLinkRead:
    """Show the address to its own organization."""
    return CalendarLinkRead(
        id=link.id,
        organization_id=link.organization_id,
        name=link.name,
        url=f"{base_url}/calendar/{write_token(desk.secrets, link.id, SUBSCRIBE)}.ics",
        created_at=link.created_at,
    )
