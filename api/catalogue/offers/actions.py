"""What happens to offers: every write is recorded, numbered and kept, in one transaction."""

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
from api.platform.requests.desk import Desk
from api.platform.storage.freshness import bump
from api.platform.storage.violations import breaks_unique
from api.platform.web.problems import ConflictError, Words
from api.platform.webhooks.announcing import announce
from matching.facts import Point
from matching.vocabulary import OfferStatus

NOT_YET_PUBLIC = frozenset({OfferState.DRAFT, OfferState.IN_REVIEW})
ANSWERS_OF_REVIEW = ("kind", "paid_before", "vacancy_open")


def create_offer(desk: Desk, organization_id: str, wanted: OfferWrite) -> Offer:
    """A new offer; raises NotFoundError for the organization and ConflictError for an id of the partner in use."""
    offer = _new_offer(desk, organization_id, wanted)
    desk.session.add(offer)
    _record(desk, offer, OfferEvent.CREATED, before=OfferState.DRAFT)
    return offer


def replace_offer(desk: Desk, offer: Offer, wanted: OfferWrite) -> Offer:
    """The offer as it is wanted now; the same once more is only an assurance that it still holds."""
    columns = to_columns(wanted) | {"external_id": wanted.external_id}
    changes = {name: value for name, value in columns.items() if getattr(offer, name) != value}
    if not changes:
        return _assure(desk, offer)
    if changes.keys() & set(ANSWERS_OF_REVIEW):
        changes |= {"review_decision": None, "review_reason": None, "reviewed_at": None}
    _change(desk, offer, changes | {"assured_on": desk.today}, OfferEvent.UPDATED)
    return offer


def upsert_offer(desk: Desk, organization_id: str, external_id: str, wanted: OfferWrite) -> tuple[Offer, bool]:
    """The offer under the partner's own id, and whether it is new."""
    own = wanted.model_copy(update={"external_id": external_id})
    offer = find_offer_by_external_id_to_change(desk.session, organization_id, external_id)
    if offer is not None:
        return replace_offer(desk, offer, own), False
    try:
        with desk.session.begin_nested():
            return create_offer(desk, organization_id, own), True
    except ConflictError:
        # Somebody else added it since it was looked for, so by now it is there to be replaced.
        offer = find_offer_by_external_id_to_change(desk.session, organization_id, external_id)
        if offer is None:
            raise
        return replace_offer(desk, offer, own), False


def withdraw_offer(desk: Desk, offer: Offer) -> None:
    """Take the offer away; its history stays."""
    _change(desk, offer, {"status": OfferStatus.WITHDRAWN}, OfferEvent.WITHDRAWN)


def review_offer(desk: Desk, offer: Offer, decision: ReviewDecision, reason: str) -> Offer:
    """Publish or refuse what looks like paid work; raises ConflictError when nothing waits for a decision."""
    if offer.status is not OfferStatus.PUBLISHED or not needs_review(offer):
        raise ConflictError(Words("Dit aanbod wacht niet op een besluit.", "This offer does not wait for a decision."))
    changes: dict[str, Any] = {"review_decision": decision, "review_reason": reason, "reviewed_at": desk.now}
    if decision is ReviewDecision.REFUSE:
        changes["status"] = OfferStatus.WITHDRAWN
    _change(desk, offer, changes, OfferEvent.REVIEWED)
    return offer


def take_place(desk: Desk, offer: Offer) -> bool:
    """One place less, however many ask at once, and whether it was counted; raises ConflictError when there is none."""
    if offer.available_places is None:
        return False
    left = col(Offer.available_places)
    if not _count_places(desk, offer, left - 1, left > 0):
        raise ConflictError(Words("Er is geen plek meer vrij bij dit aanbod.", "This offer has no place left."))
    return True


def give_back_place(desk: Desk, offer: Offer) -> None:
    """One place more, but never more than there are in all."""
    left, total = col(Offer.available_places), col(Offer.total_places)
    _count_places(desk, offer, left + 1, or_(total.is_(None), left < total))


