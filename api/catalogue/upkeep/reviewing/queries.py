"""Which offers are silent, and what was told about them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from api.catalogue.offers.queries import is_open
from api.catalogue.offers.tables import Offer, OfferChange, ReviewRhythm
from api.catalogue.offers.vocabulary import OfferEvent
from api.catalogue.upkeep.reviewing.silence import Reminded
from api.catalogue.upkeep.reviewing.tables import OfferReminder
from matching.vocabulary import OfferStatus

ROWS_AT_A_TIME = 500


class Silent(NamedTuple):
    """A published offer, since when nobody said that it holds, its own rhythm, and what was told."""

    offer_id: str
    assured_on: date
    every_days: int | None
    told: Reminded | None


def list_silent_offers(session: Session, today: date, *, stale_after_days: int) -> Iterator[Silent]:
    """Yield what is published, not ended, and silent for longer than its rhythm."""
    chosen = func.coalesce(ReviewRhythm.every_days, stale_after_days)
    rhythms = session.exec(select(ReviewRhythm.every_days).distinct()).all()
    # A day less so many days is a cut-off for each rhythm that there is: databases count days each in their own way.
    is_silent = [
        (chosen == days) & (col(Offer.assured_on) < today - timedelta(days=days))
        for days in {stale_after_days, *filter(None, rhythms)}
    ]
    query = (
        select(col(Offer.id), col(Offer.assured_on), col(ReviewRhythm.every_days), OfferReminder)
        .outerjoin(ReviewRhythm, col(ReviewRhythm.organization_id) == col(Offer.organization_id))
        .outerjoin(OfferReminder, col(OfferReminder.offer_id) == col(Offer.id))
        .where(*is_open(today), or_(*is_silent))
        .order_by(col(Offer.id))
    )
    for offer_id, assured_on, every_days, reminder in session.exec(query.execution_options(yield_per=ROWS_AT_A_TIME)):
        yield Silent(offer_id, assured_on, every_days, told_in(reminder))


def told_in(reminder: OfferReminder | None) -> Reminded | None:
    """Return what this reminder holds."""
    return Reminded(reminder.silent_since, reminder.reminded_on, reminder.notice_on) if reminder else None


def has_lapsed(session: Session, offer: Offer) -> bool:
    """Tell whether it was silence that paused this offer: then nothing happened to it since."""
    last = select(OfferChange.event).where(OfferChange.offer_id == offer.id)
    event = session.exec(last.order_by(col(OfferChange.sequence).desc()).limit(1)).first()
    return offer.status is OfferStatus.PAUSED and event is OfferEvent.LAPSED


def find_rhythm(session: Session, organization_id: str) -> int | None:
    """Return the rhythm that this organization chose itself, in days."""
    chosen = session.get(ReviewRhythm, organization_id)
    return chosen.every_days if chosen else None
