"""The engine against a plain Python loop over the same offers, in one interleaved run: `python -m bench.matching`."""

import gc
import math
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from heapq import nlargest
from typing import Final, TypeVar

from rapidfuzz import fuzz

from bench.city import CITY, TODAY, make_clients, make_nation, make_offers
from matching import Catalogue, Question, TravelSpeeds, choose, rank
from matching.facts import ClientProfile, OfferFacts, Point
from matching.vocabulary import DutchLevel, LoadAxis, OfferStatus

Given = TypeVar("Given")

_GROWTH: Final = (1_000, CITY, 100_000)
_CLIENTS: Final = 40
_BAR: Final = 30
LIMIT: Final = 10
_POLICY_CAP_HOURS: Final = 20
_SPEEDS: Final = TravelSpeeds()
_LEVELS: Final = {level: number for number, level in enumerate(DutchLevel)}
_NEAR_MISSES: Final = 3

Fails = Callable[[OfferFacts, ClientProfile, float], bool]


def main() -> None:
    """Measure and print."""
    clients = make_clients(_CLIENTS)
    offers = list(make_offers(CITY))
    catalogue, put_ms = fill(offers)
    ask, pick = partial(ask_engine, rank, catalogue), partial(ask_engine, choose, catalogue)
    for client in clients:
        ask(client)
    gc.freeze()
    # A wish that nobody uttered before is read and looked up first; whoever comes back asks with known words.
    new_ms = statistics.median(_ms(ask, _in_other_words(client)) for client in clients)
    # The first question after the loop finds nothing at hand any more, so that the engine is asked once more.
    works = (partial(best_by_loop, offers), ask, ask, pick)
    loop_ms, _, engine_ms, chosen_ms = interleaved(clients, works)
    changed_ms = _after_a_change(clients, ask, change=lambda: catalogue.put(offers[0]))
    print(f"{CITY:,} offers of one city, {_CLIENTS} clients, explained top {LIMIT}, median of each, CPU time")
    print(f"  loop with rapidfuzz    {loop_ms:9.3f} ms")
    print(f"  engine                 {engine_ms:9.3f} ms   {loop_ms / engine_ms:5.0f} x")
    print(f"  chosen, not explained  {chosen_ms:9.3f} ms   {loop_ms / chosen_ms:5.0f} x")
    print(f"  engine, new wishes     {new_ms:9.3f} ms   {new_ms / engine_ms:5.2f} x the time of known ones")
    print(f"  engine after a change  {changed_ms:9.3f} ms   {changed_ms / engine_ms:5.2f} x the time of one without")
    print(f"  one offer put          {put_ms:9.3f} ms")
    print(f"  columns                {catalogue.nbytes / len(catalogue):9.0f} bytes an offer")
    _measure_growth(clients)


def ask_engine(how: Callable[[Catalogue, Question], object], catalogue: Catalogue, client: ClientProfile) -> object:
    """Ask about a client, in one of the ways of the engine."""
    return how(catalogue, Question(client=client, on=TODAY, limit=LIMIT))


def _in_other_words(client: ClientProfile) -> ClientProfile:
    """Return the same client, with wishes as nobody said them before."""
    return replace(client, interests=tuple(f"zoiets als {phrase} bij ons om de hoek" for phrase in client.interests))


def _measure_growth(clients: Sequence[ClientProfile]) -> None:
    """Ask catalogues of more and more offers, past the city elsewhere in the country, in turns."""
    catalogues = [fill(make_nation(size))[0] for size in _GROWTH]
    times = interleaved(clients, [partial(ask_engine, rank, catalogue) for catalogue in catalogues])
    of_city = times[_GROWTH.index(CITY)]
    print(f"as it grows, the first {CITY:,} in the city and the others elsewhere, half an hour's travel at the most")
    for catalogue, ms in zip(catalogues, times, strict=True):
        bar = "█" * round(_BAR * ms / max(times))
        print(f"  {len(catalogue):11,} offers     {ms:9.3f} ms   {ms / of_city:5.2f} x the time of the city  {bar}")


def best_by_loop(offers: Iterable[OfferFacts], client: ClientProfile) -> tuple[list[str], list[str], Counter[str]]:
    """Find the same answer as one would without an engine: limits, fuzzy text and distance, offer by offer."""
    feasible: list[tuple[float, str]] = []
    near: list[tuple[float, str]] = []
    excluded = Counter[str]()
    for offer in offers:
        minutes = _minutes(offer, client)
        failed = [code for code, fails in _LIMITS if fails(offer, client, minutes)]
        if failed:
            excluded[failed[0]] += 1
        if len(failed) <= 1:
            score = text_score(offer, client.interests) - minutes / 10
            (near if failed else feasible).append((score, offer.id))
    return _ids(nlargest(LIMIT, feasible)), _ids(nlargest(_NEAR_MISSES, near)), excluded


