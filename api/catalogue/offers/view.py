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

    def body_of(self, offer: Offer, shown: OwnOfferRead | None = None) -> bytes:
        """Return the bytes of the offer, with its contact for the organization itself; `shown` when it was made."""
        # An admin and a coach of the same organization see no contact either.
        caller = self.caller
        if caller is None or caller.role is not Role.PARTNER or caller.organization_id != offer.organization_id:
            return body_of(self.show(offer))
        shown = shown or to_answer(offer, OwnOfferRead, state=OfferState.PUBLISHED)
        return body_of(shown.model_copy(update={"state": self.state_of(offer)}))
