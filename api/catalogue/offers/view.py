"""An offer as one caller sees it on one day."""

from dataclasses import dataclass
from datetime import date

from api.catalogue.offers.mapping import to_answer
from api.catalogue.offers.schemas import OfferRead, OwnOfferRead
from api.catalogue.offers.state import state_facts, state_on
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferState
from api.platform.security.roles import Caller, Role
from api.platform.web.answers import body_of


@dataclass(frozen=True, slots=True)
class OfferView:
    """The eyes of a caller on a day; nobody but the organization itself sees its contact."""

    caller: Caller | None
    today: date
    stale_after_days: int

    def state_of(self, offer: Offer) -> OfferState:
        """Return the state on this day."""
        return state_on(state_facts(offer), self.today, stale_after_days=self.stale_after_days)

    def show(self, offer: Offer) -> OfferRead:
        """Show the offer as everyone sees it."""
        return to_answer(offer, OfferRead, state=self.state_of(offer))

    def body_of(self, offer: Offer) -> bytes:
        """Return the bytes of the offer, with its contact for the organization itself."""
        # An admin and a coach of the same organization see no contact either.
        if self.caller and self.caller.role is Role.PARTNER and self.caller.organization_id == offer.organization_id:
            return body_of(to_answer(offer, OwnOfferRead, state=self.state_of(offer)))
        return body_of(self.show(offer))
