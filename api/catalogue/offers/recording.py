"""What changed about offers is recorded, numbered and told, in the transaction of the change."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from api.catalogue.offers.mapping import to_answer
from api.catalogue.offers.schemas import OfferRead
from api.catalogue.offers.state import lasting_state
from api.catalogue.offers.tables import Offer, OfferChange
from api.catalogue.offers.vocabulary import CATALOGUE, OfferEvent, OfferState
from api.platform.requests.desk import Desk
from api.platform.storage.database import metadata
from api.platform.storage.freshness import bump
from api.platform.storage.violations import breaks_unique
from api.platform.web.problems import ConflictError, Words
from api.platform.webhooks.announcing import announce

_ADD_CHANGES: Final = insert(metadata().tables[OfferChange.__tablename__])
_NOT_YET_PUBLIC: Final = frozenset({OfferState.DRAFT, OfferState.IN_REVIEW})
IN_USE: Final = Words("Er is al aanbod met deze externalId.", "There is an offer with this externalId already.")


class Change(NamedTuple):
    """An offer as it is now, what happened to it, and the state in which it was before."""

    offer: Offer
    event: OfferEvent
    before: OfferState


def record(desk: Desk, changes: Sequence[Change]) -> None:
    """Write these changes, each under its own number, and tell them; raises ConflictError for an id in use.

    However many there are, they go to the database together: an import records hundreds at once.
    """
    if not changes:
        return
    desk.session.add_all([change.offer for change in changes])
    try:
        desk.session.flush()
    except IntegrityError as error:
        # The id was looked for before, but another may have taken it since.
        if not breaks_unique(error, Offer, "organization_id", "external_id"):
            raise
        raise ConflictError(IN_USE) from None
    rows = [_row_of(desk, change) for change in changes]
    # Numbers are taken last, for from here on every other writer waits for this commit.
    last = bump(desk.session, CATALOGUE, by=len(changes))
    for sequence, row in enumerate(rows, last - len(rows) + 1):
        row["sequence"] = sequence
    # Nobody looks at them again in this transaction: as plain rows they cost a third of what objects would.
    desk.session.execute(_ADD_CHANGES, rows)
    for change in changes:
        _announce(desk, change)


def _row_of(desk: Desk, change: Change) -> dict[str, Any]:
    answer = to_answer(change.offer, OfferRead, state=OfferState(change.offer.status))
    return {
        "offer_id": change.offer.id,
        "event": change.event,
        "changed_at": desk.now,
        "changed_by": desk.author_id,
        "state_before": change.before,
        "state": lasting_state(change.offer),
        "snapshot": answer.model_dump(mode="json", by_alias=True, exclude={"state"}),
    }


def _announce(desk: Desk, change: Change) -> None:
    """Tell everyone, or the own organization alone what the others cannot see before nor after."""
    offer, state = change.offer, lasting_state(change.offer)
    # What only its own organization may see is not told of to others, not even as an id.
    is_hidden = {change.before, state} <= _NOT_YET_PUBLIC
    announce(
        desk.session,
        f"offer.{change.event}",
        organization_ids=[offer.organization_id] if is_hidden else None,
        data={"offerId": offer.id, "organizationId": offer.organization_id, "state": state},
        now=desk.now,
    )
