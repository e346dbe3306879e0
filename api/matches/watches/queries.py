"""Which watches there are, what fits them, and who waits for which offer."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from api.catalogue.offers.tables import Offer, OfferChange
from api.matches.watches.tables import Watch, WatchOffer
from api.platform.storage.database import get_to_change
from api.platform.web.pagination import PageRequest
from api.platform.web.problems import NotFoundError, Words
from matching.vocabulary import OfferStatus

Changes = Sequence[tuple[int, str]]
"""Offers that changed, each with the number of its last change, in that order."""

ROWS_AT_A_TIME = 500


def watch_not_found() -> NotFoundError:
    """Return the error for a watch that is not there, or of which this caller may not know."""
    return NotFoundError(Words("Deze wacht is er niet.", "There is no such watch."))


def get_watch(session: Session, watch_id: str, *, organization_id: str | None) -> Watch:
    """Return the watch of this organization; raises NotFoundError."""
    return _own(session.get(Watch, watch_id), organization_id)


def get_watch_to_change(session: Session, watch_id: str, *, organization_id: str | None) -> Watch:
    """Return the watch of this organization, held until the transaction ends; raises NotFoundError."""
    return _own(get_to_change(session, Watch, watch_id), organization_id)


def list_watches(session: Session, request: PageRequest, *, organization_id: str | None) -> Sequence[Watch]:
    """List the watches of an organization, oldest first, and one more than was asked."""
    query = select(Watch).where(Watch.organization_id == organization_id)
    if request.after is not None:
        query = query.where(col(Watch.id) > request.after)
    return session.exec(query.order_by(col(Watch.id)).limit(request.limit + 1)).all()


def count_watches(session: Session, organization_id: str) -> int:
    """Count the watches of an organization."""
    query = select(func.count()).select_from(Watch).where(Watch.organization_id == organization_id)
    return session.exec(query).one()


def list_watches_of_client(session: Session, organization_id: str, reference: str) -> Sequence[Watch]:
    """List the watches of this client of this organization."""
    query = select(Watch).where(Watch.organization_id == organization_id, Watch.client_reference == reference)
    return session.exec(query.order_by(col(Watch.id))).all()


def list_watches_to_erase(session: Session, now: datetime) -> Sequence[str]:
    """List the ids of watches that are over for a day."""
    return session.exec(select(Watch.id).where(col(Watch.erase_at) <= now)).all()


def list_profiles_waiting(session: Session, today: date) -> Sequence[str]:
    """List the ids of all that wait for what fits."""
    query = select(Watch.id).where(col(Watch.sealed_profile).is_not(None), col(Watch.expires_on) >= today)
    return session.exec(query.order_by(col(Watch.id))).all()


def list_watches_with(session: Session, ids: Sequence[str]) -> Iterator[Watch]:
    """Yield the watches with these ids, in portions."""
    for start in range(0, len(ids), ROWS_AT_A_TIME):
        wanted = col(Watch.id).in_(ids[start : start + ROWS_AT_A_TIME])
        yield from session.exec(select(Watch).where(wanted).order_by(col(Watch.id)))


def list_changed_offers(session: Session, since: int, up_to: int | None = None, *, limit: int | None = None) -> Changes:
    """List the offers that changed after one number and up to another, each with that of its last change, in order."""
    number, last = col(OfferChange.sequence), func.max(OfferChange.sequence)
    query = select_columns(last, col(OfferChange.offer_id)).where(number > since)
    if up_to is not None:
        query = query.where(number <= up_to)
    found = session.execute(query.group_by(col(OfferChange.offer_id)).order_by(last).limit(limit))
    return [(last_number, offer_id) for last_number, offer_id in found]


def list_offers_with(session: Session, ids: Collection[str]) -> Sequence[Offer]:
    """List the offers with these ids, as they are now."""
    return session.exec(select(Offer).where(col(Offer.id).in_(ids))).all()


def list_known_fits(session: Session, offer_id: str) -> Sequence[WatchOffer]:
    """List what is known of this offer to those who wait for what fits."""
    query = select(WatchOffer).join(Watch, col(Watch.id) == col(WatchOffer.watch_id))
    return session.exec(query.where(WatchOffer.offer_id == offer_id, col(Watch.offer_id).is_(None))).all()


def list_first_fits(session: Session, watch_ids: Sequence[str], *, most: int) -> Sequence[tuple[str, str, int]]:
    """List the first offers that fit each watch, with how many there are in all."""
    watch = col(WatchOffer.watch_id)
    numbered = (
        select_columns(
            watch,
            col(WatchOffer.offer_id),
            func.count().over(partition_by=watch).label("of"),
            func.row_number().over(partition_by=watch, order_by=col(WatchOffer.offer_id)).label("number"),
        )
        .where(watch.in_(watch_ids), col(WatchOffer.fits).is_(True))
        .subquery()
    )
    shown = select_columns(numbered.c.watch_id, numbered.c.offer_id, numbered.c.of).where(numbered.c.number <= most)
    found = session.execute(shown.order_by(numbered.c.watch_id, numbered.c.number))
    return [(watch_id, offer_id, count) for watch_id, offer_id, count in found]


def list_last_told(session: Session, watch_ids: Sequence[str], *, most: int) -> Sequence[WatchOffer]:
    """List what each watch was told last, newest first."""
    watch, told_at = col(WatchOffer.watch_id), col(WatchOffer.told_at)
    number = func.row_number().over(partition_by=watch, order_by=(told_at.desc(), col(WatchOffer.offer_id)))
    numbered = (
        select_columns(watch, col(WatchOffer.offer_id), number.label("number"))
        .where(watch.in_(watch_ids), told_at.is_not(None))
        .subquery()
    )
    is_same = (watch == numbered.c.watch_id) & (col(WatchOffer.offer_id) == numbered.c.offer_id)
    query = select(WatchOffer).join(numbered, is_same).where(numbered.c.number <= most)
    return session.exec(query.order_by(watch, numbered.c.number)).all()


def list_queue(session: Session, offer_ids: Collection[str], today: date) -> Sequence[Watch]:
    """List who waits for a place at these offers, in the order of waiting."""
    query = select(Watch).where(col(Watch.offer_id).in_(offer_ids), col(Watch.expires_on) >= today)
    return session.exec(query.order_by(col(Watch.offer_id), col(Watch.queued_at), col(Watch.id))).all()


def list_offers_to_look_at(session: Session, today: date, now: datetime) -> Sequence[str]:
    """List the offers at which somebody may be asked now, did not answer in time, or was asked for what is taken."""
    is_free = and_(
        col(Offer.status) == OfferStatus.PUBLISHED,
        or_(col(Offer.available_places).is_(None), col(Offer.available_places) > 0),
        or_(col(Offer.ends_on).is_(None), col(Offer.ends_on) >= today),
    )
    query = (
        select_columns(col(Watch.offer_id))
        .join(Offer, col(Offer.id) == col(Watch.offer_id))
        .where(col(Watch.expires_on) >= today)
        .where(or_(and_(_waits(), is_free), col(Watch.answer_by) <= now, and_(~_waits(), ~is_free)))
    )
    return list(session.scalars(query.distinct().order_by(col(Watch.offer_id))))


def find_next_answer(session: Session) -> datetime | None:
    """Find when the first time to answer ends."""
    return session.exec(select(func.min(Watch.answer_by))).one()


def _waits() -> ColumnElement[bool]:
    return and_(col(Watch.asked_at).is_(None), col(Watch.let_pass_at).is_(None))


def _own(watch: Watch | None, organization_id: str | None) -> Watch:
    if watch is None or watch.organization_id != organization_id:
        raise watch_not_found()
    return watch
