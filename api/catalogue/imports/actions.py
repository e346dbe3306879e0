"""Taking in a file of offers: good rows land whatever the others are, and the same file once more changes nothing.

Rows are written some hundreds at a time, each time in one transaction, under ids that stay the same. Killed halfway, an
import that is sent again ends where the first one would have.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from sqlmodel import Session

from api.catalogue.imports.columns import Remark
from api.catalogue.imports.drafts import Draft, Drafts
from api.catalogue.imports.files import open_rows
from api.catalogue.imports.organizations import Organizations
from api.catalogue.imports.vocabulary import FileForm, ImportMode
from api.catalogue.offers.describing import change, describe_anew, describe_new, require_likely_position
from api.catalogue.offers.queries import hold_offers, hold_offers_by_external_ids, list_standing_ids
from api.catalogue.offers.recording import Change, record
from api.catalogue.offers.schemas import OfferWrite
from api.catalogue.offers.vocabulary import OfferEvent
from api.catalogue.organizations.queries import get_organization
from api.platform.node import Node
from api.platform.recording.actions import Deed, record_deed
from api.platform.requests.desk import Desk
from api.platform.web.problems import ConflictError, FieldError, InvalidInputError, Words
from matching.vocabulary import OfferStatus

AT_ONCE: Final = 250
"""Rows in one transaction: few enough that who else writes hardly waits, enough that a commit costs little a row."""

MOST_REMARKS: Final = 1000
"""More than anyone reads of one file."""

_NO_ORGANIZATION: Final = Words(
    "Er staat niet bij welke organisatie dit is.", "This does not say which organization it is of."
)
_OUTSIDE: Final = Words(
    "Deze coördinaten horen niet bij dit gebied of bij deze postcode; zij zijn niet overgenomen.",
    "These coordinates do not belong to this area or this postcode; they were not taken.",
)


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What is asked: whose offers these are, None when the file says so itself, and what becomes of the others."""

    organization_id: str | None
    mode: ImportMode = ImportMode.MERGE
    is_dry_run: bool = False
    confirms_withdrawals: bool = False


