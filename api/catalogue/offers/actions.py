"""What happens to offers: every write is recorded, numbered and kept, in one transaction."""

from typing import Any

from sqlalchemy.exc import IntegrityError

from api.catalogue.offers.counting import count_given_back, count_taken, left_after_saying
from api.catalogue.offers.mapping import to_answer, to_columns
from api.catalogue.offers.queries import (
    find_offer_by_external_id,
    find_offer_by_external_id_to_change,
    list_offers_with_postcode,
)
from api.catalogue.offers.schemas import OfferRead, OfferWrite
from api.catalogue.offers.state import lasting_state, needs_review
from api.catalogue.offers.tables import Offer, OfferChange
from api.catalogue.offers.vocabulary import CATALOGUE, OfferEvent, OfferState, ReviewDecision
from api.catalogue.organizations.queries import get_organization
from api.catalogue.places.likely import require_likely
from api.catalogue.places.queries import Located, locate
from api.catalogue.places.settings import PlaceSettings
from api.platform.requests.desk import Desk
from api.platform.storage.freshness import bump
from api.platform.storage.violations import breaks_unique
from api.platform.web.problems import ConflictError, Words
from api.platform.webhooks.announcing import announce
from matching.facts import Point
from matching.vocabulary import OfferStatus, Precision

NOT_YET_PUBLIC = frozenset({OfferState.DRAFT, OfferState.IN_REVIEW})
ANSWERS_OF_REVIEW = ("paid_before", "vacancy_open")


_IN_USE = Words("Er is al aanbod met deze externalId.", "There is an offer with this externalId already.")


def create_offer(desk: Desk, organization_id: str, wanted: OfferWrite) -> Offer:
    """Add an offer; raises NotFoundError for the organization and ConflictError for a partner's id in use."""
    _require_unused(desk, organization_id, wanted.external_id)
    offer = _new_offer(desk, organization_id, wanted)
    desk.session.add(offer)
    _record(desk, offer, OfferEvent.CREATED, before=OfferState.DRAFT)
    return offer


def replace_offer(desk: Desk, offer: Offer, wanted: OfferWrite) -> Offer:
    """Make the offer as it is wanted now; the same once more is only an assurance that it still holds."""
    columns = _with_standing_review(offer, to_columns(wanted)) | {"external_id": wanted.external_id}
    columns["available_places"] = left_after_saying(
        offer, total=columns["total_places"], said=columns["said_available_places"]
    )
    changes = {name: value for name, value in columns.items() if getattr(offer, name) != value}
    if not changes:
        return _assure(desk, offer)
    _change(desk, offer, changes | {"assured_on": desk.today}, OfferEvent.UPDATED)
    return offer


def upsert_offer(desk: Desk, organization_id: str, external_id: str, wanted: OfferWrite) -> tuple[Offer, bool]:
    """Return the offer under the partner's own id, as it is wanted now, and whether it is new."""
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
    is_refused = offer.review_decision is ReviewDecision.REFUSE
    if not is_refused and (offer.status is not OfferStatus.PUBLISHED or not needs_review(offer)):
        raise ConflictError(Words("Dit aanbod wacht niet op een besluit.", "This offer does not wait for a decision."))
    changes: dict[str, Any] = {"review_decision": decision, "review_reason": reason, "reviewed_at": desk.now}
    changes["status"] = OfferStatus.WITHDRAWN if decision is ReviewDecision.REFUSE else OfferStatus.PUBLISHED
    _change(desk, offer, changes | {"review_again": False}, OfferEvent.REVIEWED)
    return offer


def take_place(desk: Desk, offer: Offer) -> bool:
    """Take one place, however many ask at once, and tell whether it was counted; raises ConflictError for none left."""
    if offer.available_places is None:
        return False
    if not count_taken(desk, offer):
        raise ConflictError(Words("Er is geen plek meer vrij bij dit aanbod.", "This offer has no place left."))
    _record(desk, offer, OfferEvent.UPDATED, before=lasting_state(offer))
    return True


def give_back_place(desk: Desk, offer: Offer) -> None:
    """Give back a place that is held no more: one more to give, unless the partner has fewer by now."""
    count_given_back(desk, offer)
    _record(desk, offer, OfferEvent.UPDATED, before=lasting_state(offer))


