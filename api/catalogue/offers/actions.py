"""What happens to offers: every write is recorded, numbered and kept, in one transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, or_

from api.catalogue.offers.mapping import to_answer, to_columns
from api.catalogue.offers.queries import find_offer_by_external_id_to_change, list_offers_with_postcode
from api.catalogue.offers.schemas import OfferRead, OfferWrite
from api.catalogue.offers.state import lasting_state, needs_review
from api.catalogue.offers.tables import Offer, OfferChange
from api.catalogue.offers.vocabulary import CATALOGUE, OfferEvent, OfferState, ReviewDecision
from api.catalogue.organizations.queries import get_organization
from api.catalogue.places.queries import locate
from api.platform.clock import Clock
from api.platform.storage.freshness import bump
from api.platform.storage.violations import breaks_unique
from api.platform.web.problems import ConflictError, Words
from api.platform.webhooks.announcing import announce
from matching.facts import Point
from matching.vocabulary import OfferStatus

NOT_YET_PUBLIC = frozenset({OfferState.DRAFT, OfferState.IN_REVIEW})
ANSWERS_OF_REVIEW = ("kind", "paid_before", "vacancy_open")


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, and when."""

    id: str
    now: datetime
    today: date

    @classmethod
    def at(cls, clock: Clock, caller_id: str) -> "Author":
        """This caller, now."""
        return cls(caller_id, clock.now(), clock.today())


def create_offer(session: Session, organization_id: str, wanted: OfferWrite, author: Author) -> Offer:
    """A new offer; raises NotFoundError for the organization and ConflictError for an id of the partner in use."""
    offer = _new_offer(session, organization_id, wanted, author)
    session.add(offer)
    _record(session, offer, OfferEvent.CREATED, author, before=OfferState.DRAFT)
    return offer


def replace_offer(session: Session, offer: Offer, wanted: OfferWrite, author: Author) -> Offer:
    """The offer as it is wanted now; the same once more is only an assurance that it still holds."""
    columns = to_columns(wanted) | {"external_id": wanted.external_id}
    changes = {name: value for name, value in columns.items() if getattr(offer, name) != value}
    if not changes:
        return _assure(session, offer, author)
    if changes.keys() & set(ANSWERS_OF_REVIEW):
        changes |= {"review_decision": None, "review_reason": None, "reviewed_at": None}
    _change(session, offer, changes | {"assured_on": author.today}, OfferEvent.UPDATED, author)
    return offer


def upsert_offer(
    session: Session, organization_id: str, external_id: str, wanted: OfferWrite, author: Author
) -> tuple[Offer, bool]:
    """The offer under the partner's own id, and whether it is new."""
    own = wanted.model_copy(update={"external_id": external_id})
    offer = find_offer_by_external_id_to_change(session, organization_id, external_id)
    if offer is not None:
        return replace_offer(session, offer, own, author), False
    try:
        with session.begin_nested():
            return create_offer(session, organization_id, own, author), True
    except ConflictError:
        # Somebody else added it since it was looked for, so by now it is there to be replaced.
        offer = find_offer_by_external_id_to_change(session, organization_id, external_id)
        if offer is None:
            raise
        return replace_offer(session, offer, own, author), False


def withdraw_offer(session: Session, offer: Offer, author: Author) -> None:
    """Take the offer away; its history stays."""
    _change(session, offer, {"status": OfferStatus.WITHDRAWN}, OfferEvent.WITHDRAWN, author)


def review_offer(session: Session, offer: Offer, decision: ReviewDecision, reason: str, author: Author) -> Offer:
    """Publish or refuse what looks like paid work; raises ConflictError when nothing waits for a decision."""
    if offer.status is not OfferStatus.PUBLISHED or not needs_review(offer):
        raise ConflictError(Words("Dit aanbod wacht niet op een besluit.", "This offer does not wait for a decision."))
    changes: dict[str, Any] = {"review_decision": decision, "review_reason": reason, "reviewed_at": author.now}
    if decision is ReviewDecision.REFUSE:
        changes["status"] = OfferStatus.WITHDRAWN
    _change(session, offer, changes, OfferEvent.REVIEWED, author)
    return offer


