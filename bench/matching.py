"""The engine against a plain Python loop over the same offers, in one interleaved run: `python -m bench.matching`."""

import gc
import math
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from heapq import nlargest
from typing import Final, TypeVar

from rapidfuzz import fuzz

from bench.city import TODAY, make_clients, make_offers
from matching import Catalogue, Question, TravelSpeeds, rank
from matching.facts import ClientProfile, OfferFacts, Point
from matching.vocabulary import DutchLevel, LoadAxis, OfferStatus

Given = TypeVar("Given")

_CITY: Final = 10_000
_NATION: Final = 100_000
_CLIENTS: Final = 40
_LIMIT: Final = 10
_POLICY_CAP_HOURS: Final = 20
_SPEEDS: Final = TravelSpeeds()
_LEVELS: Final = tuple(DutchLevel)


def main() -> None:
    """Measure and print."""
    clients = make_clients(_CLIENTS)
    offers = list(make_offers(_CITY))
    catalogue, put_ms = _fill(offers)
    for client in clients:
        rank(catalogue, Question(client=client, on=TODAY, limit=_LIMIT))
    gc.freeze()
    engine_ms, loop_ms = _interleaved(
        clients,
        lambda client: rank(catalogue, Question(client=client, on=TODAY, limit=_LIMIT)),
        lambda client: best_by_loop(offers, client),
    )
    print(f"{_CITY:,} offers of one city, {_CLIENTS} clients, explained top {_LIMIT}, median of each")
    print(f"  engine                 {engine_ms:9.3f} ms")
    print(f"  loop with rapidfuzz    {loop_ms:9.3f} ms")
    print(f"  ratio                  {loop_ms / engine_ms:9.0f} x")
    print(f"  one offer put          {put_ms:9.3f} ms")
    print(f"  columns                {catalogue.nbytes / len(catalogue):9.0f} bytes an offer")
    nation, _ = _fill(make_offers(_NATION))
    nation_ms = statistics.median(
        _ms(lambda client: rank(nation, Question(client=client, on=TODAY, limit=_LIMIT)), client)
        for _ in range(3)
        for client in clients
    )
    print(f"{_NATION:,} offers")
    print(f"  engine                 {nation_ms:9.3f} ms")
    print(f"  columns                {nation.nbytes / len(nation):9.0f} bytes an offer")


def best_by_loop(offers: Iterable[OfferFacts], client: ClientProfile) -> list[tuple[float, str]]:
    """The ten best offers as one would find them without an engine: the limits, fuzzy text and distance, in a loop."""
    scored = (
        (_text_score(offer, client.interests) - _minutes(offer, client) / 10, offer.id)
        for offer in offers
        if _is_feasible(offer, client)
    )
    return nlargest(_LIMIT, scored)


def _text_score(offer: OfferFacts, interests: Sequence[str]) -> float:
    text = f"{offer.title} {' '.join(offer.interests)} {offer.description}".lower()
    return max(max(fuzz.partial_ratio(wish, text), fuzz.token_set_ratio(wish, text)) for wish in interests)


def _is_feasible(offer: OfferFacts, client: ClientProfile) -> bool:
    return (
        _is_open(offer)
        and _fits_the_week(offer, client)
        and all(_within(offer.load.get(axis), client.load_capacity.levels.get(axis)) for axis in LoadAxis)
        and _fits_what_is_asked(offer, client)
        and _fits_the_place(offer, client)
    )


def _is_open(offer: OfferFacts) -> bool:
    current = offer.ends_on is None or offer.ends_on >= TODAY
    return offer.status is OfferStatus.PUBLISHED and not offer.in_review and current and offer.available_places != 0


def _fits_the_week(offer: OfferFacts, client: ClientProfile) -> bool:
    own_hours = client.load_capacity.hours_per_week
    left = min(_POLICY_CAP_HOURS, math.inf if own_hours is None else own_hours) - client.current_hours_per_week
    any_day = not offer.day_parts or not client.day_parts
    return _within(offer.minimum_hours_per_week, left) and (any_day or bool(offer.day_parts & client.day_parts))


def _fits_what_is_asked(offer: OfferFacts, client: ClientProfile) -> bool:
    level, own = offer.dutch_level, client.dutch_level
    return (
        (level is None or own is None or _LEVELS.index(level) <= _LEVELS.index(own))
        and (offer.indication is None or client.indications is None or offer.indication in client.indications)
        and not (offer.conduct_certificate and client.conduct_certificate_possible is False)
        and _within(offer.minimum_age, client.age)
        and _within(client.age, offer.maximum_age)
    )


def _fits_the_place(offer: OfferFacts, client: ClientProfile) -> bool:
    needs = client.needs
    return (
        not (offer.women_only and client.women_only_welcome is False)
        and _within(offer.cost_euros, client.max_cost_euros)
        and not (needs.wheelchair and offer.wheelchair is False)
        and not (needs.seated and offer.seated is False)
        and not (needs.quiet and offer.quiet is False)
        and _within(offer.group_size, client.max_group_size)
        and _within(_minutes(offer, client), client.travel.max_minutes)
    )


def _within(demand: float | None, most: float | None) -> bool:
    return demand is None or most is None or demand <= most


def _minutes(offer: OfferFacts, client: ClientProfile) -> float:
    if offer.point is None or client.point is None:
        return 0
    return _SPEEDS.minutes(_haversine_km(offer.point, client.point), mode=client.travel.mode)


def _haversine_km(one: Point, other: Point) -> float:
    north, north_too = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(other.longitude - one.longitude)
    half = math.sin((north_too - north) / 2) ** 2 + math.cos(north) * math.cos(north_too) * math.sin(east / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def _fill(offers: Iterable[OfferFacts]) -> tuple[Catalogue, float]:
    catalogue = Catalogue()
    return catalogue, statistics.median(_ms(catalogue.put, offer) for offer in offers)


def _interleaved(
    clients: Sequence[ClientProfile],
    engine: Callable[[ClientProfile], object],
    loop: Callable[[ClientProfile], object],
) -> tuple[float, float]:
    times = [(_ms(loop, client), *(_ms(engine, client) for _ in range(5))) for client in clients]
    return statistics.median(each for _, *fast in times for each in fast), statistics.median(slow for slow, *_ in times)


def _ms(work: Callable[[Given], object], given: Given) -> float:
    begin = time.perf_counter()
    work(given)
    return (time.perf_counter() - begin) * 1000


if __name__ == "__main__":
    main()
