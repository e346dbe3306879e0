"""What fits who waits: the profiles unsealed in memory, never older than the watches themselves."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Final, NamedTuple, Self

from sqlmodel import Session

from api.catalogue.offers.facts import to_facts
from api.catalogue.offers.tables import Offer
from api.catalogue.offers.vocabulary import CATALOGUE
from api.catalogue.places.queries import Located, locate
from api.clients.facts import to_profile
from api.clients.locating import locate_client, postcode_of
from api.clients.schemas import ClientWrite
from api.matches.facts import to_rules
from api.matches.watches.queries import list_profiles_waiting, list_watches_with
from api.matches.watches.vocabulary import TOLD_UP_TO, WATCHES
from api.platform.node import Node
from api.platform.settings import Settings
from api.platform.storage.freshness import Numbers
from matching import Catalogue, Waiting
from matching.facts import ClientProfile

_NOTHING_YET: Final = -1


class Fitting(NamedTuple):
    """What fits a client who begins to wait, as far as the catalogue was at this number."""

    profile: ClientProfile
    number: int
    offer_ids: frozenset[str]


def wait_alone(profile: ClientProfile, settings: Settings, *, today: date) -> Waiting:
    """Return one client who waits, under an empty key."""
    waiting = _nobody(settings, today)
    waiting.put("", profile)
    return waiting


def lay_out(offers: Iterable[Offer]) -> Catalogue:
    """Return a few offers as the engine looks at them."""
    catalogue = Catalogue()
    for offer in offers:
        catalogue.put(to_facts(offer))
    return catalogue


class Watchers:
    """All who wait for what fits, in the memory of the node that tells them."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._waiting: Waiting | None = None
        self.number = _NOTHING_YET
        """The number of watches at which all was told that there was to tell."""

    def __len__(self) -> int:
        return len(self._waiting or ())

    @classmethod
    def of(cls, node: Node) -> Self:
        """Make the memory of this node, empty until it catches up."""
        return cls(node)

    def have_news(self, numbers: Numbers, today: date) -> bool:
        """Tell whether offers, watches or the day changed since everybody was told."""
        is_behind = numbers[CATALOGUE] > numbers[TOLD_UP_TO] or numbers[WATCHES] != self.number
        return is_behind or self._waiting is None or self._waiting.on != today

    def catch_up(self, session: Session, today: date) -> None:
        """Let exactly those wait that wait in the database on this day."""
        # What a client can carry, and which offers are over, hangs on the day.
        if self._waiting is None or self._waiting.on != today:
            self._waiting = _nobody(self._node.settings, today)
        ids, known = list_profiles_waiting(session, today), self._waiting.keys
        for gone in known - set(ids):
            self._waiting.remove(gone)
        self._take_in(session, self._waiting, [each for each in ids if each not in known])

    def suited(self, catalogue: Catalogue) -> Mapping[str, Sequence[str]]:
        """Return the ids of the watches that each of a few offers fits, by the id of the offer."""
        return self._waiting.suited(catalogue) if self._waiting else {}

    def _take_in(self, session: Session, waiting: Waiting, ids: Sequence[str]) -> None:
        @cache
        def find(postcode: str | None) -> Located:
            return locate(session, point=None, postcode=postcode)

        for watch in list_watches_with(session, ids):
            if watch.sealed_profile is not None:
                client = ClientWrite.model_validate_json(self._node.secrets.decrypt(watch.sealed_profile))
                waiting.put(watch.id, to_profile(client, locate_client(client, find(postcode_of(client)))))


def _nobody(settings: Settings, today: date) -> Waiting:
    cap_hours, speeds = to_rules(settings)
    return Waiting(on=today, policy_cap_hours=cap_hours, speeds=speeds)
