"""What changed about offers is recorded, numbered and told, in the transaction of the change."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from api.catalogue.offers.mapping import to_answer
from api.catalogue.offers.schemas import OwnOfferRead
from api.catalogue.offers.state import lasting_state
from api.catalogue.offers.tables import Offer, OfferChange
from api.catalogue.offers.vocabulary import CATALOGUE, OfferEvent, OfferState
from api.platform.requests.desk import Desk
from api.platform.storage.database import metadata
from api.platform.storage.freshness import bump
from api.platform.storage.violations import breaks_unique
from api.platform.web.problems import ConflictError, Words
from api.platform.webhooks.announcing import announce

_OFFERS: Final = metadata().tables[Offer.__tablename__]
_COLUMNS: Final = tuple(column.name for column in _OFFERS.columns)
_ADD_CHANGES: Final = insert(metadata().tables[OfferChange.__tablename__])
_NOT_YET_PUBLIC: Final = frozenset({OfferState.DRAFT, OfferState.IN_REVIEW})
IN_USE: Final = Words("Er is al aanbod met deze externalId.", "There is an offer with this externalId already.")


@dataclass(frozen=True)
class Change:
    """An offer as it is now, at whose desk what happened to it, and the state in which it was before."""

    desk: Desk
    offer: Offer
    event: OfferEvent
    before: OfferState

    @cached_property
    def shown(self) -> OwnOfferRead:
        """The offer as its own organization sees it; made once, for the change and for who is answered."""
        return to_answer(self.offer, OwnOfferRead, state=OfferState(self.offer.status))


def record(changes: Sequence[Change]) -> None:
    """Write these changes, each under its own number, and tell them; raises ConflictError for an id in use.

    However many there are, they go to the database together, in one transaction: an import records hundreds at once.
    """
    if not changes:
        return
    session = changes[0].desk.session
    added = [change.offer for change in changes if change.event is OfferEvent.CREATED]
    # The id was looked for before, but another may have taken it since.
    if not _are_changed(session) or not _are_added(session, added):
        raise ConflictError(IN_USE)
    rows = [_row_of(change) for change in changes]
    # Numbers are taken last, for from here on every other writer waits for this commit.
    last = bump(session, CATALOGUE, by=len(changes))
    for sequence, row in enumerate(rows, last - len(rows) + 1):
        row["sequence"] = sequence
    # Nobody looks at them again in this transaction: as plain rows they cost a third of what objects would.
    session.connection().execute(_ADD_CHANGES, rows)
    for change in changes:
        _announce(change)


def _are_added(session: Session, offers: Sequence[Offer]) -> bool:
    """Add these offers as rows and not as objects, which costs half; whether none of their ids was in use."""
    if not offers:
        return True
    connection = session.connection()
    insert_into = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    adding = insert_into(_OFFERS).on_conflict_do_nothing(index_elements=["organization_id", "external_id"])
    counting = adding.execution_options(preserve_rowcount=True)
    rows = [{name: held[name] for name in _COLUMNS} for held in map(vars, offers)]
    return connection.execute(counting, rows).rowcount == len(rows)


def _are_changed(session: Session) -> bool:
    """Send what was changed of offers that were there; whether no id was given that is in use."""
    try:
        session.flush()
    except IntegrityError as error:
        if not breaks_unique(error, Offer, "organization_id", "external_id"):
            raise
        return False
    return True


def _row_of(change: Change) -> dict[str, Any]:
    return {
        "offer_id": change.offer.id,
        "event": change.event,
        "changed_at": change.desk.now,
        "changed_by": change.desk.author_id,
        "state_before": change.before,
        "state": lasting_state(change.offer),
        "snapshot": change.shown.model_dump(mode="json", by_alias=True, exclude={"state", "contact"}),
    }


def _announce(change: Change) -> None:
    """Tell everyone, or the own organization alone what the others cannot see before nor after."""
    desk, offer, state = change.desk, change.offer, lasting_state(change.offer)
    # What only its own organization may see is not told of to others, not even as an id.
    is_hidden = {change.before, state} <= _NOT_YET_PUBLIC
    announce(
        desk.session,
        f"offer.{change.event}",
        organization_ids=[offer.organization_id] if is_hidden else None,
        data={"offerId": offer.id, "organizationId": offer.organization_id, "state": state},
        now=desk.now,
        trace=desk.trace,
    )
