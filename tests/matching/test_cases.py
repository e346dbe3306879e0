"""The built-in cases of bench/: written before tuning, looked at since, so a guard rather than a held-out figure."""

from collections.abc import Mapping

import pytest

from bench.quality import Figures, measure, measure_groups
from bench.sets import CASES, TODAY, Graded, GradedSet, read_set
from matching import Answer, Question, rank

FIRST_CHOICE = 2.5


@pytest.fixture(scope="module")
def cases() -> GradedSet:
    return read_set(CASES)


@pytest.fixture(scope="module")
def answers(cases: GradedSet) -> dict[str, Answer]:
    catalogue = cases.catalogue()
    return {
        client.reference: rank(catalogue, Question(client=client.client, on=TODAY, limit=50))
        for client in cases.clients
    }


@pytest.fixture(scope="module")
def figures(cases: GradedSet) -> Mapping[str, Figures]:
    return measure(cases)


def first(answer: Answer) -> str:
    return answer.matches[0].offer_id if answer.matches else ""


def test_the_engine_beats_what_is_simpler_by_far(figures: Mapping[str, Figures]) -> None:
    engine = figures["the engine"]
    assert engine.ndcg >= 0.91
    assert engine.top >= 0.95
    assert engine.nothing is not None
    assert engine.nothing >= 0.95
    assert all(other.ndcg < engine.ndcg - 0.3 for name, other in figures.items() if name != "the engine")


def test_the_engine_also_does_well_in_a_town_that_was_written_later() -> None:
    graded = read_set(CASES.with_name("cases_north"))
    engine = measure(graded)["the engine"]
    assert engine.ndcg >= 0.9
    assert engine.nothing == 1
    groups = measure_groups(graded)
    assert groups["Dutch A0 to A2"].clients + groups["Dutch B1 and up"].clients == 17
    assert all(0 <= group.ndcg <= 1 for group in groups.values())


def test_the_first_match_is_one_that_a_coach_would_put_first(cases: GradedSet, answers: dict[str, Answer]) -> None:
    missed = [client.reference for client in cases.clients if not starts_well(client, answers[client.reference])]
    assert missed == []


def starts_well(client: Graded, answer: Answer) -> bool:
    possible = {match.offer_id for match in answer.matches}
    best = {offer_id for offer_id, grade in client.grades.items() if grade >= FIRST_CHOICE} & possible
    return not best or first(answer) in best


def test_what_nobody_would_put_first_does_not_come_first(cases: GradedSet, answers: dict[str, Answer]) -> None:
    wrong = [client.reference for client in cases.clients if first(answers[client.reference]) in client.never_first]
    assert wrong == []


def test_every_reason_quotes_words_that_the_offer_has(cases: GradedSet, answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        for match in answer.matches:
            offer = cases.offers[match.offer_id]
            text = " ".join((offer.title, *offer.interests, offer.description)).casefold()
            for found in match.interests:
                if found.found not in {"werkervaringsplek", "beschut werk"}:
                    assert all(word.casefold() in text for word in found.found.split())
