"""How good the matches are, next to what is simpler: `python -m bench.quality [--real] [--answers] [SETFOLDER]`."""

import argparse
import math
import re
import sqlite3
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz

from bench.gain import ndcg_of
from bench.groups import Group, by_group
from bench.real import report_answers, report_real
from bench.sets import CASES, TODAY, Graded, GradedSet, read_set
from matching import Answer, Catalogue, Question, distance_km, rank
from matching.facts import OfferFacts

_ALL: Final = 50
_WORTH_PROPOSING: Final = 1.5
_FIRST_CHOICE: Final = 2.5
_NOTHING_LIKE_IT: Final = 60
"""Below this likeness, plain fuzzy text says that nothing suits: a round number, not tuned."""

Scores = Mapping[str, float]
Method = Callable[[Graded, Sequence[OfferFacts]], Scores]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a method reaches over a set; nothing is None where a method cannot say that nothing suits."""

    ndcg: float
    top: float
    nothing: float | None


def main() -> None:
    """Print the table for the built-in cases, or for a set in a folder; real texts are judged wish by wish."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, nargs="?", default=CASES)
    arguments.add_argument("--real", action="store_true", help="the folder holds wishes on real texts (wishes.jsonl)")
    arguments.add_argument("--answers", action="store_true", help="print each wish on real texts with its answers")
    given = arguments.parse_args()
    if given.real or given.answers:
        print(*(report_answers if given.answers else report_real)(given.folder), sep="\n")
    else:
        _print_methods(given.folder)


def _print_methods(folder: Path) -> None:
    graded = read_set(folder)
    print(f"{folder.name}: {len(graded.offers)} offers, {len(graded.clients)} clients, feasible offers only")
    print(f"{'':22}{'nDCG@5':>8}{'top 1':>8}{'nothing':>9}")
    for name, figures in measure(graded).items():
        nothing = "-" if figures.nothing is None else f"{figures.nothing:.3f}"
        print(f"{name:22}{figures.ndcg:8.3f}{figures.top:8.3f}{nothing:>9}")
    without_grade, missed = count_unanswered(graded)
    print(f"\ngraded, yet not answered: {missed}; answered, yet without a grade: {without_grade}")
    print(f"\n{'the engine, by group':24}{'clients':>8}{'nDCG@5':>8}")
    for name, group in measure_groups(graded).items():
        print(f"{name:24}{group.clients:8}{group.ndcg:8.3f}")


def measure(graded: GradedSet) -> dict[str, Figures]:
    """Return the figures of each method."""
    catalogue = graded.catalogue()
    answers = {client.reference: _ask(catalogue, client) for client in graded.clients}
    feasible = {
        reference: [graded.offers[match.offer_id] for match in answer.matches] for reference, answer in answers.items()
    }
    said = [answers[client.reference].nothing_suitable for client in graded.clients]
    fuzzy = [
        max(_by_text(client, feasible[client.reference]).values(), default=0) < _NOTHING_LIKE_IT
        for client in graded.clients
    ]
    found = [not any(_by_index(client, feasible[client.reference]).values()) for client in graded.clients]
    return {
        "distance only": _figures(graded, feasible, _by_distance, None),
        "fuzzy text": _figures(graded, feasible, _by_text, fuzzy),
        "SQLite FTS5": _figures(graded, feasible, _by_index, found),
        "the engine": _figures(graded, feasible, lambda client, _: _in_order(answers[client.reference]), said),
    }


def measure_groups(graded: GradedSet) -> dict[str, Group]:
    """Return the engine's figures by group of clients."""
    catalogue = graded.catalogue()
    ndcg = {}
    for client in graded.clients:
        reached = ndcg_of([client.grades.get(match.offer_id, 0) for match in _ask(catalogue, client).matches])
        if reached is not None:
            ndcg[client.reference] = reached
    return by_group(graded.clients, ndcg)


def count_unanswered(graded: GradedSet) -> tuple[int, int]:
    """Return how many answers have no grade, and how many graded offers are not answered."""
    catalogue = graded.catalogue()
    answers = [({match.offer_id for match in _ask(catalogue, one).matches}, one.grades) for one in graded.clients]
    return sum(len(told - set(grades)) for told, grades in answers), sum(
        len(set(grades) - told) for told, grades in answers
    )


def _ask(catalogue: Catalogue, client: Graded) -> Answer:
    return rank(catalogue, Question(client=client.client, on=TODAY, limit=_ALL, near_misses=0))


def _in_order(answer: Answer) -> Scores:
    return {match.offer_id: -place for place, match in enumerate(answer.matches)}


def _figures(
    graded: GradedSet, feasible: Mapping[str, Sequence[OfferFacts]], method: Method, nothing: Sequence[bool] | None
) -> Figures:
    ndcg, top, right = [], [], []
    for place, client in enumerate(graded.clients):
        offers = feasible[client.reference]
        scores = method(client, offers)
        grades = [client.grades.get(offer_id, 0) for offer_id in sorted(scores, key=lambda one: (-scores[one], one))]
        reached = ndcg_of(grades)
        if reached is not None:
            ndcg.append(reached)
        if max(grades, default=0) >= _FIRST_CHOICE:
            top.append(grades[0] >= _FIRST_CHOICE)
        if nothing is not None:
            right.append(nothing[place] == (max(grades, default=0) < _WORTH_PROPOSING))
    return Figures(statistics.mean(ndcg), statistics.mean(top), statistics.mean(right) if right else None)


def _by_distance(client: Graded, offers: Sequence[OfferFacts]) -> Scores:
    home = client.client.point
    return {
        offer.id: -math.inf if home is None or offer.point is None else -distance_km(home, offer.point)
        for offer in offers
    }


def _by_text(client: Graded, offers: Sequence[OfferFacts]) -> Scores:
    return {
        offer.id: max((fuzz.token_set_ratio(wish, _text(offer)) for wish in client.client.interests), default=0)
        for offer in offers
    }


def _by_index(client: Graded, offers: Sequence[OfferFacts]) -> Scores:
    words = sorted({word for wish in client.client.interests for word in re.findall(r"\w{3,}", wish.lower())})
    scores = dict.fromkeys((offer.id for offer in offers), 0.0)
    if not words:
        return scores
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE offers USING fts5(id UNINDEXED, text, tokenize='unicode61')")
        connection.executemany("INSERT INTO offers VALUES (?, ?)", [(offer.id, _text(offer)) for offer in offers])
        query = " OR ".join(f'"{word}"*' for word in words)
        found = connection.execute("SELECT id, -bm25(offers) FROM offers WHERE offers MATCH ?", (query,)).fetchall()
    connection.close()
    return scores | {offer_id: score + 1 for offer_id, score in found}


def _text(offer: OfferFacts) -> str:
    return f"{offer.title} {' '.join(offer.interests)} {offer.description}".lower()


if __name__ == "__main__":
    main()