def relocate_offers(desk: Desk) -> int:
    """Give offers the position that their postcode has by now; the answer is how many moved."""
    moved = 0
    for offer in list_offers_with_postcode(desk.session):
        before = (offer.latitude, offer.longitude, offer.precision)
        _locate(desk.session, offer)
        if (offer.latitude, offer.longitude, offer.precision) != before:
            desk.session.add(offer)
            _record(desk, offer, OfferEvent.LOCATED, before=lasting_state(offer))
            moved += 1
    return moved


def _new_offer(desk: Desk, organization_id: str, wanted: OfferWrite) -> Offer:
    get_organization(desk.session, organization_id)
    offer = Offer(
        organization_id=organization_id,
        external_id=wanted.external_id,
        **to_columns(wanted),
        assured_on=desk.today,
        created_at=desk.now,
        updated_at=desk.now,
    )
    _locate(desk.session, offer)
    return offer


def _assure(desk: Desk, offer: Offer) -> Offer:
    if offer.assured_on < desk.today:
        offer.assured_on = desk.today
        desk.session.add(offer)
        _record(desk, offer, OfferEvent.ASSURED, before=lasting_state(offer))
    return offer


def _count_places(desk: Desk, offer: Offer, places: ColumnElement[Any], condition: ColumnElement[bool]) -> bool:
    counted = desk.session.execute(
        update(Offer).where(col(Offer.id) == offer.id, condition).values(available_places=places, updated_at=desk.now)
    )
    desk.session.refresh(offer)
    if counted.rowcount != 1 or offer.available_places is None:  # type: ignore[attr-defined]
        return False
    _record(desk, offer, OfferEvent.UPDATED, before=lasting_state(offer))
    return True


def _change(desk: Desk, offer: Offer, changes: dict[str, Any], event: OfferEvent) -> None:
    before = lasting_state(offer)
    offer.sqlmodel_update(changes | {"updated_at": desk.now})
    _locate(desk.session, offer)
    desk.session.add(offer)
    _record(desk, offer, event, before=before)


def _locate(session: Session, offer: Offer) -> None:
    given = None
    if offer.given_latitude is not None and offer.given_longitude is not None:
        given = Point(offer.given_latitude, offer.given_longitude)
    with session.no_autoflush:  # What is half written goes to the database in _record, which tells a conflict.
        located = locate(session, point=given, postcode=offer.postcode)
    offer.latitude = located.point.latitude if located.point else None
    offer.longitude = located.point.longitude if located.point else None
    offer.precision = located.precision


def _record(desk: Desk, offer: Offer, event: OfferEvent, *, before: OfferState) -> None:
    try:
        desk.session.flush()
    except IntegrityError as error:
        if not breaks_unique(error, Offer, "organization_id", "external_id"):
            raise
        raise ConflictError(
            Words("Er is al aanbod met deze externalId.", "There is an offer with this externalId already.")
        ) from None
    answer = to_answer(offer, OfferRead, state=OfferState(offer.status))
    desk.session.add(
        OfferChange(
            sequence=bump(desk.session, CATALOGUE),
            offer_id=offer.id,
            event=event,
            changed_at=desk.now,
            changed_by=desk.author_id,
            snapshot=answer.model_dump(mode="json", by_alias=True, exclude={"state"}),
        )
    )
    _announce(desk, offer, event, before=before)


def _announce(desk: Desk, offer: Offer, event: OfferEvent, *, before: OfferState) -> None:
    """Tell everyone, or the own organization alone what the others cannot see before nor after."""
    state = lasting_state(offer)
    is_hidden = {before, state} <= NOT_YET_PUBLIC
    announce(
        desk.session,
        f"offer.{event}",
        organization_ids=[offer.organization_id] if is_hidden else None,
        data={"offerId": offer.id, "organizationId": offer.organization_id, "state": state},
        now=desk.now,
    )
