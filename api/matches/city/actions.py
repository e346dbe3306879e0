"""Matching a whole city: the best offers of each client, and then the best allocation for everyone together."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import accumulate
from typing import Final

import numpy as np

from api.catalogue.offers.queries import list_places
from api.catalogue.offers.settings import OfferSettings
from api.catalogue.places.queries import Located, locate
from api.clients.locating import locate_client, postcode_of
from api.matches.city.candidates import ClientOptions, everyone
from api.matches.city.report import CityReport
from api.matches.city.schemas import CityClient, Placement
from api.matches.city.vocabulary import PlacementCode
from api.matches.facts import Rules, to_question, to_rules
from api.matches.live_catalogue import LiveCatalogue
from api.matches.schemas import ClientQuestion
from api.matches.snapshot import SnapshotFile
from api.platform.settings import Settings
from api.platform.storage.database import Database
from api.platform.storage.encryption import open_secrets
from matching import Catalogue, Question
from matching.allocation import CityAllocation, OptionCode, SeatCode, allocate_city, explain_seat
from matching.vocabulary import Language

BEST: Final = 20
_SAID_OF: Final[Mapping[PlacementCode, OptionCode | SeatCode]] = {
    PlacementCode.TOO_FEW_PLACES: OptionCode.TOO_FEW_PLACES,
    PlacementCode.NOTHING_SUITABLE: SeatCode.NOTHING_SUITABLE,
    PlacementCode.NOTHING_POSSIBLE: SeatCode.NOTHING_SUITABLE,
}
Follow = Callable[[Iterator[ClientOptions]], Iterator[ClientOptions]]


@dataclass(frozen=True, slots=True)
class City:
    """A city on one day: where its offers are, and how its clients are matched."""

    database: Database
    settings: Settings
    today: date
    language: Language
    processes: int


@dataclass(slots=True)
class _Stopwatch:
    """How long each phase took."""

    seconds: dict[str, float] = field(default_factory=dict)
    _since: float = field(default_factory=time.perf_counter)

    def lap(self, phase: str) -> None:
        """Note how long the phase took that is now done."""
        now = time.perf_counter()
        self.seconds[phase], self._since = now - self._since, now


def match_city(city: City, clients: Sequence[CityClient], follow: Follow) -> tuple[list[Placement], CityReport]:
    """Return what each client gets, and the figures; `follow` is handed the ranking while it goes on."""
    watch = _Stopwatch()
    catalogue, places = _read_offers(city, most=len(clients))
    watch.lap("offers")
    questions = _read_questions(city, clients)
    with everyone(catalogue, questions, processes=city.processes) as asked_about:
        options = list(follow(asked_about.options()))
        watch.lap("ranking")
        allocation = _allocate(options, places)
        watch.lap("allocation")
        offer_ids = [*places, None]
        chosen = [offer_ids[row] for row in allocation.offers.tolist()]
        reasons = list(asked_about.reasons(chosen))
        watch.lap("reasons")
    placements = [
        _place(client.reference, each, offer_id, reason, city.language)
        for client, each, offer_id, reason in zip(clients, options, chosen, reasons, strict=True)
    ]
    codes = Counter(placement.code for placement in placements)
    return placements, CityReport(len(clients), len(places), allocation, codes, watch.seconds)


def _read_offers(city: City, *, most: int) -> tuple[Catalogue, dict[str, int]]:
    """Read all offers for the engine, and the places of each; where none are told, as many as there are clients."""
    live = LiveCatalogue(city.database, stale_after_days=city.settings[OfferSettings].stale_after_days)
    live.start(SnapshotFile(city.settings, open_secrets(city.settings)))
    with city.database.read() as session:
        places = {offer_id: most if left is None else left for offer_id, left in list_places(session)}
    # In order of id, so that it does not matter in which order the offers were read.
    return live.catalogue, dict(sorted(places.items()))


def _read_questions(city: City, clients: Sequence[CityClient]) -> list[Question]:
    with city.database.read() as session:

        @cache
        def find(postcode: str | None) -> Located:
            return locate(session, point=None, postcode=postcode)

        rules = to_rules(city.settings)
        return [_to_question(city, each, find, rules) for each in clients]


def _to_question(city: City, asking: CityClient, find: Callable[[str | None], Located], rules: Rules) -> Question:
    client = asking.client
    question = to_question(
        ClientQuestion(client=client, limit=BEST),
        located=locate_client(client, find(postcode_of(client))),
        today=city.today,
        language=city.language,
        rules=rules,
    )
    # Clients do not compete with themselves: an idea that comes again is no worse.
    return replace(question, is_list=False)


def _allocate(options: Sequence[ClientOptions], places: dict[str, int]) -> CityAllocation:
    rows = {offer_id: row for row, offer_id in enumerate(places)}
    return allocate_city(
        np.array([0, *accumulate(len(each.offer_ids) for each in options)], np.int64),
        np.array([rows[offer_id] for each in options for offer_id in each.offer_ids], np.int64),
        np.array([score for each in options for score in each.scores], np.float64),
        np.array(list(places.values()), np.int64),
    )


def _place(reference: str, options: ClientOptions, offer_id: str | None, reason: str, language: Language) -> Placement:
    if offer_id is None:
        code = _why_without(options)
        why = explain_seat(_SAID_OF[code], language).text
        return Placement(reference=reference, offer_id=None, score=None, choice=None, code=code, reason=why)
    number = options.offer_ids.index(offer_id)
    score = options.scores[number]
    # Equal scores share a choice: of two that suit as well, either is the first.
    choice = 1 + sum(each > score for each in options.scores)
    return Placement(
        reference=reference,
        offer_id=offer_id,
        score=score,
        choice=choice,
        code=PlacementCode.FIRST_CHOICE if choice == 1 else PlacementCode.OTHER_CHOICE,
        reason=reason,
    )


def _why_without(options: ClientOptions) -> PlacementCode:
    if options.offer_ids:
        return PlacementCode.TOO_FEW_PLACES
    return PlacementCode.NOTHING_SUITABLE if options.is_possible else PlacementCode.NOTHING_POSSIBLE
