"""Changes as one caller hears of them."""

import uuid
from collections.abc import Sequence

from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session

from api.catalogue.offers.access import HIDDEN_STATES, is_hidden
from api.catalogue.offers.tables import Offer, OfferChange
from api.catalogue.offers.view import OfferView
from api.catalogue.offers.vocabulary import OfferState
from api.catalogue.upkeep.changes.queries import Stretch, find_number_before, read_newest_number
from api.catalogue.upkeep.changes.schemas import ChangePage, ChangeRead
from api.platform.web.pagination import ask_page, write_cursor
from api.platform.web.problems import InvalidInputError, Words, invalid
from api.platform.web.shapes import Moment

_LIST = "changes"
_MARK = ask_page(None, 1, _LIST).mark
_MOMENT: TypeAdapter[Moment] = TypeAdapter(Moment)
_NOT_OURS = Words(
    "Dit is geen cursor van deze lijst en geen moment als 2026-11-22T09:30:00Z. Begin opnieuw zonder since.",
    "This is no cursor of this list, nor a moment as 2026-11-22T09:30:00Z. Begin anew without since.",
)


def find_stretch(session: Session, since: str | None) -> Stretch:
    """Return what comes after a cursor or from a moment on, up to what is kept now; raises InvalidInputError."""
    # Read before the changes: whatever is kept meanwhile comes after this number, and so in the next stretch.
    newest = read_newest_number(session)
    if since is None:
        return Stretch(0, newest)
    # No cursor holds a colon, and every moment does.
    if ":" in since:
        try:
            moment = _MOMENT.validate_python(since)
        except ValidationError:
            raise _not_ours() from None
        return Stretch(find_number_before(session, moment, newest=newest), newest)
    after = _number_in(since)
    # From another database, or from before a copy was put back: going on from there would skip what is new here.
    if after > newest:
        raise _not_ours()
    return Stretch(after, newest)


def show_changes(
    rows: Sequence[tuple[OfferChange, Offer]], stretch: Stretch, view: OfferView, *, limit: int
) -> ChangePage:
    """Show these changes, and from where to ask on: after the last that is shown, or after all that there were."""
    shown = rows[:limit]
    is_all = len(rows) == len(shown)
    reached = stretch.until if is_all else shown[-1][0].sequence
    return ChangePage(items=[_show(change, offer, view) for change, offer in shown], next_cursor=_cursor_of(reached))


def _show(change: OfferChange, offer: Offer, view: OfferView) -> ChangeRead:
    is_own = view.caller is not None and view.caller.owns(offer.organization_id)
    kept_from_caller = {OfferState.WITHDRAWN} if is_own else HIDDEN_STATES
    is_seen_now = is_own or not is_hidden(offer)
    return ChangeRead(
        cursor=_cursor_of(change.sequence),
        event=change.event,
        offer_id=offer.id,
        organization_id=offer.organization_id,
        changed_at=change.changed_at,
        is_gone=change.state in kept_from_caller,
        offer=view.show(offer) if is_seen_now else None,
    )


def _cursor_of(number: int) -> str:
    return write_cursor(str(uuid.UUID(int=number)), _MARK)


def _number_in(cursor: str) -> int:
    try:
        after = ask_page(cursor, 1, _LIST).after
    except InvalidInputError:
        raise _not_ours() from None
    return uuid.UUID(after).int


def _not_ours() -> InvalidInputError:
    return invalid("/since", _NOT_OURS.nl, _NOT_OURS.en)