def _ids(scored: Iterable[tuple[float, str]]) -> list[str]:
    return [offer_id for _, offer_id in scored]


def text_score(offer: OfferFacts, interests: Sequence[str]) -> float:
    """Return how well the words of an offer match the best of some wishes, 0..100."""
    text = f"{offer.title} {' '.join(offer.interests)} {offer.description}".lower()
    return max(max(fuzz.partial_ratio(wish, text), fuzz.token_set_ratio(wish, text)) for wish in interests)


def _without_hours(offer: OfferFacts, client: ClientProfile, _: float) -> bool:
    own_hours = client.load_capacity.hours_per_week
    most = _POLICY_CAP_HOURS if own_hours is None else min(_POLICY_CAP_HOURS, own_hours)
    return _above(offer.minimum_hours_per_week, most - client.current_hours_per_week)


def _load_limit(axis: LoadAxis) -> Fails:
    return lambda offer, client, _: _above(offer.load.get(axis), client.load_capacity.levels.get(axis))


_LIMITS: Final[tuple[tuple[str, Fails], ...]] = (
    ("status", lambda offer, *_: offer.status is not OfferStatus.PUBLISHED or offer.in_review),
    ("ended", lambda offer, *_: offer.ends_on is not None and offer.ends_on < TODAY),
    ("full", lambda offer, *_: offer.available_places == 0),
    ("hours", _without_hours),
    (
        "day-parts",
        lambda offer, client, _: bool(offer.day_parts and client.day_parts) and not offer.day_parts & client.day_parts,
    ),
    *((f"load-{axis}", _load_limit(axis)) for axis in LoadAxis),
    ("dutch-level", lambda offer, client, _: _above(_level(offer.dutch_level), _level(client.dutch_level))),
    (
        "indication",
        lambda offer, client, _: (
            offer.indication is not None
            and client.indications is not None
            and offer.indication not in client.indications
        ),
    ),
    (
        "conduct-certificate",
        lambda offer, client, _: offer.conduct_certificate is True and client.conduct_certificate_possible is False,
    ),
    (
        "age",
        lambda offer, client, _: _above(offer.minimum_age, client.age) or _above(client.age, offer.maximum_age),
    ),
    ("women-only", lambda offer, client, _: offer.women_only is True and client.women_only_welcome is False),
    ("cost", lambda offer, client, _: _above(offer.cost_euros, client.max_cost_euros)),
    ("wheelchair", lambda offer, client, _: client.needs.wheelchair and offer.wheelchair is False),
    ("seated", lambda offer, client, _: client.needs.seated and offer.seated is False),
    ("quiet", lambda offer, client, _: client.needs.quiet and offer.quiet is False),
    ("group-size", lambda offer, client, _: _above(offer.group_size, client.max_group_size)),
    ("travel-time", lambda _, client, minutes: _above(minutes, client.travel.max_minutes)),
)


def _above(demand: float | None, most: float | None) -> bool:
    return demand is not None and most is not None and demand > most


def _level(level: DutchLevel | None) -> int | None:
    return None if level is None else _LEVELS[level]


def _minutes(offer: OfferFacts, client: ClientProfile) -> float:
    if offer.point is None or client.point is None:
        return 0
    return _SPEEDS.minutes(_haversine_km(offer.point, client.point), mode=client.travel.mode)


def _haversine_km(one: Point, other: Point) -> float:
    north, north_too = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(other.longitude - one.longitude)
    half = math.sin((north_too - north) / 2) ** 2 + math.cos(north) * math.cos(north_too) * math.sin(east / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def fill(offers: Iterable[OfferFacts]) -> tuple[Catalogue, float]:
    """Return a catalogue of these offers, and how many milliseconds the median of them took."""
    catalogue = Catalogue()
    return catalogue, statistics.median(_ms(catalogue.put, offer) for offer in offers)


def interleaved(asked: Sequence[Given], works: Sequence[Callable[[Given], object]]) -> list[float]:
    """Return the median of each of several ways to answer, in milliseconds; they take turns, question by question."""
    times = [[_ms(work, each) for work in works] for each in asked]
    return [statistics.median(of_work) for of_work in zip(*times, strict=True)]


def _after_a_change(
    clients: Sequence[ClientProfile], ask: Callable[[ClientProfile], object], *, change: Callable[[], object]
) -> float:
    times = []
    for client in clients:
        change()
        times.append(_ms(ask, client))
    return statistics.median(times)


def _ms(work: Callable[[Given], object], given: Given) -> float:
    # The time of this process alone: whoever else is at work on the machine does not count.
    begin = time.process_time()
    work(given)
    return (time.process_time() - begin) * 1000


if __name__ == "__main__":
    main()