@dataclass(slots=True)
class Imported:
    """What became of the rows of a file."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    withdrawn: int = 0
    errors: list[tuple[int, Remark]] = field(default_factory=list)
    notices: list[tuple[int, Remark]] = field(default_factory=list)
    unread_columns: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return self.created + self.updated + self.unchanged + self.failed

    def fail(self, line: int, remarks: Iterable[Remark]) -> None:
        """Count a row that is wrong, and keep why."""
        self.failed += 1
        self.errors += [(line, remark) for remark in remarks][: MOST_REMARKS - len(self.errors)]

    def notice(self, line: int, remarks: Iterable[Remark]) -> None:
        """Keep what was not read of a row that is taken."""
        self.notices += [(line, remark) for remark in remarks][: max(MOST_REMARKS - len(self.notices), 0)]


Progress = Callable[[Imported], None]


def import_offers(
    node: Node, path: Path, form: FileForm, order: ImportOrder, *, author_id: str, watch: Progress | None = None
) -> Imported:
    """Take in a file and return what became of its rows; `watch` hears how far it is.

    Raises ImportFileError for a file that cannot be read, NotFoundError for the organization, and ConflictError when
    more than half of what an organization has would be withdrawn unconfirmed; nothing is written then.
    """
    kept = _names_kept(node, path, form, order) if order.mode is ImportMode.REPLACE else None
    drafts = Drafts(open_rows(path, form))
    imported = Imported(unread_columns=drafts.columns.unread)
    rows = iter(drafts)
    while chunk := list(islice(rows, AT_ONCE)):
        with _writing(node, order, author_id) as desk:
            _Chunk(desk, order, imported).write(chunk)
        if watch is not None:
            watch(imported)
    if kept is not None and kept.is_known:
        imported.withdrawn = _withdraw(node, order, kept.ids, author_id)
    return imported


class _UndoneError(Exception):
    """Undoes a transaction of which only the outcome was wanted."""


@contextmanager
def _writing(node: Node, order: ImportOrder, author_id: str) -> Iterator[Desk]:
    """Open a desk of which the work is kept, or undone for a dry run."""
    with suppress(_UndoneError), node.database.write() as session:
        yield Desk.of(node, session, author_id=author_id)
        if order.is_dry_run:
            raise _UndoneError
        record_deed(session, node, Deed("importOffers", author_id, organization_id=order.organization_id))


class _Chunk:
    """Some hundreds of rows, written in one transaction."""

    def __init__(self, desk: Desk, order: ImportOrder, imported: Imported) -> None:
        self._desk = desk
        self._order = order
        self._imported = imported
        if order.organization_id is not None:
            get_organization(desk.session, order.organization_id)

    def write(self, drafts: Sequence[Draft]) -> None:
        """Write what is right, and tell of each row what became of it."""
        ready: dict[str, list[tuple[Draft, OfferWrite]]] = {}
        whose = self._owners(drafts)
        for draft in drafts:
            if draft.wanted is None or draft.external_id is None:
                self._imported.fail(draft.line, draft.wrong)
            elif (owner := whose(draft)) is None:
                self._imported.fail(draft.line, [Remark("organization", _NO_ORGANIZATION)])
            else:
                self._imported.notice(draft.line, draft.notices)
                ready.setdefault(owner, []).append((draft, draft.wanted))
        for owner, wanted in ready.items():
            self._write_for(owner, wanted)

    def _owners(self, drafts: Sequence[Draft]) -> Callable[[Draft], str | None]:
        if self._order.organization_id is not None:
            return lambda _: self._order.organization_id
        organizations = Organizations(self._desk)
        organizations.add_missing({draft.organization for draft in drafts if draft.organization and draft.wanted})
        return lambda draft: organizations.find(draft.organization) if draft.organization else None

    def _write_for(self, organization_id: str, wanted: Sequence[tuple[Draft, OfferWrite]]) -> None:
        ids = [draft.external_id for draft, _ in wanted if draft.external_id]
        there = hold_offers_by_external_ids(self._desk.session, organization_id, ids)
        changes: list[Change] = []
        for draft, told in wanted:
            own = self._with_likely_position(draft, told).model_copy(update={"external_id": draft.external_id})
            offer = there.get(draft.external_id or "")
            changed = (
                describe_new(self._desk, organization_id, own)
                if offer is None
                else describe_anew(self._desk, offer, own)
            )
            self._count(changed)
            changes += [changed] if changed else []
        record(changes)

    def _with_likely_position(self, draft: Draft, wanted: OfferWrite) -> OfferWrite:
        """Return the offer without coordinates that cannot be right: a directory is older than its postcodes."""
        try:
            require_likely_position(self._desk, wanted.location)
        except InvalidInputError:
            self._imported.notice(draft.line, [Remark("location.latitude", _OUTSIDE)])
            bare = wanted.location.model_copy(update={"latitude": None, "longitude": None})
            return wanted.model_copy(update={"location": bare})
        return wanted

    def _count(self, changed: Change | None) -> None:
        event = changed.event if changed else OfferEvent.ASSURED
        if event is OfferEvent.CREATED:
            self._imported.created += 1
        elif event is OfferEvent.UPDATED:
            self._imported.updated += 1
        else:
            self._imported.unchanged += 1


@dataclass(frozen=True, slots=True)
class _Kept:
    """The ids that a file names, also in rows that are wrong; not all known when such a row has none."""

    ids: frozenset[str]
    is_known: bool


def _names_kept(node: Node, path: Path, form: FileForm, order: ImportOrder) -> _Kept:
    """Look through a file for what it keeps; raises ConflictError when that leaves out more than half unconfirmed."""
    ids: set[str] = set()
    is_known = True
    for draft in Drafts(open_rows(path, form)):
        if draft.external_id is None:
            is_known = False
        else:
            ids.add(draft.external_id)
    kept = _Kept(frozenset(ids), is_known)
    with node.database.read() as session:
        standing = _standing(session, order)
        lost = sum(external_id not in kept.ids for external_id in standing.values())
    if is_known and lost * 2 > len(standing) and not (order.confirms_withdrawals or order.is_dry_run):
        told = Words(
            f"Dit haalt {lost} van de {len(standing)} weg. Klopt dat, stuur dan confirmWithdrawals=true mee.",
            f"This withdraws {lost} of {len(standing)} offers. If that is right, send confirmWithdrawals=true.",
        )
        raise ConflictError(told, (FieldError("/confirmWithdrawals", told),))
    return kept


def _standing(session: Session, order: ImportOrder) -> dict[str, str | None]:
    """Return the offers that a replacement may withdraw, each with the partner's own id."""
    return dict(list_standing_ids(session, order.organization_id or ""))


def _withdraw(node: Node, order: ImportOrder, kept: frozenset[str], author_id: str) -> int:
    """Withdraw what the file leaves out, some hundreds at a time, and return how many."""
    with node.database.read() as session:
        left_out = [each for each, external_id in _standing(session, order).items() if external_id not in kept]
    for start in range(0, len(left_out), AT_ONCE):
        with _writing(node, order, author_id) as desk:
            offers = hold_offers(desk.session, left_out[start : start + AT_ONCE]).values()
            withdrawn = {"status": OfferStatus.WITHDRAWN}
            record(
                [
                    change(desk, offer, withdrawn, OfferEvent.WITHDRAWN)
                    for offer in offers
                    if offer.status is not OfferStatus.WITHDRAWN
                ]
            )
    return len(left_out)
