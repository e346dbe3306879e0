from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.facts import ClientProfile, OfferFacts, Point
from matching.judging.scoring import WEIGHTS
from tests.matching.builders import an_offer, ask
from tests.matching.strategies import catalogues, clients

NEAR = an_offer("near", title="Klussen in huis", description="", interests=("klussen",))
FAR = an_offer("far", point=Point(51.915, 4.515))
multipliers = st.fixed_dictionaries(dict.fromkeys(WEIGHTS, st.floats(0, 3)))


def order(weights: Mapping[str, float]) -> list[str]:
    return [match.offer_id for match in ask(NEAR, FAR, weights=weights).matches]


def test_other_weights_give_another_order_and_the_default_restores_itself() -> None:
    assert order({}) == ["far", "near"]
    assert order({"distance": 3, "interest": 0}) == ["near", "far"]
    assert order({}) == ["far", "near"]


@given(catalogues, clients, st.sampled_from((1, 2, 0.5, 0)))
def test_weighing_everything_alike_changes_nothing(
    known: list[OfferFacts], client: ClientProfile, multiplier: float
) -> None:
    alike = dict.fromkeys(WEIGHTS, multiplier)
    assert ask(*known, client=client, weights=alike) == ask(*known, client=client)


@given(catalogues, clients, multipliers)
def test_weights_change_scores_and_nothing_else(
    known: list[OfferFacts], client: ClientProfile, weights: dict[str, float]
) -> None:
    usual, weighed = (ask(*known, client=client, weights=each, limit=50) for each in ({}, weights))
    assert (usual.excluded, usual.near_misses) == (weighed.excluded, weighed.near_misses)
    components = {match.offer_id: match.components for match in usual.matches}
    assert {match.offer_id: match.components for match in weighed.matches} == components
    ranked = [-match.score for match in weighed.matches]
    assert ranked == sorted(ranked)
    assert all(0 <= match.score <= 1 for match in weighed.matches)


def test_a_component_that_alone_counts_is_the_score() -> None:
    (match,) = ask(an_offer(), weights=dict.fromkeys(WEIGHTS, 0) | {"growth": 1}).matches
    assert match.score == pytest.approx(match.components["growth"], abs=0.006)


@given(catalogues, clients, multipliers, st.integers(0, 5))
def test_the_best_are_found_whatever_weighs(
    known: list[OfferFacts], client: ClientProfile, weights: dict[str, float], limit: int
) -> None:
    short = ask(*known, client=client, weights=weights, limit=limit)
    assert short.matches == ask(*known, client=client, weights=weights, limit=50).matches[:limit]
