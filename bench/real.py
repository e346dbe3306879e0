"""How well real wishes are answered with offers as partners write them: `python -m bench.quality --real FOLDER`."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.gain import ndcg_of
from bench.sets import TODAY, Graded, read_client, read_lines, read_offer
from matching import Answer, Catalogue, Question, rank
from matching.facts import OfferFacts

_GOOD_IDEA: Final = 2
_FIRST: Final = 5
_ASSERTS: Final = "interest"
_OF_A_TOPIC: Final = ("interest", "interest-part", "interest-near", "interest-described")
"""Reasons of these codes say what an offer is about, and end with the topic."""


@dataclass(frozen=True, slots=True)
class RealSet:
    """Real offers, wishes by themselves with their style, clients with all their wishes, and which topics are true."""

    offers: dict[str, OfferFacts]
    wishes: tuple[tuple[str, Graded], ...]
    clients: tuple[Graded, ...]
    truths: Mapping[str, Mapping[str, bool]]

    def catalogue(self) -> Catalogue:
        """Return all offers, ready to be asked about."""
        catalogue = Catalogue()
        for offer in self.offers.values():
            catalogue.put(offer)
        return catalogue


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer, judged: what a person would say of it."""

    ndcg: float | None
    is_top_good: bool | None
    is_any_good: bool | None
    is_wrong: bool
    is_nothing_right: bool
    told: tuple[bool | None, ...]
    """For each sentence about a topic whether it is true; None where nobody has judged it."""


def read_real_set(folder: Path) -> RealSet:
    """Read offers.jsonl, wishes.jsonl, clients.jsonl, grades.jsonl and, where it is there, sentences.jsonl."""
    offers = [read_offer(row["offer"], row["organization"]) for row in read_lines(folder / "offers.jsonl")]
    grades = {row["reference"]: row["grades"] for row in read_lines(folder / "grades.jsonl")}
    wishes = [
        (row["style"].split(":")[0], _graded(row, grades[row["reference"]]))
        for row in read_lines(folder / "wishes.jsonl")
    ]
    clients = [
        _graded(row, _highest(grades[f"{row['reference']}.{number}"] for number in (1, 2)))
        for row in read_lines(folder / "clients.jsonl")
    ]
    return RealSet({offer.id: offer for offer in offers}, tuple(wishes), tuple(clients), _truths(folder))


def report_real(folder: Path) -> Iterator[str]:
    """Yield the lines that tell how well real wishes are answered, by style of wish too."""
    real = read_real_set(folder)
    catalogue = real.catalogue()
    by_style: defaultdict[str, list[Judged]] = defaultdict(list)
    for style, wish in real.wishes:
        by_style[style].append(judge(wish, ask(catalogue, wish), real.truths))
    judged = [each for style in by_style.values() for each in style]
    clients = [judge(client, ask(catalogue, client), real.truths) for client in real.clients]
    told = [truth for each in judged for truth in each.told if truth is not None]
    yield f"{folder.name}: {len(real.offers)} offers, {len(judged)} wishes, {len(clients)} clients"
    yield f"nDCG@5 of wishes       {_share(each.ndcg for each in judged)}"
    yield f"first a good idea      {_share(each.is_top_good for each in judged)}"
    yield f"a good idea among 5    {_share(each.is_any_good for each in judged)}"
    yield f"firm yet worthless     {_share(each.is_wrong for each in judged)}"
    yield f"nothing suits, right   {_share(each.is_nothing_right for each in judged)}"
    unjudged = sum(truth is None for each in judged for truth in each.told)
    yield f"sentences untrue       {_share(not truth for truth in told)}  of {len(told)}; {unjudged} not judged"
    yield f"nDCG@5 of clients      {_share(each.ndcg for each in clients)}"
    yield f"first good, clients    {_share(each.is_top_good for each in clients)}"
    for style, each in sorted(by_style.items()):
        yield f"  {style:20} {_share(one.ndcg for one in each)}  first {_share(one.is_top_good for one in each)}"


def report_answers(folder: Path) -> Iterator[str]:
    """Yield each wish with what is answered, its grades and what is said, to see where it goes wrong."""
    real = read_real_set(folder)
    catalogue = real.catalogue()
    for _, wish in real.wishes:
        answer = ask(catalogue, wish)
        judged = judge(wish, answer, real.truths)
        mark = f"{' WRONG' if judged.is_wrong else ''}{' nothing' if answer.nothing_suitable else ''}"
        yield f"{wish.reference} {wish.client.interests} nDCG@5 {judged.ndcg}{mark} {list(answer.unresolved_interests)}"
        for match in answer.matches:
            said = " / ".join(reason.text for reason in match.reasons if reason.code.startswith(_ASSERTS))
            title = real.offers[match.offer_id].title
            yield f"    {wish.grades.get(match.offer_id, 0)} {match.offer_id} {match.score:.3f} {title[:48]} | {said}"
        answered = {match.offer_id for match in answer.matches}
        for offer_id in sorted(one for one, grade in wish.grades.items() if grade > _GOOD_IDEA and one not in answered):
            yield f"    best, not answered: {offer_id} {real.offers[offer_id].title}"


def ask(catalogue: Catalogue, graded: Graded) -> Answer:
    """Return the five offers that a coach sees."""
    return rank(catalogue, Question(client=graded.client, on=TODAY, limit=_FIRST, near_misses=0))


def judge(graded: Graded, answer: Answer, truths: Mapping[str, Mapping[str, bool]]) -> Judged:
    """Judge an answer by the grades of its offers and the truth of what is said."""
    grades = [graded.grades.get(match.offer_id, 0) for match in answer.matches]
    is_there = max(graded.grades.values(), default=0) >= _GOOD_IDEA
    is_firm = bool(grades) and any(reason.code == _ASSERTS for reason in answer.matches[0].reasons)
    return Judged(
        ndcg=ndcg_of(grades, list(graded.grades.values())) if is_there else None,
        is_top_good=(bool(grades) and grades[0] >= _GOOD_IDEA) if is_there else None,
        is_any_good=any(grade >= _GOOD_IDEA for grade in grades) if is_there else None,
        is_wrong=is_firm and grades[0] == 0,
        is_nothing_right=answer.nothing_suitable != is_there,
        told=tuple(
            _truth_of(reason.text, truths.get(match.offer_id, {}))
            for match in answer.matches
            for reason in match.reasons
            if reason.code in _OF_A_TOPIC
        ),
    )


def _truth_of(sentence: str, known: Mapping[str, bool]) -> bool | None:
    said = sentence.rstrip(".")
    topics = [topic for topic in known if said.endswith(f" {topic}")]
    return known[max(topics, key=len)] if topics else None


def _graded(row: dict[str, Any], grades: dict[str, float]) -> Graded:
    return Graded(row["reference"], read_client(row["client"]), grades, frozenset())


def _highest(each: Iterator[dict[str, float]]) -> dict[str, float]:
    highest: Counter[str] = Counter()
    for grades in each:
        highest |= Counter(grades)
    return dict(highest)


def _truths(folder: Path) -> Mapping[str, Mapping[str, bool]]:
    truths: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    file = folder / "sentences.jsonl"
    for row in read_lines(file) if file.exists() else ():
        truths[row["offer"]][row["concept"]] = row["true"]
    return truths


def _share(values: Sequence[float | None] | Iterator[float | None]) -> str:
    known = [value for value in values if value is not None]
    return f"{statistics.mean(known):6.3f} ({len(known)})" if known else "     -"
