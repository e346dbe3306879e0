"""Addresses that open the page of one organization without a key, until they end or are revoked."""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import delete
from sqlmodel import Session, col, select

from api.catalogue.organizations.queries import get_organization, organization_not_found
from api.catalogue.partner_pages.schemas import NewPageLinkRead, PageLinkCreate, PageLinkRead
from api.catalogue.partner_pages.settings import PartnerPageSettings
from api.catalogue.partner_pages.tables import PageLink, WaitingFile
from api.platform.requests.desk import Desk
from api.platform.security.roles import Caller, Role
from api.platform.storage.database import get_to_change
from api.platform.web.capabilities import read_token, write_token
from api.platform.web.pagination import PageRequest
from api.platform.web.problems import ConflictError, NotFoundError, Words

PURPOSE: Final = "the page of a partner"
_BY_MAIL: Final = "mail"
MOST_LINKS: Final = 20
"""One for each colleague who keeps up offers, and few enough to know which is which."""


def require_own_organization(caller: Caller, organization_id: str) -> None:
    """Raise NotFoundError for another organization than the caller's own; an admin writes for any."""
    if caller.role is not Role.ADMIN and caller.organization_id != organization_id:
        raise organization_not_found()


def create_page_link(desk: Desk, wanted: PageLinkCreate | None, organization_id: str) -> tuple[PageLink, str]:
    """Make an address, and the token that is told only now; raises ConflictError when there are enough of them."""
    get_organization(desk.session, organization_id)
    own = select(PageLink.id).where(PageLink.organization_id == organization_id, PageLink.expires_at > desk.now)
    if len(desk.session.exec(own).all()) >= MOST_LINKS:
        raise ConflictError(
            Words(f"Hoogstens {MOST_LINKS} adressen; haal er eerst een weg.", f"At most {MOST_LINKS} addresses.")
        )
    secret = str(uuid.uuid4())  # By chance, and not its id: that is no secret.
    link = PageLink(
        organization_id=organization_id,
        name=wanted.name if wanted else None,
        token_hash=_hash_of(secret),
        created_at=desk.now,
        expires_at=desk.now + timedelta(days=desk.settings[PartnerPageSettings].page_link_days),
    )
    desk.session.add(link)
    desk.session.flush()
    return link, write_token(desk.secrets, secret, PURPOSE)


def token_for_mail(desk: Desk, organization_id: str) -> str:
    """Return the token for the mails of this month: one address, however many offers they ask about."""
    secret = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{organization_id} {desk.today:%Y-%m}"))
    there = select(PageLink).where(PageLink.token_hash == _hash_of(secret))
    if desk.session.exec(there).one_or_none() is None:
        desk.session.add(
            PageLink(
                organization_id=organization_id,
                name=_BY_MAIL,
                token_hash=_hash_of(secret),
                created_at=desk.now,
                expires_at=desk.now + timedelta(days=desk.settings[PartnerPageSettings].page_link_days),
            )
        )
        desk.session.flush()
    # Whoever guesses the secret still lacks our signature.
    return write_token(desk.secrets, secret, PURPOSE)


def list_page_links(session: Session, organization_id: str, request: PageRequest) -> Sequence[PageLink]:
    """List the addresses of this organization, oldest first, and one more than was asked."""
    query = select(PageLink).where(PageLink.organization_id == organization_id)
    if request.after is not None:
        query = query.where(col(PageLink.id) > request.after)
    return session.exec(query.order_by(col(PageLink.id)).limit(request.limit + 1)).all()


def get_page_link(session: Session, link_id: str, organization_id: str) -> PageLink:
    """Return the address of this organization; raises NotFoundError."""
    return _own(session.get(PageLink, link_id), organization_id)


def revoke_page_link(session: Session, link: PageLink) -> None:
    """Let the address open nothing any more, and forget the file that waits there."""
    session.execute(delete(WaitingFile).where(col(WaitingFile.link_id) == link.id))
    session.delete(link)


def get_page_link_to_change(session: Session, link_id: str, organization_id: str) -> PageLink:
    """Return the address, held until the transaction ends; raises NotFoundError."""
    return _own(get_to_change(session, PageLink, link_id), organization_id)


def _own(link: PageLink | None, organization_id: str) -> PageLink:
    # Not there and not yours are told alike.
    if link is None or link.organization_id != organization_id:
        raise link_not_found()
    return link


def link_not_found() -> NotFoundError:
    """Return the error for an address that is not there, or opens nothing any more."""
    return NotFoundError(Words("Dit adres is er niet.", "There is no such address."))


def open_page_link(desk: Desk, token: str) -> PageLink:
    """Return what a token opens; raises NotFoundError when we did not sign it, or it ended or was revoked."""
    secret = read_token(desk.secrets, token, PURPOSE)
    # The signature is looked at before the database is asked anything.
    if secret is None:
        raise link_not_found()
    link = desk.session.exec(select(PageLink).where(PageLink.token_hash == _hash_of(secret))).one_or_none()
    if link is None or link.expires_at <= desk.now:
        raise link_not_found()
    return link


def show_page_link(link: PageLink) -> PageLinkRead:
    """Show the address to its own organization, without what opens it."""
    return PageLinkRead(**_shown(link))


def show_new_page_link(link: PageLink, token: str, base_url: str) -> NewPageLinkRead:
    """Show a new address, with what opens it."""
    return NewPageLinkRead(**_shown(link), url=f"{base_url}/partner/{token}")


def _shown(link: PageLink) -> dict[str, object]:
    return {name: getattr(link, name) for name in PageLinkRead.model_fields}


def _hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
