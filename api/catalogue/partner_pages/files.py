"""A partner's own list: what it would do is told first, and it waits, sealed, at most an hour for a yes."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import delete
from sqlmodel import Session, col, select

from api.catalogue.imports.actions import Imported, ImportOrder, import_offers
from api.catalogue.imports.files import ImportFileError
from api.catalogue.imports.vocabulary import FileForm
from api.catalogue.partner_pages.tables import PageLink, WaitingFile
from api.platform.node import Node
from api.platform.pages.forms import FormError
from api.platform.requests.desk import Desk

MOST_FILE_BYTES: Final = 5_000_000
"""Thousands of offers; who has more has a system, and sends them over the API."""

WAITS: Final = timedelta(hours=1)
_ZIP: Final = b"PK\x03\x04"


def take_in(node: Node, link: PageLink, content: bytes, *, is_dry_run: bool) -> Imported:
    """Take a list in, or only tell what that would do; raises FormError for one that cannot be read."""
    # A partner does not know the form of its list; a workbook is an archive, and all else is a table of text.
    form = FileForm.SPREADSHEET if content.startswith(_ZIP) else FileForm.SEPARATED
    order = ImportOrder(link.organization_id, is_dry_run=is_dry_run)
    with tempfile.TemporaryDirectory(prefix="vonk-import-") as folder:
        path = Path(folder, "offers")
        path.write_bytes(content)
        try:
            return import_offers(node, path, form, order, author_id=author_of(link))
        except ImportFileError as error:
            raise FormError({"list": error.detail}) from None


def author_of(link: PageLink) -> str:
    """Return who does what is done at this address."""
    return f"page:{link.id}"


def keep_file(desk: Desk, link: PageLink, content: bytes) -> str:
    """Keep a list until its partner says yes, instead of the one before, and return its id."""
    forget_file(desk.session, link)
    file = WaitingFile(link_id=link.id, sealed_content=desk.secrets.seal(content), created_at=desk.now)
    desk.session.add(file)
    desk.session.flush()
    return file.id


def open_kept_file(desk: Desk, link: PageLink, file_id: str) -> bytes | None:
    """Return the list that waits at this address; None when it was taken over, replaced, or its hour is over."""
    waiting = select(WaitingFile).where(WaitingFile.link_id == link.id, WaitingFile.id == file_id)
    file = desk.session.exec(waiting).one_or_none()
    if file is None or file.created_at <= desk.now - WAITS:
        return None
    return desk.secrets.unseal(file.sealed_content)


def forget_file(session: Session, link: PageLink) -> None:
    """Forget the list that waits at this address."""
    session.execute(delete(WaitingFile).where(col(WaitingFile.link_id) == link.id))


def forget_files(session: Session, now: datetime) -> None:
    """Forget every list of which the hour is over."""
    session.execute(delete(WaitingFile).where(col(WaitingFile.created_at) <= now - WAITS))
