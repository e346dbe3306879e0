"""Which services and organizations are asked."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, func, select

from api.catalogue.hsds.lists import LISTS, has_interests
from api.catalogue.hsds.shapes import NumberedPage
from api.catalogue.hsds.terms import INTERESTS, find_concept
from api.catalogue.hsds.vocabulary import DAYS
from api.catalogue.offers.queries import OfferFilter, conditions_of, is_open, offer_not_found
from api.catalogue.offers.tables import Offer
from api.catalogue.organizations.queries import organization_not_found
from api.catalogue.organizations.tables import Organization
from matching import to_bits
from matching.vocabulary import DayPart

ListedRow = TypeVar("ListedRow")


class Listed(NamedTuple, Generic[ListedRow]):
    """The rows of one page, and how many there are in all."""

    rows: Sequence[ListedRow]
    total: int


@dataclass(frozen=True, slots=True)
class ServiceFilter:
    """What a list of services is narrowed to: as a list of offers, and by terms, ages and days."""

    offers: OfferFilter
    taxonomy: str | None = None
    term: tuple[str, str] | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    day: str | None = None


def get_service(session: Session, offer_id: str, *, today: date) -> Offer:
    """Return the offer that is published and not ended; raises NotFoundError."""
    offer = session.exec(select(Offer).where(Offer.id == offer_id, *is_open(today))).one_or_none()
    if offer is None:
        raise offer_not_found()
    return offer


def list_services(session: Session, wanted: ServiceFilter, asked: NumberedPage, *, today: date) -> Listed[Offer]:
    """List the services of a page, oldest first."""
    conditions = [*is_open(today), *conditions_of(wanted.offers), *_narrow(wanted)]
    if wanted.term is not None and wanted.term[0] == INTERESTS:
        return _list_interested(session, wanted.term[1], conditions, asked)
    total = session.exec(select(func.count()).select_from(Offer).where(*conditions)).one()
    query = select(Offer).where(*conditions).order_by(col(Offer.id)).offset(asked.offset).limit(asked.per_page)
    return Listed(session.exec(query).all(), total)


def _list_interested(
    session: Session, concept: str, conditions: Collection[ColumnElement[bool]], asked: NumberedPage
) -> Listed[Offer]:
    # Interests are kept as partners say them: which concept each shows is not for the database to tell.
    told = session.exec(select(Offer.id, Offer.interests).where(*conditions).order_by(col(Offer.id)))
    ids = [offer_id for offer_id, interests in told if any(find_concept(each) == concept for each in interests)]
    shown = ids[asked.offset : asked.offset + asked.per_page]
    return Listed(session.exec(select(Offer).where(col(Offer.id).in_(shown)).order_by(col(Offer.id))).all(), len(ids))


def _narrow(wanted: ServiceFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.term is not None and wanted.term[0] in LISTS:
        path, code = wanted.term
        yield LISTS[path].holds(code)
    if wanted.taxonomy is not None:
        yield has_interests() if wanted.taxonomy == INTERESTS else LISTS[wanted.taxonomy].holds(None)
    if wanted.minimum_age is not None:
        yield col(Offer.minimum_age) >= wanted.minimum_age
    if wanted.maximum_age is not None:
        yield col(Offer.maximum_age) <= wanted.maximum_age
    if wanted.day is not None:
        parts = [part for part in DayPart if DAYS[part.partition("-")[0]] == wanted.day]
        yield col(Offer.day_parts).op("&")(to_bits(parts, DayPart)) != 0


def list_services_of(session: Session, organization_ids: Collection[str], *, today: date) -> Sequence[Offer]:
    """List all services of these organizations, oldest first."""
    query = select(Offer).where(col(Offer.organization_id).in_(organization_ids), *is_open(today))
    return session.exec(query.order_by(col(Offer.id))).all()


def get_provider(session: Session, organization_id: str, *, today: date) -> Organization:
    """Return an organization that has a service; raises NotFoundError."""
    query = select(Organization).where(Organization.id == organization_id, _provides(today))
    organization = session.exec(query).one_or_none()
    if organization is None:
        raise organization_not_found()
    return organization


def list_providers(session: Session, words: str | None, asked: NumberedPage, *, today: date) -> Listed[Organization]:
    """List the organizations of a page that have a service, oldest first; all words stand in name or description."""
    conditions = [_provides(today), *(_says(word) for word in (words or "").split())]
    total = session.exec(select(func.count()).select_from(Organization).where(*conditions)).one()
    query = select(Organization).where(*conditions).order_by(col(Organization.id))
    return Listed(session.exec(query.offset(asked.offset).limit(asked.per_page)).all(), total)


def _says(word: str) -> ColumnElement[bool]:
    texts = (col(Organization.name), col(Organization.description))
    return or_(*(text.icontains(word, autoescape=True) for text in texts))


def _provides(today: date) -> ColumnElement[bool]:
    # Coaches and hosts have organizations too; who offers nothing is in no directory.
    return col(Organization.id).in_(select(Offer.organization_id).where(*is_open(today)))