def relocate_offers(desk: Desk) -> int:
    """Give offers the position that their postcode has by now; the answer is how many moved."""
    moved = 0
    for offer in list_offers_with_postcode(desk.session):
        before = (offer.latitude, offer.longitude, offer.precision)
        _locate(desk, offer)
        if (offer.latitude, offer.longitude, offer.precision) != before:
            desk.session.add(offer)
            _record(desk, offer, OfferEvent.LOCATED, before=lasting_state(offer))
            moved += 1
    return moved


def _require_unused(desk: Desk, organization_id: str, external_id: str | None) -> None:
    """Raise ConflictError for an id in use, with the offer's id and how what was withdrawn comes back."""
    found = find_offer_by_external_id(desk.session, organization_id, external_id) if external_id else None
    if found is None:
        return
    error = ConflictError(_IN_USE)
    if found.status is OfferStatus.WITHDRAWN:
        error = ConflictError(
            Words(
                "Dit aanbod was er al en is weggehaald. Zet het terug met PUT op hetzelfde externalId.",
                "This offer was there before and was withdrawn. Bring it back with PUT under the same externalId.",
            )
        )
    error.members = {"offerId": found.id}
    raise error


def _new_offer(desk: Desk, organization_id: str, wanted: OfferWrite) -> Offer:
    get_organization(desk.session, organization_id)
    offer = Offer(
        organization_id=organization_id,
        external_id=wanted.external_id,
        **to_columns(wanted),
        available_places=wanted.places.available if wanted.places else None,
        assured_on=desk.today,
        created_at=desk.now,
        updated_at=desk.now,
    )
    _locate(desk, offer)
    return offer


def _assure(desk: Desk, offer: Offer) -> Offer:
    if offer.assured_on < desk.today:
        offer.assured_on = desk.today
        desk.session.add(offer)
        _record(desk, offer, OfferEvent.ASSURED, before=lasting_state(offer))
    return offer


def _with_standing_review(offer: Offer, columns: dict[str, Any]) -> dict[str, Any]:
    """Add what a reviewer said and what the partner answered: leaving an answer out is no answer.

    A refusal stands, whatever else changes, until an admin decides otherwise or the partner's answer differs; then it
    is looked at again.
    """
    given = {name: columns[name] for name in ANSWERS_OF_REVIEW if columns[name] is not None}
    kept = {name: getattr(offer, name) for name in ANSWERS_OF_REVIEW} | given
    has_new_answer = any(value != getattr(offer, name) for name, value in given.items())
    is_refused = offer.review_decision is ReviewDecision.REFUSE
    if is_refused and not has_new_answer:
        return columns | kept | {"status": OfferStatus.WITHDRAWN}
    if has_new_answer or (offer.review_decision is not None and columns["kind"] != offer.kind):
        again = {"review_decision": None, "review_reason": None, "reviewed_at": None}
        return columns | kept | again | {"review_again": is_refused or offer.review_again}
    return columns | kept


def _change(desk: Desk, offer: Offer, changes: dict[str, Any], event: OfferEvent) -> None:
    before = lasting_state(offer)
    offer.sqlmodel_update(changes | {"updated_at": desk.now})
    _locate(desk, offer)
    desk.session.add(offer)
    _record(desk, offer, event, before=before)


def _locate(desk: Desk, offer: Offer) -> None:
    """Give the offer its position; raises InvalidInputError for coordinates that cannot be right."""
    given = None
    if offer.given_latitude is not None and offer.given_longitude is not None:
        given = Point(offer.given_latitude, offer.given_longitude)
    with desk.session.no_autoflush:  # What is half written goes to the database in _record, which tells a conflict.
        found = locate(desk.session, point=None, postcode=offer.postcode)
    require_likely(given, found, area=desk.settings[PlaceSettings].area, at="/location")
    located = found if given is None else Located(given, Precision.ADDRESS)
    offer.latitude = located.point.latitude if located.point else None
    offer.longitude = located.point.longitude if located.point else None
    offer.precision = located.precision


def _record(desk: Desk, offer: Offer, event: OfferEvent, *, before: OfferState) -> None:
    try:
        desk.session.flush()
    except IntegrityError as error:
        if not breaks_unique(error, Offer, "organization_id", "external_id"):
            raise
        raise ConflictError(_IN_USE) from None
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
