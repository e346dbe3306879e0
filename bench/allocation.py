"""The matching table and the city: how long the best allocation takes, and what it gains: `python -m bench.allocation`.

Every offer and client is drawn from bench.city; their scores come from the ranking, so pairs are as scarce and as
uneven as they would be.
"""

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, Protocol, TypeVar

import orjson

from bench.city import TODAY, make_clients, make_offers
from bench.stored_city import client_on_the_wire, store_city
from matching import Catalogue, Question, choose
from matching.allocation import Objective, Seat, Table, allocate
from matching.facts import ClientProfile, OfferFacts

Made = TypeVar("Made")

_TABLE: Final = (30, 80)
_CITY: Final = (20_000, 6_000)
_AT_THE_TABLE: Final = 50
_TABLES: Final = 20
_TABLE_RUNS: Final = 3


class _Figures(Protocol):
    """What a table and a city both tell."""

    @property
    def status(self) -> str: ...
    @property
    def objective(self) -> Objective: ...
    @property
    def greedy(self) -> Objective: ...


def main() -> None:
    """Measure and print."""
    _measure_tables()
    _measure_city()


def _measure_tables() -> None:
    tables = [_table(seed) for seed in range(_TABLES)]
    gc.freeze()
    timed = [_timed(partial(allocate, table)) for table in tables for _ in range(_TABLE_RUNS)]
    suits = statistics.mean(len(seat.scores) for table in tables for seat in table.seats)
    print(
        f"table of {_TABLE[0]} x {_TABLE[1]}: {_TABLES} tables, {suits:.0f} suitable offers a seat, with every reason"
    )
    print(f"  median                 {statistics.median(ms for ms, _ in timed):9.1f} ms")
    print(f"  slowest                {max(ms for ms, _ in timed):9.1f} ms")
    _print_gain([allocate(table) for table in tables])
    print("  the same with one place for each offer")
    _print_gain([allocate(replace(table, places=dict.fromkeys(table.places, 1))) for table in tables])


def _measure_city() -> None:
    """Time the real command over a database of its own: what it prints is what an operator sees."""
    with tempfile.TemporaryDirectory(prefix="vonk-bench-") as folder:
        clients, url = Path(folder) / "clients.jsonl", f"sqlite:///{Path(folder) / 'vonk.db'}"
        store_city(url, make_offers(_CITY[1]))
        with clients.open("wb") as file:
            for number, client in enumerate(make_clients(_CITY[0])):
                line = {"reference": f"K-{number}", "client": client_on_the_wire(client)}
                file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
        placed = str(Path(folder) / "placed.csv")
        command = [sys.executable, "-m", "api.operating.cli", "match-city", str(clients), "--output", placed]
        begin = time.perf_counter()
        subprocess.run(command, env=os.environ | {"VONK_DATABASE_URL": url}, check=True)  # noqa: S603 - our own command
        print(f"  in all, with starting  {time.perf_counter() - begin:9.1f} s")


def _print_gain(answers: Sequence[_Figures]) -> None:
    def total(of: Callable[[_Figures], Objective]) -> Objective:
        return Objective(sum(of(each).matched for each in answers), sum(of(each).total_score for each in answers))

    best, greedy = total(lambda each: each.objective), total(lambda each: each.greedy)
    print(f"  proved optimal         {sum(each.status == 'optimal' for each in answers):5} of {len(answers)}")
    print("                            people       value")
    print(f"  best together          {best.matched:9,} {best.total_score:11,.1f}")
    print(f"  first come             {greedy.matched:9,} {greedy.total_score:11,.1f}")
    people, value = best.matched / greedy.matched - 1, best.total_score / greedy.total_score - 1
    print(f"  gain                   {people:9.1%} {value:11.1%}")


def _table(seed: int) -> Table:
    catalogue, places = _offers(_TABLE[1], seed=seed)
    seats = tuple(
        Seat(f"K{number}", _suitable(catalogue, client, _AT_THE_TABLE))
        for number, client in enumerate(make_clients(_TABLE[0], seed=1000 + seed), 1)
    )
    return Table(seats, places)


def _suitable(catalogue: Catalogue, client: ClientProfile, limit: int) -> dict[str, float]:
    return choose(catalogue, Question(client=client, on=TODAY, limit=limit, is_list=False)).suitable


def _offers(count: int, *, seed: int) -> tuple[Catalogue, dict[str, int | None]]:
    made: list[OfferFacts] = list(make_offers(count, seed=seed))
    catalogue = Catalogue()
    for offer in made:
        catalogue.put(offer)
    return catalogue, {offer.id: offer.available_places for offer in made}


def _timed(work: Callable[[], Made]) -> tuple[float, Made]:
    begin = time.perf_counter()
    made = work()
    return (time.perf_counter() - begin) * 1000, made


if __name__ == "__main__":
    main()
