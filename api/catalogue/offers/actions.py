"""What happens to offers: every write is recorded, numbered and kept, in one transaction."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy.orm.attributes import set_committed_value

from api.catalogue.offers.counting import count_given_back, count_taken
from api.catalogue.offers.describing import GIVEN_POSITION, change, describe_anew, describe_new, find_position
from api.catalogue.offers.queries import (
    find_offer_by_external_id,
    get_rhythm,
    hold_offers_by_external_ids,
    list_offers_with_postcode,
)
from api.catalogue.offers.recording import IN_USE, Change, record
from api.catalogue.offers.schemas import OfferWrite
from api.catalogue.offers.state import lasting_state, needs_review
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferEvent, ReviewDecision
from api.platform.requests.desk import Desk
from api.platform.web.problems import ConflictError, ProblemError, Words
from matching.vocabulary import OfferStatus


class OwnOffer(NamedTuple):
    """An offer as it is wanted now under its organization's own id, at whose desk, and what must be so before."""

    desk: Desk
    organization_id: str
    wanted: OfferWrite
    require: Callable[[Offer | None], None] | None = None


class Upserted(NamedTuple):
    """What became of one."""

    offer: Offer
    change: Change | None

    @property
    def is_new(self) -> bool:
        """Whether it was not there before."""
        return self.change is not None and self.change.event is OfferEvent.CREATED


def create_offer(desk: Desk, organization_id: str, wanted: OfferWrite) -> Offer:
    """Add an offer; raises NotFoundError for the organization and ConflictError for a partner's id in use."""
    _require_unused(desk, organization_id, wanted.external_id)
    added = _describe_here(desk, organization_id, wanted)
    record([added])
    return added.offer


def replace_offer(desk: Desk, offer: Offer, wanted: OfferWrite) -> Offer:
    """Make the offer as it is wanted now; the same once more is only an assurance that it still holds."""
    changed = describe_anew(desk, offer, wanted)
    record([changed] if changed else [])
    return offer


def upsert_offer(desk: Desk, organization_id: str, wanted: OfferWrite) -> Offer:
    """Return the offer under its organization's own id, as it is wanted now."""
    asked = [OwnOffer(desk, organization_id, wanted)]
    try:
        (outcome,) = upsert_offers(asked)
    except ConflictError:
        # Somebody else added it since it was looked for, so by now it is there to be replaced.
        (outcome,) = upsert_offers(asked)
    if isinstance(outcome, ProblemError):
        raise outcome
    return outcome.offer


def upsert_offers(asked: Sequence[OwnOffer]) -> list[Upserted | ProblemError]:
    """Write offers under their own ids, each another one, in one transaction; what is wrong with one leaves the others.

    Raises ConflictError when somebody else added one of them since it was looked for: then nothing may be kept.
    """
    ids = defaultdict[str, list[str]](list)
    for each in asked:
        ids[each.organization_id].append(each.wanted.external_id or "")
    session = asked[0].desk.session
    # In one order, so that of two that write for the same organizations neither waits for the other.
    there = {each: hold_offers_by_external_ids(session, each, ids[each]) for each in sorted(ids)}
    outcomes = [_upsert(each, there[each.organization_id].get(each.wanted.external_id)) for each in asked]
    upserted = [outcome for outcome in outcomes if isinstance(outcome, Upserted)]
    record([outcome.change for outcome in upserted if outcome.change])
    return outcomes


def _upsert(asked: OwnOffer, found: Offer | None) -> Upserted | ProblemError:
    try:
        if asked.require is not None:
            asked.require(found)
        if found is not None:
            return Upserted(found, describe_anew(asked.desk, found, asked.wanted))
        added = _describe_here(asked.desk, asked.organization_id, asked.wanted)
    except ProblemError as problem:
        return problem
    return Upserted(added.offer, added)


def withdraw_offer(desk: Desk, offer: Offer) -> None:
    """Take the offer away; its history stays."""
    record([change(desk, offer, {"status": OfferStatus.WITHDRAWN}, OfferEvent.WITHDRAWN)])


def review_offer(desk: Desk, offer: Offer, decision: ReviewDecision, reason: str) -> Offer:
    """Publish or refuse what looks like paid work; raises ConflictError when nothing waits for a decision."""
    is_refused = offer.review_decision is ReviewDecision.REFUSE
    if not is_refused and (offer.status is not OfferStatus.PUBLISHED or not needs_review(offer)):
        raise ConflictError(Words("Dit aanbod wacht niet op een besluit.", "This offer does not wait for a decision."))
    changes: dict[str, Any] = {"review_decision": decision, "review_reason": reason, "reviewed_at": desk.now}
    changes["status"] = OfferStatus.WITHDRAWN if decision is ReviewDecision.REFUSE else OfferStatus.PUBLISHED
    record([change(desk, offer, changes | {"review_again": False}, OfferEvent.REVIEWED)])
    return offer


def take_place(desk: Desk, offer: Offer) -> bool:
    """Take one place, however many ask at once, and tell whether it was counted; raises ConflictError for none left."""
    # What was never counted cannot run out.
    if offer.available_places is None:
        return False
    if not count_taken(desk, offer):
        raise ConflictError(Words("Er is geen plek meer vrij bij dit aanbod.", "This offer has no place left."))
    record([Change(desk, offer, OfferEvent.UPDATED, lasting_state(offer))])
    return True


def give_back_place(desk: Desk, offer: Offer) -> None:
    """Give back a place that is held no more: one more to give, unless the partner has fewer by now."""
    count_given_back(desk, offer)
    record([Change(desk, offer, OfferEvent.UPDATED, lasting_state(offer))])


def relocate_offers(desk: Desk) -> int:
    """Give offers the position that their postcode has by now; the answer is how many moved."""
    moved: list[Change] = []
    for offer in list_offers_with_postcode(desk.session):
        position = find_position(desk, {name: getattr(offer, name) for name in GIVEN_POSITION})
        if any(getattr(offer, name) != value for name, value in position.items()):
            offer.sqlmodel_update(position)
            moved.append(Change(desk, offer, OfferEvent.LOCATED, lasting_state(offer)))
    record(moved)
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
