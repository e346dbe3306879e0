"""Clients who wait: whom a few new or changed offers suit, found for thousands of clients in one pass.

Here a row is a client and a column an offer. The limits are those of a question: each is judged once for every value
that clients set, and looked up for all who set it; only distance differs from client to client.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.catalogue.catalogue import Catalogue
from matching.catalogue.columns import Columns
from matching.catalogue.flags import unpack_flags
from matching.catalogue.hits import is_answer
from matching.catalogue.postings import Rows
from matching.facts import ClientProfile
from matching.geography import TravelSpeeds, place_on_globe
from matching.interests import leaves_open
from matching.judging.bounds import Bounds, bounds_of
from matching.judging.limits import LIMITS, TRAVEL_TIME, Limit, squared_reach

Pairs = NDArray[np.bool_]


@cache
def _no_offers() -> Catalogue:
    """Return a catalogue without offers: what a client allows hangs on none of them, but for the distance."""
    return Catalogue()


@dataclass(frozen=True, slots=True)
class _Setting:
    """What clients set of one limit: one client for each value, and which of them each client is like."""

    limit: Limit
    standing_for: tuple[Bounds | None, ...]
    like: Rows

    def blocked(self, columns: Columns) -> Pairs:
        """Return what this limit blocks: bool, one per client and offer."""
        by_value = np.zeros((len(self.standing_for), len(columns.kind)), np.bool_)
        for number, bounds in enumerate(self.standing_for):
            blocks = bounds and self.limit.blocked_in(columns, bounds)
            if blocks is not None:
                by_value[number] = unpack_flags(blocks, len(columns.kind))
        blocked: Pairs = by_value[self.like]
        return blocked


@dataclass(frozen=True, slots=True)
class _Side:
    """All who wait, side by side."""

    settings: tuple[_Setting, ...]
    places: NDArray[np.float32]
    """Where each is in space, as the positions of offers are: a column per client."""
    reach: NDArray[np.float32]
    """How far each travels, as the square of a chord; endless for who sets no limit or is nowhere."""
    phrases: tuple[str, ...]
    asked: Rows
    """The numbers of the phrases of each client, one after the other; after the last phrase comes one for no wish."""
    begins: Rows
    is_open: NDArray[np.bool_]


class Waiting:
    """Clients who wait, by a key of the caller's own, on one day."""

    def __init__(self, *, on: date, policy_cap_hours: float, speeds: TravelSpeeds) -> None:
        self.on: Final = on
        self._policy_cap_hours = policy_cap_hours
        self._speeds = speeds
        self._bounds: dict[str, Bounds] = {}
        self._side: _Side | None = None

    def __len__(self) -> int:
        return len(self._bounds)

    @property
    def keys(self) -> frozenset[str]:
        """Who waits."""
        return frozenset(self._bounds)

    def put(self, key: str, client: ClientProfile) -> None:
        """Let a client wait."""
        self._bounds[key] = bounds_of(
            client, _no_offers(), on=self.on, policy_cap_hours=self._policy_cap_hours, speeds=self._speeds
        )
        self._side = None

    def remove(self, key: str) -> None:
        """Forget a client, if it is known."""
        if self._bounds.pop(key, None) is not None:
            self._side = None

    def suited(self, catalogue: Catalogue) -> Mapping[str, Sequence[str]]:
        """Return who could join each offer and asked for it, by the id of the offer, in the order in which they came.

        The same as whom `suits` holds for among the answers of `rank`, had each client been asked about alone.
        """
        if not self._bounds or not len(catalogue):
            return {}
        if self._side is None:
            self._side = _side_by_side(list(self._bounds.values()))
        possible = _possible(self._side, catalogue.columns)
        suited = possible & _answered(self._side, catalogue, np.logical_or.reduce(possible, axis=1))
        keys = list(self._bounds)
        return {
            offer_id: [keys[client] for client in suited[:, row].nonzero()[0].tolist()]
            for row, offer_id in enumerate(catalogue.ids)
        }


def _side_by_side(clients: Sequence[Bounds]) -> _Side:
    numbers: dict[str, int] = {}
    asked = [[numbers.setdefault(phrase, len(numbers)) for phrase in _clear_wishes(each)] for each in clients]
    nothing = len(numbers)
    asked = [each or [nothing] for each in asked]
    return _Side(
        settings=tuple(_setting(limit, clients) for limit in LIMITS if limit.code != TRAVEL_TIME),
        places=np.array([place_on_globe(each.client.point) if each.client.point else (0, 0, 0) for each in clients])
        .astype(np.float32)
        .T,
        reach=np.array([_reach(each) for each in clients], np.float32),
        phrases=tuple(numbers),
        asked=np.array([number for each in asked for number in each], np.intp),
        begins=np.cumsum([0, *(len(each) for each in asked[:-1])], dtype=np.intp),
        is_open=np.array([_leaves_open(each) for each in clients]),
    )


def _setting(limit: Limit, clients: Iterable[Bounds]) -> _Setting:
    numbers: dict[object, int] = {None: 0}
    standing_for: list[Bounds | None] = [None]
    like = []
    for bounds in clients:
        value = limit.set_by(bounds)
        if value not in numbers:
            numbers[value] = len(standing_for)
            standing_for.append(bounds)
        like.append(numbers[value])
    return _Setting(limit, tuple(standing_for), np.array(like, np.intp))


def _reach(bounds: Bounds) -> float:
    most = bounds.client.travel.max_minutes
    return math.inf if most is None or bounds.client.point is None else squared_reach(most, bounds)


def _clear_wishes(bounds: Bounds) -> Iterator[str]:
    return (phrase for phrase in bounds.client.interests if not leaves_open(phrase, _no_offers().vocabulary))


def _leaves_open(bounds: Bounds) -> bool:
    interests = bounds.client.interests
    return not interests or any(leaves_open(phrase, _no_offers().vocabulary) for phrase in interests)


def _possible(side: _Side, columns: Columns) -> Pairs:
    """Return what no limit blocks: bool, one per client and offer."""
    across = columns.position[:, None, :] - side.places[:, :, None]
    across *= across
    # Not the opposite of what is near: an offer without a position is never too far.
    blocked: Pairs = across[0] + across[1] + across[2] > side.reach[:, None]
    for setting in side.settings:
        blocked |= setting.blocked(columns)
    return ~blocked


def _answered(side: _Side, catalogue: Catalogue, is_near: NDArray[np.bool_]) -> Pairs:
    """Return which offers answer a wish, for clients who could join any: bool, one per client and offer."""
    answers = np.zeros((len(side.phrases) + 1, len(catalogue)), np.bool_)
    is_of_near = np.repeat(is_near & ~side.is_open, np.diff(side.begins, append=len(side.asked)))
    for number in np.unique(side.asked[is_of_near]).tolist():
        if number < len(side.phrases):
            hits = catalogue.find_wish(side.phrases[number])
            answers[number, hits.rows] = is_answer(hits.strengths)
    answered: Pairs = np.logical_or.reduceat(answers[side.asked], side.begins)
    return answered | side.is_open[:, None]
