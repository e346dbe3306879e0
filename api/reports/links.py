"""Addresses that open the page with the report without a key, until they end or are revoked."""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlmodel import Session, col, select

from api.platform.requests.desk import Desk
from api.platform.storage.database import get_to_change
from api.platform.web.capabilities import read_token, write_token
from api.platform.web.pagination import PageRequest
from api.platform.web.problems import ConflictError, NotFoundError, Words
from api.reports.schemas import NewReportLinkRead, ReportLinkCreate, ReportLinkRead
from api.reports.settings import ReportSettings
from api.reports.tables import ReportLink

PURPOSE: Final = "the page with the report"
MOST_LINKS: Final = 50
"""One for each group of a council, and few enough to know which is which."""


def create_report_link(desk: Desk, wanted: ReportLinkCreate | None) -> tuple[ReportLink, str]:
    """Make an address, and the token that is told only now; raises ConflictError when there are enough of them."""
    working = select(ReportLink.id).where(ReportLink.expires_at > desk.now)
    if len(desk.session.exec(working).all()) >= MOST_LINKS:
        raise ConflictError(
            Words(f"Hoogstens {MOST_LINKS} adressen; haal er eerst een weg.", f"At most {MOST_LINKS} addresses.")
        )
    secret = str(uuid.uuid4())  # By chance, and not its id: that is no secret.
    link = ReportLink(
        name=wanted.name if wanted else None,
        token_hash=_hash_of(secret),
        created_at=desk.now,
        expires_at=desk.now + timedelta(days=desk.settings[ReportSettings].report_link_days),
    )
    desk.session.add(link)
    desk.session.flush()
    return link, write_token(desk.secrets, secret, PURPOSE)


def list_report_links(session: Session, asked: PageRequest) -> Sequence[ReportLink]:
    """List the addresses, oldest first, and one more than was asked."""
    query = select(ReportLink)
    if asked.after is not None:
        query = query.where(col(ReportLink.id) > asked.after)
    return session.exec(query.order_by(col(ReportLink.id)).limit(asked.limit + 1)).all()


def get_report_link(session: Session, link_id: str) -> ReportLink:
    """Return the address; raises NotFoundError."""
    return _there(session.get(ReportLink, link_id))


def get_report_link_to_change(session: Session, link_id: str) -> ReportLink:
    """Return the address, held until the transaction ends; raises NotFoundError."""
    return _there(get_to_change(session, ReportLink, link_id))


def open_report_link(desk: Desk, token: str) -> ReportLink:
    """Return what a token opens; raises NotFoundError when we did not sign it, or it ended or was revoked."""
    secret = read_token(desk.secrets, token, PURPOSE)
    if secret is None:
        return _there(None)
    found = desk.session.exec(select(ReportLink).where(ReportLink.token_hash == _hash_of(secret))).one_or_none()
    return _there(found if found and found.expires_at > desk.now else None)


def show_report_link(link: ReportLink) -> ReportLinkRead:
    """Show the address without what opens it."""
    return ReportLinkRead(**_shown(link))


def show_new_report_link(link: ReportLink, token: str, base_url: str) -> NewReportLinkRead:
    """Show a new address, with what opens it."""
    return NewReportLinkRead(**_shown(link), url=f"{base_url}/reports/{token}")


def _there(link: ReportLink | None) -> ReportLink:
    if link is None:
        raise NotFoundError(Words("Dit adres is er niet.", "There is no such address."))
    return link


def _shown(link: ReportLink) -> dict[str, object]:
    return {name: getattr(link, name) for name in ReportLinkRead.model_fields}


def _hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
