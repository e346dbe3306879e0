"""The facts of every offer side by side: one array per fact, in the smallest numbers that hold it."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.catalogue.bits import PINNED
from matching.catalogue.lineage import SKETCHED, Sketch, sketch_of
from matching.catalogue.memory import Memory
from matching.catalogue.unsaid import unsaid_of
from matching.facts import OfferFacts
from matching.geography import place_on_globe, spot_of
from matching.interests.likeness import PACKED
from matching.vocabulary import (
    Attendance,
    Audience,
    DayPart,
    DutchLevel,
    Goal,
    Guidance,
    Indication,
    LoadAxis,
    LoadLevel,
    OfferKind,
    OfferStatus,
    Precision,
)

UNKNOWN: Final = -1
NOWHERE: Final = 0
NO: Final = 0
YES: Final = 1

OPEN: Final = 0
PAUSED: Final = 1
IN_REVIEW: Final = 2

NEVER: Final = np.iinfo(np.int32).max
ANY_AGE: Final = np.iinfo(np.int16).max
ANY_DAY_PART: Final = (1 << len(DayPart) + 1) - 1
"""All day parts and one more bit: the partner named none, which means any."""

AXES: Final = tuple(LoadAxis)
LOAD_BASE: Final = len(LoadLevel) + 1
"""The levels of all axes make one number, written in this base: a digit per axis, nought for what was not said."""

Small = NDArray[np.int8]
Medium = NDArray[np.int16]
Whole = NDArray[np.int32]
Real = NDArray[np.float32]
Mask = NDArray[np.uint32]
Wide = NDArray[np.uint64]

Given = TypeVar("Given", bound=NDArray[Any])
Member = TypeVar("Member", bound=StrEnum)


def _empty(dtype: type[np.generic] | str, *per_row: int) -> Callable[[], NDArray[Any]]:
    return lambda: np.empty((*per_row, 0), dtype)


@dataclass(slots=True)
class Columns:
    """One array per fact, with the row as last axis.

    Where the partner did not say: -1 or not-a-number, any day part, the latest day or the highest age.
    """

    kind: Small = field(default_factory=_empty(np.int8))
    openness: Small = field(default_factory=_empty(np.int8))
    ends_on: Whole = field(default_factory=_empty(np.int32))
    starts_on: Whole = field(default_factory=_empty(np.int32))
    stale_from: Whole = field(default_factory=_empty(np.int32))
    available_places: Medium = field(default_factory=_empty(np.int16))
    minimum_hours: Real = field(default_factory=_empty(np.float32))
    maximum_hours: Real = field(default_factory=_empty(np.float32))
    day_parts: Mask = field(default_factory=_empty(np.uint32))
    load: Small = field(default_factory=_empty(np.int8, len(AXES)))
    load_number: Medium = field(default_factory=_empty(np.int16))
    dutch_level: Small = field(default_factory=_empty(np.int8))
    indication: Small = field(default_factory=_empty(np.int8))
    conduct_certificate: Small = field(default_factory=_empty(np.int8))
    minimum_age: Medium = field(default_factory=_empty(np.int16))
    maximum_age: Medium = field(default_factory=_empty(np.int16))
    women_only: Small = field(default_factory=_empty(np.int8))
    cost_euros: Real = field(default_factory=_empty(np.float32))
    wheelchair: Small = field(default_factory=_empty(np.int8))
    seated: Small = field(default_factory=_empty(np.int8))
    quiet: Small = field(default_factory=_empty(np.int8))
    group_size: Medium = field(default_factory=_empty(np.int16))
    guidance: Small = field(default_factory=_empty(np.int8))
    ladder_step: Small = field(default_factory=_empty(np.int8))
    goals: Mask = field(default_factory=_empty(np.uint32))
    languages: Wide = field(default_factory=_empty(np.uint64))
    precision: Small = field(default_factory=_empty(np.int8))
    position: Real = field(default_factory=_empty(np.float32, 3))
    hints: Whole = field(default_factory=_empty(np.int32, len(AXES)))
    topic: Whole = field(default_factory=_empty(np.int32))
    teaches_dutch: Small = field(default_factory=_empty(np.int8))
    organization: Whole = field(default_factory=_empty(np.int32))
    attendance: Small = field(default_factory=_empty(np.int8))
    audience: Mask = field(default_factory=_empty(np.uint32))
    communities: Wide = field(default_factory=_empty(np.uint64))
    meant_from: Medium = field(default_factory=_empty(np.int16))
    meant_to: Medium = field(default_factory=_empty(np.int16))
    whom_said: Whole = field(default_factory=_empty(np.int32))
    spot: Wide = field(default_factory=_empty(np.uint64))
    sketch: Sketch = field(default_factory=_empty(np.uint16, SKETCHED))
    unsaid: Mask = field(default_factory=_empty(np.uint32))
    direction: NDArray[np.void] = field(default_factory=_empty(f"V{PACKED}"))
    """Where the texts point, packed: all of an offer side by side, since few offers are looked up."""
    memory: Memory = field(default_factory=Memory, init=False)
    """What was looked up in these columns, and will be again; views share it."""
    _room: int = field(default=0, init=False)
    _single: "dict[int, Columns]" = field(default_factory=dict, init=False)

    def remember(self, key: Hashable, look_up: "Callable[[Columns], Given]") -> Given:
        """Return what was looked up under this key, one per row, read-only; it holds until the next change.

        What belongs to a row may depend on that row alone: where an offer changed, only its row is looked up again.
        """
        rows = len(self.kind)
        fresh = self.memory.fresh(key)
        known: Given = self._looked_up(key, look_up) if fresh is None else fresh[:rows]
        known.setflags(write=False)  # Many answers share it.
        return known

    def _looked_up(self, key: Hashable, look_up: "Callable[[Columns], Given]") -> Given:
        rows = len(self.kind)

        def look_up_all() -> Given:
            found = look_up(self)
            room: Given = np.empty(self.room, found.dtype)  # type: ignore[assignment]
            room[:rows] = found
            return room

        def look_up_again(found: Given, changed: Iterable[int]) -> None:
            for row in changed:
                if row < rows:
                    found[row : row + 1] = look_up(self.single(row))

        return self.memory.recall(key, look_up=look_up_all, mend=look_up_again, rows=rows)[:rows]  # type: ignore[return-value]

    def single(self, row: int) -> "Columns":
        """Return one row, as views."""
        if row not in self._single:
            self._single[row] = Columns(*(getattr(self, name)[..., row : row + 1] for name in _NAMES))
        return self._single[row]

    @property
    def room(self) -> int:
        """How many rows these columns can grow to before what was looked up in them is forgotten."""
        return max(self._room, len(self.kind))

    @property
    def capacity(self) -> int:
        """For how many rows there is room."""
        return len(self.kind)

    @property
    def nbytes(self) -> int:
        """How much memory the arrays take."""
        return sum(getattr(self, name).nbytes for name in _NAMES)

    def resize(self, capacity: int) -> None:
        """Make room for so many rows, keeping what is there."""
        self.memory.clear()
        for name in _NAMES:
            old = getattr(self, name)
            new = np.empty((*old.shape[:-1], capacity), old.dtype)
            new[..., : old.shape[-1]] = old
            setattr(self, name, new)

    def first(self, count: int) -> "Columns":
        """Return the first so many rows, as views: what is written there is written here."""
        view = Columns(*(getattr(self, name)[..., :count] for name in _NAMES))
        view.memory, view._room = self.memory, self.capacity
        return view

    def move(self, row: int, *, to: int) -> None:
        """Copy one row over another."""
        for name in _NAMES:
            array = getattr(self, name)
            array[..., to] = array[..., row]

    def write(self, row: int, offer: OfferFacts, *, named: Mapping[str, object], hints: Mapping[int, int]) -> None:
        """Put the facts of an offer in a row; what the catalogue numbers itself comes as numbers."""
        for name, value in {**_encode(offer), **named}.items():
            getattr(self, name)[..., row] = value
        self.hints[:, row] = [hints.get(place, UNKNOWN) for place in range(len(AXES))]


_NAMES: Final = tuple(column.name for column in fields(Columns) if column.init)


def mask_of(values: Iterable[str]) -> int:
    """Return one bit per value of a closed list."""
    return sum(map(_BITS.__getitem__, values))


@lru_cache(maxsize=4096)
def values_of(mask: int, of: type[Member]) -> tuple[Member, ...]:
    """Return the values of a closed list whose bits are set, in the order of the list."""
    return tuple(value for value in of if mask >> number_of(value) & 1)


def number_of(value: StrEnum | None) -> int:
    """Return the number of a value: its pinned one, or its place in the closed list; -1 for none."""
    return UNKNOWN if value is None else _NUMBERS[value]


def levels_of(load_number: int) -> list[int]:
    """Return the level of each axis again, out of the number that they make together; -1 for what was not said."""
    return [load_number // LOAD_BASE**place % LOAD_BASE + UNKNOWN for place in range(len(AXES))]


_CLOSED_LISTS: Final = (
    *(OfferKind, Goal, LoadAxis, DayPart, DutchLevel, Indication, Guidance, Precision),
    *(Audience, Attendance),
)
_NUMBERS: Final[dict[StrEnum, int]] = {
    value: PINNED.get(value, place) for values in _CLOSED_LISTS for place, value in enumerate(values)
}
_BITS: Final[dict[str, int]] = {value: 1 << place for value, place in _NUMBERS.items()}


def _openness(offer: OfferFacts) -> int:
    if offer.in_review:
        return IN_REVIEW
    return OPEN if offer.status is OfferStatus.PUBLISHED else PAUSED


def _at_most(value: int | None, *, ceiling: int, otherwise: int) -> int:
    return otherwise if value is None else max(0, min(value, ceiling))


def _known(value: float | None) -> float:
    return np.nan if value is None else value


def _encode(offer: OfferFacts) -> dict[str, object]:
    point = offer.point if offer.attendance is Attendance.ON_SITE else None
    levels = [UNKNOWN if (level := offer.load.get(axis)) is None else level for axis in AXES]
    return {
        "kind": number_of(offer.kind),
        "openness": _openness(offer),
        "ends_on": NEVER if offer.ends_on is None else offer.ends_on.toordinal(),
        "starts_on": UNKNOWN if offer.starts_on is None else offer.starts_on.toordinal(),
        "stale_from": NEVER if offer.stale_from is None else offer.stale_from.toordinal(),
        "available_places": _at_most(offer.available_places, ceiling=ANY_AGE, otherwise=UNKNOWN),
        "minimum_hours": _known(offer.minimum_hours_per_week),
        "maximum_hours": _known(offer.maximum_hours_per_week),
        # What was not said excludes nobody, so it is open on every day part, with a bit of its own that tells it apart.
        "day_parts": mask_of(offer.day_parts) or ANY_DAY_PART,
        "load": levels,
        # All axes as one number make one look-up of what five would take.
        "load_number": sum((level - UNKNOWN) * LOAD_BASE**place for place, level in enumerate(levels)),
        "dutch_level": number_of(offer.dutch_level),
        "indication": 0 if offer.indication is None else mask_of([offer.indication]),
        "conduct_certificate": _answer(offer.conduct_certificate),
        "minimum_age": _at_most(offer.minimum_age, ceiling=ANY_AGE, otherwise=UNKNOWN),
        "maximum_age": _at_most(offer.maximum_age, ceiling=ANY_AGE, otherwise=ANY_AGE),
        "women_only": _answer(offer.women_only),
        "cost_euros": _known(offer.cost_euros),
        "wheelchair": _answer(offer.wheelchair),
        "seated": _answer(offer.seated),
        "quiet": _answer(offer.quiet),
        "group_size": _at_most(offer.group_size, ceiling=ANY_AGE, otherwise=UNKNOWN),
        "guidance": number_of(offer.guidance),
        "ladder_step": UNKNOWN if offer.ladder_step is None else offer.ladder_step,
        "goals": mask_of(offer.goals),
        "precision": number_of(offer.precision),
        "sketch": sketch_of(offer),
        "unsaid": unsaid_of(offer),
        "spot": NOWHERE if offer.point is None else spot_of(offer.point),
        # Only what is on site is judged by travel.
        "position": (np.nan, np.nan, np.nan) if point is None else place_on_globe(point),
        "attendance": number_of(offer.attendance),
    }


def _answer(value: bool | None) -> int:  # noqa: FBT001 — the partner's answer itself
    return UNKNOWN if value is None else int(value)
