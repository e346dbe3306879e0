"""Which offers there are."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import cos, radians
from typing import Final

from sqlalchemy import ColumnElement, bindparam, or_
from sqlalchemy import select as sql_select
from sqlalchemy.orm import outerjoin
from sqlmodel import Session, col, select

from api.catalogue.offers.state import REVIEWED_KINDS
from api.catalogue.offers.tables import Offer, OfferChange, ReviewRhythm
from api.catalogue.offers.vocabulary import ReviewDecision
from api.catalogue.organizations.queries import organization_not_found
from api.catalogue.organizations.tables import Organization
from api.platform.storage.database import get_to_change
from api.platform.web.pagination import PageRequest
from api.platform.web.problems import NotFoundError, Words
from matching import fold
from matching.facts import Point
from matching.vocabulary import OfferKind, OfferStatus

KM_PER_DEGREE = 111.195
ROWS_AT_A_TIME = 500


# Built once: a partner's nightly thousands come by here one by one.
_BY_OWN_IDS: Final = (
    sql_select(Offer)
    .where(
        col(Offer.organization_id) == bindparam("organization"),
        col(Offer.external_id).in_(bindparam("own_ids", expanding=True)),
    )
    .order_by(col(Offer.id))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)
_RHYTHM: Final = (
    sql_select(col(ReviewRhythm.every_days))
    .select_from(outerjoin(Organization, ReviewRhythm, col(ReviewRhythm.organization_id) == col(Organization.id)))
    .where(col(Organization.id) == bindparam("organization"))
)


@dataclass(frozen=True, slots=True)
class OfferFilter:
    """What a list of offers is narrowed to."""

    words: str | None = None
    kind: OfferKind | None = None
    goal_bit: int | None = None
    organization_id: str | None = None
    center: Point | None = None
    radius_km: float | None = None
    day_part_bit: int | None = None
    has_places: bool | None = None
    updated_since: datetime | None = None


def get_offer(session: Session, offer_id: str) -> Offer:
    """Return the offer with this id, unless it was withdrawn; raises NotFoundError."""
    return _unless_withdrawn(session.get(Offer, offer_id))


def get_offer_to_change(session: Session, offer_id: str) -> Offer:
    """Return the offer as `get_offer` does, held until the transaction ends; raises NotFoundError."""
    return _unless_withdrawn(get_to_change(session, Offer, offer_id))


def _unless_withdrawn(offer: Offer | None) -> Offer:
    if offer is None or offer.status is OfferStatus.WITHDRAWN:
        raise offer_not_found()
    return offer


def offer_not_found() -> NotFoundError:
    """Return the error for an offer that is not there, or of which this caller may not know."""
    return NotFoundError(Words("Dit aanbod is er niet.", "There is no such offer."))


def get_offer_to_review(session: Session, offer_id: str) -> Offer:
    """Return the offer to change, also when a reviewer refused it and so withdrew it; raises NotFoundError."""
    offer = get_to_change(session, Offer, offer_id)
    # A reviewer may come back on a refusal, which had withdrawn the offer.
    return offer if offer and offer.review_decision is ReviewDecision.REFUSE else _unless_withdrawn(offer)


def find_offer_by_external_id(session: Session, organization_id: str, external_id: str) -> Offer | None:
    """Find the offer under the partner's own id, also when it was withdrawn."""
    query = select(Offer).where(Offer.organization_id == organization_id, Offer.external_id == external_id)
    return session.exec(query).one_or_none()


def find_offer_by_external_id_to_change(session: Session, organization_id: str, external_id: str) -> Offer | None:
    """Find the offer under the partner's own id, also withdrawn, held until the transaction ends."""
    return hold_offers_by_external_ids(session, organization_id, [external_id]).get(external_id)


def get_rhythm(session: Session, organization_id: str) -> int | None:
    """Return the rhythm that this organization chose, None when it chose none; raises NotFoundError without it."""
    row = session.execute(_RHYTHM, {"organization": organization_id}).first()
    if row is None:
        raise organization_not_found()
    every_days: int | None = row[0]
    return every_days


def hold_offers_by_external_ids(
    session: Session, organization_id: str, external_ids: Collection[str]
) -> Mapping[str | None, Offer]:
    """Return the offers under these ids of the partner's own, also withdrawn, held until the transaction ends."""
    asked = {"organization": organization_id, "own_ids": list(external_ids)}
    return {offer.external_id: offer for offer in session.execute(_BY_OWN_IDS, asked).scalars()}


def list_places(session: Session) -> Sequence[tuple[str, int | None]]:
    """List each offer with how many places are left; None where nobody counts them."""
    return session.exec(select(Offer.id, Offer.available_places)).all()


def list_standing_ids(session: Session, organization_id: str) -> Sequence[tuple[str, str | None]]:
    """List the offers of an organization that were not withdrawn, each with the partner's own id."""
    query = select(Offer.id, Offer.external_id).where(
        Offer.organization_id == organization_id, Offer.status != OfferStatus.WITHDRAWN
    )
    return session.exec(query.order_by(col(Offer.id))).all()


