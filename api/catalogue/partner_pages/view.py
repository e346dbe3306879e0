"""The offers of a partner as its page shows them on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from api.catalogue.offers.leaflet import make_leaflet
from api.catalogue.offers.settings import OfferSettings
from api.catalogue.offers.state import lasting_state, state_facts, state_on
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import OfferState, ReviewDecision
from api.catalogue.partner_pages.saying import say_assured, say_places, say_state, say_when
from api.catalogue.partner_pages.vocabulary import OfferStep
from api.platform.requests.desk import Desk
from matching.vocabulary import Language, OfferStatus

_TONES: Final = {
    OfferState.PUBLISHED: "good",
    OfferState.FULL: "good",
    OfferState.UPCOMING: "good",
    OfferState.STALE: "warn",
    OfferState.IN_REVIEW: "warn",
}
_EXPLAINED: Final = frozenset(
    {
        *(OfferState.STALE, OfferState.PAUSED, OfferState.DRAFT, OfferState.ENDED),
        *(OfferState.FULL, OfferState.IN_REVIEW, OfferState.WITHDRAWN),
    }
)
_LIVE: Final = frozenset({OfferState.PUBLISHED, OfferState.FULL, OfferState.UPCOMING, OfferState.STALE})
GROUPS: Final = ("due", "live", "resting")
"""The offers to look at first, those that coaches see, and those that they do not see now."""


@dataclass(frozen=True, slots=True)
class Card:
    """One offer, in words."""

    offer: Offer
    state: OfferState
    state_text: str
    tone: str
    when: str
    places: str
    assured: str
    group: str
    taps: tuple[OfferStep, ...]

    @property
    def is_explained(self) -> bool:
        """Whether there is more to say of its state."""
        return self.state in _EXPLAINED


def make_card(desk: Desk, offer: Offer, language: Language) -> Card:
    """Put one offer into words."""
    stale_after_days = desk.settings[OfferSettings].stale_after_days
    state = state_on(state_facts(offer), desk.today, stale_after_days=stale_after_days)
    # Half way to being out of date is early enough to ask: nothing has been lost yet.
    rhythm_days = offer.review_every_days or stale_after_days
    is_due = state in _LIVE and offer.assured_on < desk.today - timedelta(days=rhythm_days // 2)
    return Card(
        offer=offer,
        state=state,
        state_text=say_state(offer, state, language),
        tone=_TONES.get(state, "quiet"),
        when=say_when(offer, language),
        places=say_places(offer, language),
        assured=say_assured(offer, desk.today, language),
        group="due" if is_due else "live" if state in _LIVE else "resting",
        taps=_taps_of(desk, offer, state),
    )


def _taps_of(desk: Desk, offer: Offer, state: OfferState) -> tuple[OfferStep, ...]:
    """List what can be done to an offer with one tap."""
    if offer.status is not OfferStatus.PUBLISHED:
        return () if offer.status is OfferStatus.WITHDRAWN else (OfferStep.RESUME,)
    # An offer that waits for a reviewer, or is over, says nothing by being looked at again.
    can_assure = state in _LIVE and offer.assured_on < desk.today
    return (*((OfferStep.ASSURE,) if can_assure else ()), *(() if state is OfferState.ENDED else (OfferStep.PAUSE,)))


def group_cards(cards: Sequence[Card]) -> Mapping[str, Sequence[Card]]:
    """Return the cards by group, the groups to look at first."""
    grouped = {name: [card for card in cards if card.group == name] for name in GROUPS}
    return {name: found for name, found in grouped.items() if found}


def is_refused(offer: Offer) -> bool:
    """Tell whether a reviewer did not let it be placed."""
    return offer.review_decision is ReviewDecision.REFUSE and lasting_state(offer) is OfferState.WITHDRAWN


def describe(offer: Offer, organization: str, language: Language) -> Sequence[tuple[str, str]]:
    """Return what visitors read of an offer: where, when, how much."""
    return make_leaflet(offer, OfferState.PUBLISHED, organization, language).facts
