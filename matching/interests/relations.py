"""How far a wish for one concept reaches: narrower ones nearly in full, broader and related ones in part."""

from collections.abc import Sequence
from dataclasses import dataclass

_NARROWER = 0.95
MUCH_NARROWER = 0.9
_BROADER = 0.38
_MUCH_BROADER = 0.25
_RELATED = 0.5
_NARROWER_THAN_RELATED = 0.4
_SIBLING = 0.25
_FAMILY_SIZE = 20
_RELATED_TO_BROADER = 0.25


@dataclass(frozen=True, slots=True)
class Relations:
    """What a concept's table says of its neighbours."""

    broader: tuple[int, ...]
    related: tuple[int, ...]
    setting: bool


def reach_of(relations: Sequence[Relations]) -> tuple[dict[int, float], ...]:
    """Return for each concept how much of a wish for it each other concept fulfils."""
    narrower: list[list[int]] = [[] for _ in relations]
    related: list[set[int]] = [set(each.related) for each in relations]
    for number, each in enumerate(relations):
        for parent in each.broader:
            narrower[parent].append(number)
        for neighbour in each.related:
            related[neighbour].add(number)
    return tuple(_reach(number, relations, narrower, related) for number in range(len(relations)))


def _reach(
    number: int, relations: Sequence[Relations], narrower: list[list[int]], related: list[set[int]]
) -> dict[int, float]:
    """Return what one concept reaches, the strongest way there counting."""
    reach = {number: 1.0}

    def reached(strength: float, concepts: set[int]) -> None:
        for concept in concepts:
            reach.setdefault(concept, strength)

    children = set(narrower[number])
    parents = set(relations[number].broader)
    reached(_NARROWER, children)
    reached(MUCH_NARROWER, _below(narrower, children))
    reached(_RELATED, related[number])
    reached(_BROADER, parents)
    # Who wants to read to children, for others, does not want all that is done for others.
    things = {near for near in related[number] if not relations[near].setting}
    reached(_NARROWER_THAN_RELATED, {low for near in things for low in narrower[near]})
    reached(_SIBLING, {low for parent in parents if len(narrower[parent]) <= _FAMILY_SIZE for low in narrower[parent]})
    reached(_RELATED_TO_BROADER, {near for parent in parents for near in related[parent]})
    reached(_MUCH_BROADER, {high for parent in parents for high in relations[parent].broader})
    return reach


def _below(narrower: list[list[int]], concepts: set[int]) -> set[int]:
    """Return everything narrower than these, at any depth."""
    below: set[int] = set()
    open_ones = set(concepts)
    while open_ones:
        open_ones = {low for concept in open_ones for low in narrower[concept]} - below
        below |= open_ones
    return below
