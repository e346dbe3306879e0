"""Which changes there are, and which of them a caller may hear of."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, true
from sqlmodel import Session, col, select

from api.catalogue.offers.access import HIDDEN_STATES
from api.catalogue.offers.tables import Offer, OfferChange
from api.platform.security.roles import Caller, Role


class Stretch(NamedTuple):
    """A stretch of the changes: after one number, up to and with another."""

    after: int
    until: int


def read_newest_number(session: Session) -> int:
    """Return the number of the newest change; 0 when there is none."""
    return session.exec(select(func.max(OfferChange.sequence))).one() or 0


def find_number_before(session: Session, moment: datetime, *, newest: int) -> int:
    """Return the number after which nothing of this moment or later is missed."""
    # Numbers are in the order of commits and moments nearly so: the first number counts, whatever moment follows it.
    first = session.exec(select(func.min(OfferChange.sequence)).where(col(OfferChange.changed_at) >= moment)).one()
    return newest if first is None else first - 1


def list_changes(
    session: Session, stretch: Stretch, caller: Caller | None, *, limit: int
) -> Sequence[tuple[OfferChange, Offer]]:
    """List the changes in this stretch that the caller may hear of, each with its offer, and one more than the limit.

    Each number is in the order in which its transaction was kept: once a number can be read, no lower one is to come.
    """
    number = col(OfferChange.sequence)
    query = (
        select(OfferChange, Offer)
        .join(Offer, col(Offer.id) == col(OfferChange.offer_id))
        .where(number > stretch.after, number <= stretch.until, may_hear(caller))
        .order_by(number)
        .limit(limit + 1)
    )
    return session.exec(query).all()


def may_hear(caller: Caller | None) -> ColumnElement[bool]:
    """Return the condition that a caller may hear of a change of an offer that is joined to it.

    What is not published, before nor after, is there for its own organization only.
    """
    if caller and caller.role is Role.ADMIN:
        return true()
    was_seen = col(OfferChange.state_before).not_in(HIDDEN_STATES)
    is_seen = col(OfferChange.state).not_in(HIDDEN_STATES)
    if caller and caller.role is Role.PARTNER:
        return or_(col(Offer.organization_id) == caller.organization_id, was_seen, is_seen)
    return or_(was_seen, is_seen)
