"""The engine beside PostgreSQL with PostGIS over the same offers, in turns: `python -m bench.postgis`.

PostGIS finds what stands near enough and passes the limits that a column can hold, and rapidfuzz scores the words of
what is left. It answers less: no near misses, no counts of what was excluded, no reasons and no cautions. The server
works in a process of its own, so here the clock tells, and a busy machine shows in both.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from heapq import nlargest
from typing import Final

import psycopg

from bench.city import CITY, make_clients, make_offers
from bench.matching import LIMIT, ask_engine, fill, text_score
from bench.rtree import AXES, facts_of, km_within_reach, limits_of
from matching import rank
from matching.facts import ClientProfile, OfferFacts
from tests.postgres import PostgresMissingError, postgres_server

_CLIENTS: Final = 40
_METRES_A_KM: Final = 1000

_TABLE: Final = f"""
create extension postgis;
create table offers (
    number integer primary key, ends_on integer, places integer, hours real, day_parts integer, dutch_level integer,
    certificate integer, minimum_age integer, women_only integer, cost real,
    {", ".join(f"load_{axis} integer" for axis in AXES)}, spot geography(point)
);
create index on offers using gist (spot);
"""
_FIND: Final = f"""
select number from offers where st_dwithin(spot, st_makepoint(%(east)s, %(north)s)::geography, %(metres)s)
and coalesce(ends_on, %(today)s) >= %(today)s and coalesce(places, 1) > 0 and coalesce(hours, 0) <= %(hours)s
and (day_parts = 0 or %(day_parts)s = 0 or day_parts & %(day_parts)s <> 0)
and coalesce(dutch_level, 0) <= %(dutch_level)s and (certificate = 0 or %(certificate)s)
and coalesce(minimum_age, 0) <= %(age)s and (women_only = 0 or %(women_only)s) and coalesce(cost, 0) <= %(cost)s
and {" and ".join(f"coalesce(load_{axis}, 0) <= %(load_{axis})s" for axis in AXES)}
"""  # noqa: S608 # nosec B608 - the names of the axes are a closed list


def main() -> None:
    """Measure and print, or say what is missing."""
    offers = list(make_offers(CITY))
    try:
        with postgres_server() as server, psycopg.connect(server.address.replace("+psycopg", "", 1)) as database:
            _store(database, offers)
            _compare(database, offers)
    except (PostgresMissingError, psycopg.errors.FeatureNotSupported, psycopg.errors.UndefinedFile) as missing:
        print(f"No PostGIS here, so nothing to compare with: {str(missing).splitlines()[0]}")


def _compare(database: psycopg.Connection, offers: Sequence[OfferFacts]) -> None:
    clients = make_clients(_CLIENTS)
    catalogue, _ = fill(offers)
    engine, postgis = partial(ask_engine, rank, catalogue), partial(_best_by_postgis, database, offers)
    for client in clients:
        engine(client)
        postgis(client)
    found = statistics.median(len(_find(database, client)) for client in clients)
    timed = [(_ms(postgis, client), _ms(engine, client)) for client in clients]
    postgis_ms, engine_ms = (statistics.median(times) for times in zip(*timed, strict=True))
    print(f"{CITY:,} offers of one city, {_CLIENTS} clients, top {LIMIT}, median of each, by the clock")
    print(f"  PostGIS, and rapidfuzz over what it finds ({found:.0f})       {postgis_ms:9.3f} ms")
    print(f"  engine, explained, with near misses and sums   {engine_ms:9.3f} ms   {postgis_ms / engine_ms:5.1f} x")


def _store(database: psycopg.Connection, offers: Sequence[OfferFacts]) -> None:
    database.execute(_TABLE)
    rows = [
        (*facts_of(number, offer), f"POINT({offer.point.longitude} {offer.point.latitude})")
        for number, offer in enumerate(offers)
        if offer.point is not None
    ]
    blanks = ", ".join(["%s"] * len(rows[0]))
    database.cursor().executemany(f"insert into offers values ({blanks})", rows)  # noqa: S608 # nosec B608 - blanks only
    database.execute("analyze")


def _find(database: psycopg.Connection, client: ClientProfile) -> list[int]:
    point = client.point
    assert point is not None  # noqa: S101 - the clients of the city live somewhere
    where = {"north": point.latitude, "east": point.longitude, "metres": km_within_reach(client) * _METRES_A_KM}
    return [number for (number,) in database.execute(_FIND, limits_of(client) | where)]


def _best_by_postgis(database: psycopg.Connection, offers: Sequence[OfferFacts], client: ClientProfile) -> list[int]:
    scored = [(text_score(offers[number], client.interests), number) for number in _find(database, client)]
    return [number for _, number in nlargest(LIMIT, scored)]


def _ms(ask: Callable[[ClientProfile], object], client: ClientProfile) -> float:
    began = time.perf_counter()
    ask(client)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
