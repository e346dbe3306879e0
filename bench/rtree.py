"""The engine beside SQLite with an R*Tree over the same offers, in one interleaved run: `python -m bench.rtree`.

SQLite finds what stands near enough and passes the limits that a column can hold, and rapidfuzz scores the words of
what is left. It answers less: no near misses, no counts of what was excluded, no reasons and no cautions.
"""

import math
import sqlite3
import statistics
from collections.abc import Iterable
from functools import partial
from heapq import nlargest
from typing import Final

from bench.city import CITY, TODAY, make_clients, make_offers
from bench.matching import LIMIT, ask_engine, fill, interleaved, text_score
from matching import TravelSpeeds, rank
from matching.facts import ClientProfile, OfferFacts
from matching.vocabulary import DutchLevel, LoadAxis

_CLIENTS: Final = 40
_KM_A_DEGREE: Final = 111.2
_POLICY_CAP_HOURS: Final = 20
_SPEEDS: Final = TravelSpeeds()
_LEVELS: Final = tuple(DutchLevel)
AXES: Final = tuple(LoadAxis)

_TABLE: Final = f"""
create table offers (
    number integer primary key, ends_on integer, places integer, hours real, day_parts integer, dutch_level integer,
    certificate integer, minimum_age integer, women_only integer, cost real,
    {", ".join(f"load_{axis} integer" for axis in AXES)}
);
create virtual table spots using rtree(number, south, north, west, east);
"""
_FIND: Final = f"""
select offers.number from spots join offers using (number)
where south >= :south and north <= :north and west >= :west and east <= :east
and coalesce(ends_on, :today) >= :today and coalesce(places, 1) > 0 and coalesce(hours, 0) <= :hours
and (day_parts = 0 or :day_parts = 0 or day_parts & :day_parts) and coalesce(dutch_level, 0) <= :dutch_level
and (certificate = 0 or :certificate) and coalesce(minimum_age, 0) <= :age and (women_only = 0 or :women_only)
and coalesce(cost, 0) <= :cost
and {" and ".join(f"coalesce(load_{axis}, 0) <= :load_{axis}" for axis in AXES)}
"""  # noqa: S608 # nosec B608 - the names of the axes are a closed list


def main() -> None:
    """Measure and print."""
    clients, offers = make_clients(_CLIENTS), list(make_offers(CITY))
    catalogue, _ = fill(offers)
    database = _store(offers)
    engine = partial(ask_engine, rank, catalogue)
    for client in clients:
        engine(client)
    tree_ms, engine_ms = interleaved(clients, (partial(_best_by_tree, database, offers), engine))
    found = statistics.median(len(_find(database, client)) for client in clients)
    print(f"{CITY:,} offers of one city, {_CLIENTS} clients, top {LIMIT}, median of each, CPU time")
    print(f"  SQLite R*Tree, and rapidfuzz over what it finds ({found:.0f})  {tree_ms:9.3f} ms")
    print(f"  engine, explained, with near misses and sums   {engine_ms:9.3f} ms   {tree_ms / engine_ms:5.1f} x")


def _store(offers: Iterable[OfferFacts]) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.executescript(_TABLE)
    for number, offer in enumerate(offers):
        if offer.point is None:
            continue
        north, east = offer.point.latitude, offer.point.longitude
        database.execute("insert into spots values (?, ?, ?, ?, ?)", (number, north, north, east, east))
        facts = facts_of(number, offer)
        blanks = ", ".join("?" * len(facts))
        database.execute(f"insert into offers values ({blanks})", facts)  # noqa: S608 # nosec B608 - blanks only
    database.execute("analyze")
    return database


def facts_of(number: int, offer: OfferFacts) -> tuple[float | None, ...]:
    """Return what the columns of a table hold of an offer, but for where it is."""
    return (
        number,
        None if offer.ends_on is None else offer.ends_on.toordinal(),
        offer.available_places,
        offer.minimum_hours_per_week,
        _bits(offer),
        None if offer.dutch_level is None else _LEVELS.index(offer.dutch_level),
        int(offer.conduct_certificate or 0),
        offer.minimum_age,
        int(offer.women_only or 0),
        offer.cost_euros,
        *(offer.load.get(axis) for axis in AXES),
    )


def _bits(known: OfferFacts | ClientProfile) -> int:
    return sum(1 << list(type(day_part)).index(day_part) for day_part in known.day_parts)


def _find(database: sqlite3.Connection, client: ClientProfile) -> list[int]:
    return [number for (number,) in database.execute(_FIND, _box_around(client) | limits_of(client))]


def km_within_reach(client: ClientProfile) -> float:
    """Return how far a client travels at the most, in a straight line."""
    minutes = (client.travel.max_minutes or 0) - _SPEEDS.minutes(0, mode=client.travel.mode)
    return minutes / (_SPEEDS.minutes(1, mode=client.travel.mode) - _SPEEDS.minutes(0, mode=client.travel.mode))


def _box_around(client: ClientProfile) -> dict[str, float]:
    point, km = client.point, km_within_reach(client)
    assert point is not None  # noqa: S101 - the clients of the city live somewhere
    up, aside = km / _KM_A_DEGREE, km / (_KM_A_DEGREE * math.cos(math.radians(point.latitude)))
    return {
        "south": point.latitude - up,
        "north": point.latitude + up,
        "west": point.longitude - aside,
        "east": point.longitude + aside,
    }


def limits_of(client: ClientProfile) -> dict[str, float]:
    """Return what a client of the city allows, but for where; such a client says all of it but costs."""
    capacity = client.load_capacity
    return {
        "today": TODAY.toordinal(),
        "hours": min(_POLICY_CAP_HOURS, capacity.hours_per_week or _POLICY_CAP_HOURS),
        "day_parts": _bits(client),
        "dutch_level": _LEVELS.index(client.dutch_level or DutchLevel.C2),
        "certificate": bool(client.conduct_certificate_possible),
        "age": client.age or 0,
        "women_only": client.women_only_welcome is not False,
        "cost": math.inf if client.max_cost_euros is None else client.max_cost_euros,
        **{f"load_{axis}": most for axis in AXES if (most := capacity.levels.get(axis)) is not None},
    }


def _best_by_tree(database: sqlite3.Connection, offers: list[OfferFacts], client: ClientProfile) -> list[int]:
    scored = [(text_score(offers[number], client.interests), number) for number in _find(database, client)]
    return [number for _, number in nlargest(LIMIT, scored)]


if __name__ == "__main__":
    main()
