"""Whether other weights would do better: `python -m bench.weights [--real FOLDER] [SETFOLDER …]`.

Each of the five weights is moved alone, and forty times all of them together. Of each set it is told what the weights
that are best on the mean of the other sets reach on it: what is tuned on a set tells nothing of that set.
"""

import argparse
import random
import statistics
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from bench.gain import ndcg_of
from bench.real import read_real_set
from bench.sets import CASES, TODAY, Graded, read_set
from matching import WEIGHTS, Catalogue, Question, rank

_FACTORS: Final = (0.6, 0.8, 1.25, 1.6)
_DRAWN: Final = 40
_SEED: Final = 11
_ALL: Final = 50

Times = Mapping[str, float]
"""By how much weights are multiplied."""


class Clients(NamedTuple):
    """The clients of a set and the offers they ask about; where each limit is real, only what is feasible counts."""

    catalogue: Catalogue
    graded: Sequence[Graded]
    counts_all: bool = False


def main() -> None:
    """Print what each choice of weights reaches on each set, and what would be chosen without it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folders", type=Path, nargs="*", help="graded sets besides the two that are built in")
    arguments.add_argument("--real", type=Path, help="a set of clients on real texts")
    given = arguments.parse_args()
    sets = dict(_sets([CASES, CASES.with_name("cases_north"), *given.folders], given.real))
    choices = dict(_choices())
    reached = {name: {of: _reached(clients, times) for of, clients in sets.items()} for name, times in choices.items()}
    print(*_table(reached, list(sets)), sep="\n")


def _sets(folders: Sequence[Path], real: Path | None) -> Iterator[tuple[str, Clients]]:
    for folder in folders:
        graded = read_set(folder)
        yield folder.name, Clients(graded.catalogue(), graded.clients)
    if real is not None:
        told = read_real_set(real)
        yield real.name, Clients(told.catalogue(), told.clients, counts_all=True)


def _choices() -> Iterator[tuple[str, Times]]:
    """Yield the weights as they are, each of them moved, and all of them moved at once."""
    yield "as they are", {}
    for name in WEIGHTS:
        for factor in _FACTORS:
            yield f"{name} x {factor}", {name: factor}
    chance = random.Random(_SEED)  # noqa: S311 - the same draw every time
    for number in range(_DRAWN):
        yield (
            f"draw {number}",
            {name: chance.uniform(_FACTORS[0], _FACTORS[-1]) for name in WEIGHTS},
        )


def _reached(clients: Clients, times: Times) -> float:
    """Return nDCG@5 over the clients for whom there is anything to find."""
    found = []
    for client in clients.graded:
        answer = rank(
            clients.catalogue, Question(client=client.client, on=TODAY, limit=_ALL, near_misses=0, weights=times)
        )
        grades = [client.grades.get(match.offer_id, 0) for match in answer.matches]
        found.append(ndcg_of(grades, list(client.grades.values()) if clients.counts_all else None))
    return statistics.mean(value for value in found if value is not None)


def _table(reached: Mapping[str, Mapping[str, float]], sets: Sequence[str]) -> Iterator[str]:
    yield f"{'':20}" + "".join(f"{name:>14}" for name in sets)
    for name, row in reached.items():
        if not name.startswith("draw"):
            yield f"{name:20}" + "".join(f"{row[each]:14.3f}" for each in sets)
    yield "\nleft out            best on the others     there    as they are"
    for left_out in sets:
        others = [each for each in sets if each != left_out]
        best = max(reached, key=lambda name: statistics.mean(reached[name][each] for each in others))
        default = reached["as they are"][left_out]
        yield f"{left_out:20}{best:22}{reached[best][left_out]:6.3f}{default:15.3f}"


if __name__ == "__main__":
    main()
