"""How far a wish for one concept reaches: narrower ones nearly in full, broader and related ones in part."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from matching.parameters import parameters_of

_READ: Final = parameters_of("strength")
_NARROWER: Final = _READ.number("narrower")
MUCH_NARROWER: Final = _READ.number("much_narrower")
_BROADER: Final = _READ.number("broader")
_MUCH_BROADER: Final = _READ.number("much_broader")
_RELATED: Final = _READ.number("related")
_NARROWER_THAN_RELATED: Final = _READ.number("narrower_than_related")
_SIBLING: Final = _READ.number("sibling")
ONE_STEP: Final = frozenset({_RELATED, _BROADER})
"""How much is fulfilled by what stands right beside a concept, or right above it."""

_FAMILY_SIZE: Final = parameters_of("reading").count("family_size")
_RELATED_TO_BROADER: Final = _READ.number("related_to_broader")


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
            # Whoever is related is so in both directions, whichever table says it.
            related[neighbour].add(number)
    return tuple(_reach(number, relations, narrower, related) for number in range(len(relations)))


def _reach(
    number: int, relations: Sequence[Relations], narrower: list[list[int]], related: list[set[int]]
) -> dict[int, float]:
    """Return what one concept reaches, the strongest way there counting."""
    reach = {number: 1.0}

    def reached(strength: float, concepts: set[int]) -> None:
        for concept in concepts:
            # The ways come from the strongest to the weakest, so the first one stays.
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
