"""What an offer was, and what changed from one time to the next."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import orjson

from api.catalogue.offers.access import HIDDEN_STATES
from api.catalogue.offers.schemas import OfferRead
from api.catalogue.offers.tables import OfferChange
from api.catalogue.upkeep.history.schemas import HistoryPage, HistoryRead
from api.platform.security.roles import Caller, Role
from api.platform.web.pagination import PageRequest, make_page

# What an offer was said to be before these were asked; what was kept then lacks them.
_UNSAID: Mapping[str, Any] = {"audience": [], "communities": []}
_UNSAID_OF_PLACE: Mapping[str, Any] = {"attendance": "on-site"}
_OF_THE_CHANGE_ITSELF = frozenset({"updatedAt"})


def show_history(
    rows: Sequence[OfferChange],
    before: OfferChange | None,
    caller: Caller | None,
    request: PageRequest,
    *,
    is_own: bool,
) -> HistoryPage:
    """Show what happened, each with what differs from the one before it."""
    seen = [_seen(row, is_own=is_own) for row in ([before] if before else []) + list(rows)]
    told = seen if before else [None, *seen]
    items = {
        row.sequence: HistoryRead(
            event=row.event,
            changed_at=row.changed_at,
            changed_by=row.changed_by if caller and caller.role is Role.ADMIN else None,
            changed=sorted(_differing(earlier or {}, later or {})) if earlier and later else [],
            offer=_offer_of(row, later) if later else None,
        )
        for row, (earlier, later) in zip(rows, pairwise(told), strict=True)
    }
    page = make_page(
        rows, request, key=lambda row: str(uuid.UUID(int=row.sequence)), show=lambda row: items[row.sequence]
    )
    return HistoryPage(items=page.items, next_cursor=page.next_cursor)


def _seen(row: OfferChange, *, is_own: bool) -> dict[str, Any] | None:
    """Return the offer as it was; None where it was not public and the reader is a stranger."""
    if row.state in HIDDEN_STATES and not is_own:
        return None
    place = {**_UNSAID_OF_PLACE, **row.snapshot["location"]}
    return {**_UNSAID, **row.snapshot, "location": place}


def _offer_of(row: OfferChange, snapshot: dict[str, Any]) -> OfferRead:
    # As JSON: what was written strictly is read strictly, and there words are members of closed lists.
    return OfferRead.model_validate_json(orjson.dumps({**snapshot, "state": row.state}))


def _differing(earlier: Mapping[str, Any], later: Mapping[str, Any], under: str = "") -> Iterator[str]:
    for name in earlier.keys() | later.keys():
        before, after = earlier.get(name), later.get(name)
        if before == after or name in _OF_THE_CHANGE_ITSELF:
            continue
        if isinstance(before, dict) and isinstance(after, dict):
            yield from _differing(before, after, f"{under}{name}.")
        else:
            yield f"{under}{name}"
