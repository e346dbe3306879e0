"""How many places are left: the partner says how many it has to give, the service counts what handovers hold."""

from sqlalchemy import case, update
from sqlmodel import col

from api.catalogue.offers.tables import Offer
from api.platform.requests.desk import Desk


def left_after_saying(offer: Offer, *, total: int | None, said: int | None) -> int | None:
    """Give the places left once the partner says so many; None when it does not say.

    A partner's nightly update repeats what it said before; it cannot know what was taken since, so that changes
    nothing. A new number counts, but never more than there are in all less what is held.
    """
    if said is None:
        return None
    is_repeated = said == offer.said_available_places and offer.available_places is not None
    left = offer.available_places if is_repeated and offer.available_places is not None else said
    return left if total is None else min(left, max(total - offer.held_places, 0))


def count_taken(desk: Desk, offer: Offer) -> bool:
    """Count one place less, however many ask at once; whether there was one."""
    left, held = col(Offer.available_places), col(Offer.held_places)
    taken = desk.session.execute(
        update(Offer)
        # The database itself counts: two that take the last place at once cannot both have it.
        .where(col(Offer.id) == offer.id, left > 0)
        .values(available_places=left - 1, held_places=held + 1, updated_at=desk.now)
    )
    desk.session.refresh(offer)
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]


def count_given_back(desk: Desk, offer: Offer) -> None:
    """Count one place less that is held, and one more to give unless the partner has fewer by now."""
    left, held, total = col(Offer.available_places), col(Offer.held_places), col(Offer.total_places)
    is_room = total.is_(None) | (left + held <= total)
    desk.session.execute(
        update(Offer)
        .where(col(Offer.id) == offer.id, held > 0)
        .values(available_places=case((is_room, left + 1), else_=left), held_places=held - 1, updated_at=desk.now)
    )
    desk.session.refresh(offer)
