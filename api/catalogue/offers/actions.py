"""What happens to offers: every write is recorded, numbered and kept, in one transaction."""

from typing import Any

from sqlalchemy.orm.attributes import set_committed_value

from api.catalogue.offers.counting import count_given_back, count_taken
from api.catalogue.offers.describing import GIVEN_POSITION, change, describe_anew, describe_new, find_position
from api.catalogue.offers.queries import (
    find_offer_by_external_id,
    find_offer_by_external_id_to_change,
    get_rhythm,
    list_offers_with_postcode,
)
from api.catalogue.offers.recording import IN_USE, Change, record
from api.catalogue.offers.schemas import OfferWrite
from api.catalogue.offers.state import lasting_state, needs_review
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferEvent, ReviewDecision
from api.platform.requests.desk import Desk
from api.platform.web.problems import ConflictError, Words
from matching.vocabulary import OfferStatus


def create_offer(desk: Desk, organization_id: str, wanted: OfferWrite) -> Offer:
    """Add an offer; raises NotFoundError for the organization and ConflictError for a partner's id in use."""
    _require_unused(desk, organization_id, wanted.external_id)
    added = _describe_here(desk, organization_id, wanted)
    record(desk, [added])
    return added.offer


def replace_offer(desk: Desk, offer: Offer, wanted: OfferWrite) -> Offer:
    """Make the offer as it is wanted now; the same once more is only an assurance that it still holds."""
    changed = describe_anew(desk, offer, wanted)
    record(desk, [changed] if changed else [])
    return offer


def upsert_offer(
    desk: Desk, organization_id: str, external_id: str, wanted: OfferWrite, *, found: Offer | None
) -> tuple[Offer, bool]:
    """Return the offer under the partner's own id, as it is wanted now, and whether it is new.

    `found` is what was under that id in this transaction, held.
    """
    own = wanted.model_copy(update={"external_id": external_id})
    if found is not None:
        return replace_offer(desk, found, own), False
    added = _describe_here(desk, organization_id, own)
    try:
        record(desk, [added])
    except ConflictError:
        # Somebody else added it since it was looked for, so by now it is there to be replaced.
        offer = find_offer_by_external_id_to_change(desk.session, organization_id, external_id)
        if offer is None:
            raise
        return replace_offer(desk, offer, own), False
    return added.offer, True


def withdraw_offer(desk: Desk, offer: Offer) -> None:
    """Take the offer away; its history stays."""
    record(desk, [change(desk, offer, {"status": OfferStatus.WITHDRAWN}, OfferEvent.WITHDRAWN)])


def review_offer(desk: Desk, offer: Offer, decision: ReviewDecision, reason: str) -> Offer:
    """Publish or refuse what looks like paid work; raises ConflictError when nothing waits for a decision."""
    is_refused = offer.review_decision is ReviewDecision.REFUSE
    if not is_refused and (offer.status is not OfferStatus.PUBLISHED or not needs_review(offer)):
        raise ConflictError(Words("Dit aanbod wacht niet op een besluit.", "This offer does not wait for a decision."))
    changes: dict[str, Any] = {"review_decision": decision, "review_reason": reason, "reviewed_at": desk.now}
    changes["status"] = OfferStatus.WITHDRAWN if decision is ReviewDecision.REFUSE else OfferStatus.PUBLISHED
    record(desk, [change(desk, offer, changes | {"review_again": False}, OfferEvent.REVIEWED)])
    return offer


def take_place(desk: Desk, offer: Offer) -> bool:
    """Take one place, however many ask at once, and tell whether it was counted; raises ConflictError for none left."""
    # What was never counted cannot run out.
    if offer.available_places is None:
        return False
    if not count_taken(desk, offer):
        raise ConflictError(Words("Er is geen plek meer vrij bij dit aanbod.", "This offer has no place left."))
    record(desk, [Change(offer, OfferEvent.UPDATED, lasting_state(offer))])
    return True


def give_back_place(desk: Desk, offer: Offer) -> None:
    """Give back a place that is held no more: one more to give, unless the partner has fewer by now."""
    count_given_back(desk, offer)
    record(desk, [Change(offer, OfferEvent.UPDATED, lasting_state(offer))])


def relocate_offers(desk: Desk) -> int:
    """Give offers the position that their postcode has by now; the answer is how many moved."""
    moved: list[Change] = []
    for offer in list_offers_with_postcode(desk.session):
        position = find_position(desk, {name: getattr(offer, name) for name in GIVEN_POSITION})
        if any(getattr(offer, name) != value for name, value in position.items()):
            offer.sqlmodel_update(position)
            moved.append(Change(offer, OfferEvent.LOCATED, lasting_state(offer)))
    record(desk, moved)
    return len(moved)


def _describe_here(desk: Desk, organization_id: str, wanted: OfferWrite) -> Change:
    """Return a new offer of an organization that is there, and its rhythm; raises NotFoundError for the former."""
    rhythm = get_rhythm(desk.session, organization_id)
    added = describe_new(desk, organization_id, wanted)
    # What was read just now is not asked again when the offer is shown.
    set_committed_value(added.offer, "review_every_days", rhythm)
    return added


def _require_unused(desk: Desk, organization_id: str, external_id: str | None) -> None:
    """Raise ConflictError for an id in use, with the offer's id and how what was withdrawn comes back."""
    found = find_offer_by_external_id(desk.session, organization_id, external_id) if external_id else None
    if found is None:
        return
    error = ConflictError(IN_USE)
    if found.status is OfferStatus.WITHDRAWN:
        error = ConflictError(
            Words(
                "Dit aanbod was er al en is weggehaald. Zet het terug met PUT op hetzelfde externalId.",
                "This offer was there before and was withdrawn. Bring it back with PUT under the same externalId.",
            )
        )
    error.members = {"offerId": found.id}
    raise error
