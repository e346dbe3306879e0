"""For whom the matches are how good: the engine's nDCG@5 by group of clients, as far as a profile tells."""

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bench.sets import Graded
from matching import number_of
from matching.facts import ClientProfile
from matching.vocabulary import DutchLevel, LoadAxis

_YOUNG: Final = 35
_OLDER: Final = 55
_EASE: Final = number_of(DutchLevel.B1)
_LITTLE: Final = 1

Belongs = Callable[[ClientProfile], bool]


@dataclass(frozen=True, slots=True)
class Group:
    """How many clients of a group have anything to find, and how well it is found."""

    clients: int
    ndcg: float


def by_group(clients: tuple[Graded, ...], ndcg: Mapping[str, float]) -> dict[str, Group]:
    """Return the figures of each group that anyone belongs to; a profile that does not tell is in none."""
    told = {
        name: [ndcg[client.reference] for client in clients if client.reference in ndcg and belongs(client.client)]
        for name, belongs in _GROUPS.items()
    }
    return {name: Group(len(each), statistics.mean(each)) for name, each in told.items() if each}


def _dutch(client: ClientProfile, *, at_ease: bool) -> bool:
    level = client.dutch_level
    return level is not None and (number_of(level) >= _EASE) is at_ease


def _aged(client: ClientProfile, low: int, high: int) -> bool:
    return client.age is not None and low <= client.age < high


def _carries_little(client: ClientProfile) -> bool:
    """Tell whether a client carries little on three of the five axes of load or more."""
    levels = [client.load_capacity.levels.get(axis) for axis in LoadAxis]
    return sum(level is not None and level <= _LITTLE for level in levels) > len(levels) // 2


_GROUPS: Final[Mapping[str, Belongs]] = {
    "Dutch A0 to A2": lambda client: _dutch(client, at_ease=False),
    "Dutch B1 and up": lambda client: _dutch(client, at_ease=True),
    "younger than 35": lambda client: _aged(client, 0, _YOUNG),
    "35 to 54": lambda client: _aged(client, _YOUNG, _OLDER),
    "55 and older": lambda client: _aged(client, _OLDER, 200),
    "carries little": _carries_little,
    "carries more": lambda client: not _carries_little(client),
    # Who does not welcome it may be a woman all the same: a profile holds no sex.
    "women only welcome": lambda client: bool(client.women_only_welcome),
    "women only not welcome": lambda client: not client.women_only_welcome,
}
