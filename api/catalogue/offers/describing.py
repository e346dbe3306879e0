"""An offer as its partner describes it now, not recorded yet."""

from collections.abc import Mapping
from typing import Any, Final

from api.catalogue.offers.counting import left_after_saying
from api.catalogue.offers.mapping import to_columns
from api.catalogue.offers.recording import Change
from api.catalogue.offers.schemas import OfferWrite
from api.catalogue.offers.state import lasting_state
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferEvent, OfferState, ReviewDecision
from api.catalogue.places.likely import require_likely
from api.catalogue.places.queries import Located, locate
from api.catalogue.places.schemas import Position
from api.catalogue.places.settings import PlaceSettings
from api.platform.requests.desk import Desk
from api.platform.storage.rows import make_row
from matching.facts import Point
from matching.vocabulary import OfferStatus, Precision

ANSWERS_OF_REVIEW: Final = ("paid_before", "vacancy_open")
GIVEN_POSITION: Final = ("postcode", "given_latitude", "given_longitude")
"""The columns from which follows where an offer is."""


def describe_new(desk: Desk, organization_id: str, wanted: OfferWrite) -> Change:
    """Return a new offer of this organization; raises InvalidInputError for coordinates that cannot be right."""
    columns = to_columns(wanted)
    columns |= find_position(desk, columns) | {
        "organization_id": organization_id,
        "external_id": wanted.external_id,
        "available_places": columns["said_available_places"],
        "assured_on": desk.today,
        "created_at": desk.now,
        "updated_at": desk.now,
    }
    return Change(desk, make_row(Offer, columns), OfferEvent.CREATED, OfferState.DRAFT)


def describe_anew(desk: Desk, offer: Offer, wanted: OfferWrite) -> Change | None:
    """Make the offer as it is wanted now; None when it was so, and known to be so today.

    The same once more is an assurance that it still holds. Raises InvalidInputError for coordinates that cannot be
    right.
    """
    columns = _with_standing_review(offer, to_columns(wanted)) | {"external_id": wanted.external_id}
    columns["available_places"] = left_after_saying(
        offer, total=columns["total_places"], said=columns["said_available_places"]
    )
    # Only what differs: the same once more is an assurance, and no change for whoever follows.
    changes = {name: value for name, value in columns.items() if getattr(offer, name) != value}
    if changes:
        return change(desk, offer, changes | {"assured_on": desk.today}, OfferEvent.UPDATED)
    if offer.assured_on >= desk.today:
        return None
    offer.assured_on = desk.today
    return Change(desk, offer, OfferEvent.ASSURED, lasting_state(offer))


def change(desk: Desk, offer: Offer, changes: dict[str, Any], event: OfferEvent) -> Change:
    """Give the offer these columns now, and its position; raises InvalidInputError before it has any of them."""
    before = lasting_state(offer)
    placed = {name: changes[name] if name in changes else getattr(offer, name) for name in GIVEN_POSITION}
    offer.sqlmodel_update(changes | find_position(desk, placed) | {"updated_at": desk.now})
    return Change(desk, offer, event, before)


def find_position(desk: Desk, placed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the position of what stands at these columns; raises InvalidInputError for what cannot be right."""
    given = None
    if placed["given_latitude"] is not None and placed["given_longitude"] is not None:
        given = Point(placed["given_latitude"], placed["given_longitude"])
    with desk.session.no_autoflush:  # What is half written goes to the database in `record`, which tells a conflict.
        found = locate(desk.session, point=None, postcode=placed["postcode"])
    require_likely(given, found, area=desk.settings[PlaceSettings].area, at="/location")
    located = found if given is None else Located(given, Precision.ADDRESS)
    return {
        "latitude": located.point.latitude if located.point else None,
        "longitude": located.point.longitude if located.point else None,
        "precision": located.precision,
    }


def require_likely_position(desk: Desk, position: Position) -> None:
    """Raise InvalidInputError for coordinates that cannot be right, before anything is made of them."""
    if position.latitude is not None and position.longitude is not None:
        found = locate(desk.session, point=None, postcode=position.postcode)
        given = Point(position.latitude, position.longitude)
        require_likely(given, found, area=desk.settings[PlaceSettings].area, at="/location")


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
