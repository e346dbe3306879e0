"""Which caller may see and write which offer, and what of it."""

from api.catalogue.offers.cards import is_card_of
from api.catalogue.offers.queries import get_offer, offer_not_found
from api.catalogue.offers.settings import OfferSettings
from api.catalogue.offers.state import lasting_state, state_facts, state_on
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferState
from api.platform.requests.desk import Desk
from api.platform.security.roles import Caller, Role
from api.platform.settings import NodeSettings
from api.platform.storage.ids import is_id
from api.platform.web.problems import ForbiddenError, UnauthenticatedError, Words, invalid

HIDDEN_STATES = frozenset({OfferState.DRAFT, OfferState.PAUSED, OfferState.IN_REVIEW, OfferState.WITHDRAWN})


def require_reader(caller: Caller | None, *, public_catalogue: bool) -> None:
    """Raise UnauthenticatedError for a caller without a key, unless the catalogue is public."""
    if caller is None and not public_catalogue:
        raise UnauthenticatedError(
            Words("Deze catalogus is alleen met een sleutel te lezen.", "This catalogue is read with a key."),
            headers={"WWW-Authenticate": "Bearer"},
        )


def is_hidden(offer: Offer) -> bool:
    """Tell whether an offer is not published; only its own organization sees it then."""
    return lasting_state(offer) in HIDDEN_STATES


def require_visible(offer: Offer, state: OfferState, caller: Caller | None) -> None:
    """Raise NotFoundError for what is not published, unless it is the caller's own."""
    if state in HIDDEN_STATES and not (caller and caller.owns(offer.organization_id)):
        raise offer_not_found()


def get_offer_on_card(desk: Desk, offer_id: str, card: str) -> tuple[Offer, OfferState]:
    """Return a published offer for who has its card, or for all if the catalogue is public; raises NotFoundError."""
    if not is_id(offer_id):
        raise offer_not_found()
    offer = get_offer(desk.session, offer_id)
    state = state_on(state_facts(offer), desk.today, stale_after_days=desk.settings[OfferSettings].stale_after_days)
    require_visible(offer, state, None)
    if not (desk.settings[NodeSettings].public_catalogue or is_card_of(offer.id, card, desk.secrets)):
        raise offer_not_found()
    return offer, state


def require_owned(offer: Offer, caller: Caller) -> None:
    """Raise NotFoundError when the offer is another organization's."""
    # Another organization's offer is told of as one that is not there.
    if not caller.owns(offer.organization_id):
        raise offer_not_found()


def choose_organization(caller: Caller, asked: str | None) -> str:
    """Return for which organization this caller writes; raises when it has to say so, or may not."""
    if caller.role is Role.ADMIN:
        if asked is None:
            raise invalid(
                "/organizationId",
                "Zeg als beheerder voor welke organisatie dit aanbod is.",
                "As an admin, say for which organization this offer is.",
            )
        return asked
    if asked is not None and asked != caller.organization_id:
        raise ForbiddenError(_NOT_YOURS)
    return caller.organization_id or ""


_NOT_YOURS = Words(
    "Deze sleutel is van een andere organisatie.",
    "This key belongs to another organization.",
)