def take_place(session: Session, offer: Offer, author: Author) -> bool:
    """One place less, however many ask at once, and whether it was counted; raises ConflictError when there is none."""
    if offer.available_places is None:
        return False
    left = col(Offer.available_places)
    if not _count_places(session, offer, author, left - 1, left > 0):
        raise ConflictError(Words("Er is geen plek meer vrij bij dit aanbod.", "This offer has no place left."))
    return True


def give_back_place(session: Session, offer: Offer, author: Author) -> None:
    """One place more, but never more than there are in all."""
    left, total = col(Offer.available_places), col(Offer.total_places)
    _count_places(session, offer, author, left + 1, or_(total.is_(None), left < total))


def relocate_offers(session: Session, author: Author) -> int:
    """Give offers the position that their postcode has by now; the answer is how many moved."""
    moved = 0
    for offer in list_offers_with_postcode(session):
        before = (offer.latitude, offer.longitude, offer.precision)
        _locate(session, offer)
        if (offer.latitude, offer.longitude, offer.precision) != before:
            session.add(offer)
            _record(session, offer, OfferEvent.LOCATED, author, before=lasting_state(offer))
            moved += 1
    return moved


def _new_offer(session: Session, organization_id: str, wanted: OfferWrite, author: Author) -> Offer:
    get_organization(session, organization_id)
    offer = Offer(
        organization_id=organization_id,
        external_id=wanted.external_id,
        **to_columns(wanted),
        assured_on=author.today,
        created_at=author.now,
        updated_at=author.now,
    )
    _locate(session, offer)
    return offer


def _assure(session: Session, offer: Offer, author: Author) -> Offer:
    if offer.assured_on < author.today:
        offer.assured_on = author.today
        session.add(offer)
        _record(session, offer, OfferEvent.ASSURED, author, before=lasting_state(offer))
    return offer


def _count_places(
    session: Session, offer: Offer, author: Author, places: ColumnElement[Any], condition: ColumnElement[bool]
) -> bool:
    counted = session.execute(
        update(Offer).where(col(Offer.id) == offer.id, condition).values(available_places=places, updated_at=author.now)
    )
    session.refresh(offer)
    if counted.rowcount != 1 or offer.available_places is None:  # type: ignore[attr-defined]
        return False
    _record(session, offer, OfferEvent.UPDATED, author, before=lasting_state(offer))
    return True


def _change(session: Session, offer: Offer, changes: dict[str, Any], event: OfferEvent, author: Author) -> None:
    before = lasting_state(offer)
    offer.sqlmodel_update(changes | {"updated_at": author.now})
    _locate(session, offer)
    session.add(offer)
    _record(session, offer, event, author, before=before)


def _locate(session: Session, offer: Offer) -> None:
    given = None
    if offer.given_latitude is not None and offer.given_longitude is not None:
        given = Point(offer.given_latitude, offer.given_longitude)
    with session.no_autoflush:  # What is half written goes to the database in _record, which tells a conflict.
        located = locate(session, point=given, postcode=offer.postcode)
    offer.latitude = located.point.latitude if located.point else None
    offer.longitude = located.point.longitude if located.point else None
    offer.precision = located.precision


def _record(session: Session, offer: Offer, event: OfferEvent, author: Author, *, before: OfferState) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        if not breaks_unique(error, Offer, "organization_id", "external_id"):
            raise
        raise ConflictError(
            Words("Er is al aanbod met deze externalId.", "There is an offer with this externalId already.")
        ) from None
    answer = to_answer(offer, OfferRead, state=OfferState(offer.status))
    session.add(
        OfferChange(
            sequence=bump(session, CATALOGUE),
            offer_id=offer.id,
            event=event,
            changed_at=author.now,
            changed_by=author.id,
            snapshot=answer.model_dump(mode="json", by_alias=True, exclude={"state"}),
        )
    )
    _announce(session, offer, event, author, before=before)


def _announce(session: Session, offer: Offer, event: OfferEvent, author: Author, *, before: OfferState) -> None:
    """Tell everyone, or the own organization alone what the others cannot see before nor after."""
    state = lasting_state(offer)
    is_hidden = {before, state} <= NOT_YET_PUBLIC
    announce(
        session,
        f"offer.{event}",
        organization_ids=[offer.organization_id] if is_hidden else None,
        data={"offerId": offer.id, "organizationId": offer.organization_id, "state": state},
        now=author.now,
    )