def hold_offers(session: Session, offer_ids: Collection[str]) -> Mapping[str, Offer]:
    """Return these offers by id, held until the transaction ends; in one order, so that nobody waits in a circle."""
    query = select(Offer).where(col(Offer.id).in_(offer_ids)).order_by(col(Offer.id))
    held = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return {offer.id: offer for offer in session.exec(held)}


def list_open_offers(
    session: Session, offer_filter: OfferFilter, request: PageRequest, *, today: date
) -> Sequence[Offer]:
    """List what is published and not ended, oldest first, and one more than was asked."""
    query = select(Offer).where(*is_open(today), *conditions_of(offer_filter)).order_by(col(Offer.id))
    if request.after is not None:
        query = query.where(col(Offer.id) > request.after)
    return session.exec(query.limit(request.limit + 1)).all()


def list_offers_in_review(session: Session, request: PageRequest) -> Sequence[Offer]:
    """List what waits for a reviewer, oldest first, and one more than was asked."""
    query = (
        select(Offer)
        .where(Offer.status == OfferStatus.PUBLISHED, _is_in_review())
        .order_by(col(Offer.id))
        .limit(request.limit + 1)
    )
    if request.after is not None:
        query = query.where(col(Offer.id) > request.after)
    return session.exec(query).all()


def list_offers_changed_since(session: Session, sequence: int) -> Iterator[Offer]:
    """Yield every offer that changed after this number, or whose organization chose another rhythm, as it is now."""
    if sequence < 0:
        query = select(Offer)
    else:
        changed = select(OfferChange.offer_id).where(col(OfferChange.sequence) > sequence)
        of_others = select(ReviewRhythm.organization_id).where(col(ReviewRhythm.sequence) > sequence)
        query = select(Offer).where(or_(col(Offer.id).in_(changed), col(Offer.organization_id).in_(of_others)))
    # In portions: a node that starts reads every offer there is.
    yield from session.exec(query.execution_options(yield_per=ROWS_AT_A_TIME))


def list_offers_with_postcode(session: Session) -> Sequence[Offer]:
    """List every offer whose position follows from its postcode."""
    query = select(Offer).where(col(Offer.postcode).is_not(None), col(Offer.given_latitude).is_(None))
    return session.exec(query.order_by(col(Offer.id))).all()


def _is_in_review() -> ColumnElement[bool]:
    decision = col(Offer.review_decision)
    return (
        col(Offer.kind).in_(REVIEWED_KINDS)
        & or_(col(Offer.paid_before).is_(True), col(Offer.vacancy_open).is_(True), col(Offer.review_again).is_(True))
        & or_(decision.is_(None), decision != ReviewDecision.PUBLISH)
    )


def is_open(today: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that an offer is published, not in review and not ended."""
    return (
        col(Offer.status) == OfferStatus.PUBLISHED,
        ~_is_in_review(),
        or_(col(Offer.ends_on).is_(None), col(Offer.ends_on) >= today),
    )


def conditions_of(wanted: OfferFilter) -> Iterator[ColumnElement[bool]]:
    """Yield what holds of an offer that this filter lets through."""
    equal = ((Offer.kind, wanted.kind), (Offer.organization_id, wanted.organization_id))
    yield from (col(column) == value for column, value in equal if value is not None)
    if wanted.words is not None:
        # Every word has to be there, in any order; folded as it was when it was written.
        yield from (col(Offer.search_text).contains(word, autoescape=True) for word in fold(wanted.words).split())
    if wanted.goal_bit is not None:
        yield col(Offer.goals).op("&")(wanted.goal_bit) != 0
    if wanted.day_part_bit is not None:
        # Day parts that were not told exclude nothing, as in a match.
        yield or_(col(Offer.day_parts) == 0, col(Offer.day_parts).op("&")(wanted.day_part_bit) != 0)
    if wanted.has_places is not None:
        yield from _has_places(wanted.has_places)
    if wanted.updated_since is not None:
        yield col(Offer.updated_at) >= wanted.updated_since
    if wanted.center is not None and wanted.radius_km is not None:
        yield from _is_within(wanted.center, wanted.radius_km)


def _has_places(wanted: bool) -> Iterator[ColumnElement[bool]]:  # noqa: FBT001 - the value of a filter, not a switch
    full = col(Offer.available_places) == 0
    # Unknown places may well be free.
    yield or_(col(Offer.available_places).is_(None), ~full) if wanted else full


def _is_within(center: Point, radius_km: float) -> Iterator[ColumnElement[bool]]:
    # Flat earth around the centre: within a municipality off by less than one in a thousand, and only + and * in SQL.
    north = (col(Offer.latitude) - center.latitude) * KM_PER_DEGREE
    east = (col(Offer.longitude) - center.longitude) * (KM_PER_DEGREE * cos(radians(center.latitude)))
    yield north * north + east * east <= radius_km * radius_km
