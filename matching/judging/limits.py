"""The hard limits in the contract's order: what excludes an offer, and the two values it is judged by."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.answer import LimitValue
from matching.catalogue.columns import AXES, NO, OPEN, YES, Columns, mask_of, number_of, values_of
from matching.catalogue.flags import Bits, pack_flags
from matching.catalogue.remembered import remember_flags
from matching.catalogue.shortlist import plain
from matching.geography import chord_of_km
from matching.judging.bounds import FACILITIES, Bounds
from matching.parameters import parameters_of
from matching.vocabulary import DayPart, DutchLevel, Indication, LoadAxis, LoadLevel

Blocked = NDArray[np.bool_]

TRAVEL_TIME: Final = "travel-time"
_MICROMINUTE: Final = 1e-6
_READ: Final = parameters_of("telling")
TIMES_TOO_FAR: Final = _READ.number("times_too_far")
MINUTES_OUT_OF_REACH: Final = _READ.number("minutes_out_of_reach")
"""No near miss is further than this many times what the client travels, or than these minutes when that is more."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One reason to exclude an offer: what the client sets, the rows that it blocks, and the two values it compares."""

    code: str
    set_by: Callable[[Bounds], object]
    """What a client or the day sets; None limits nothing."""
    blocks: Callable[[Columns, Bounds], Blocked]
    compares: Callable[[Columns, int, Bounds], tuple[LimitValue, LimitValue]]
    has_few_values: bool = False
    """Whether all clients together set few values: the rows that each blocks are looked up once."""

    def blocked_in(self, columns: Columns, bounds: Bounds) -> Bits | None:
        """Return what this limit blocks: bits, uint64, one per 64 rows; None when this client does not set it."""
        value = self.set_by(bounds)
        if value is None:
            return None
        # What differs from client to client would fill the memory and never be asked again.
        if not self.has_few_values:
            return pack_flags(self.blocks(columns, bounds))
        return remember_flags(columns, (self.code, value), lambda columns: self.blocks(columns, bounds))


def _for_anyone(_: Bounds) -> object:
    return True


def _load_limit(axis: LoadAxis) -> Limit:
    place = AXES.index(axis)
    return Limit(
        f"load-{axis}",
        # Who can carry the heaviest can carry all.
        lambda bounds: None if (most := bounds.capacity[place]) is None or most >= LoadLevel.HEAVY else most,
        lambda columns, bounds: columns.load[place] > (bounds.capacity[place] or 0),
        lambda columns, row, bounds: (bounds.capacity[place] or 0, int(columns.load[place, row])),
        has_few_values=True,
    )


def _facility_limit(name: str) -> Limit:
    return Limit(
        name,
        lambda bounds: True if name in bounds.facilities else None,
        lambda columns, _: getattr(columns, name) == NO,
        lambda *_: (True, False),
        has_few_values=True,
    )


def _outside_age(columns: Columns, bounds: Bounds) -> Blocked:
    age = bounds.client.age or 0
    return (columns.minimum_age > age) | (columns.maximum_age < age)


def _compare_age(columns: Columns, row: int, bounds: Bounds) -> tuple[LimitValue, LimitValue]:
    age, least = bounds.client.age or 0, int(columns.minimum_age[row])
    return age, least if least > age else int(columns.maximum_age[row])


def _most_minutes(bounds: Bounds) -> float | None:
    return bounds.client.travel.max_minutes


def _too_far(columns: Columns, bounds: Bounds) -> Blocked:
    return _beyond(_most_minutes(bounds) or 0, columns, bounds)


def _hopelessly_far(columns: Columns, bounds: Bounds) -> Blocked:
    return _beyond(max(TIMES_TOO_FAR * (_most_minutes(bounds) or 0), MINUTES_OUT_OF_REACH), columns, bounds)


def _beyond(most: float, columns: Columns, bounds: Bounds) -> Blocked:
    if bounds.squared_chords is None:
        return np.zeros(len(columns.kind), np.bool_)
    return bounds.squared_chords > squared_reach(most, bounds)


def squared_reach(most: float, bounds: Bounds) -> float:
    """Return how far so many minutes bring the client, as the square of a chord; below nought for nowhere at all."""
    # A chord is compared with a chord: no root and no arcsine over all rows.
    reach_km = (most + _MICROMINUTE - bounds.waiting_minutes) / bounds.minutes_per_km
    return chord_of_km(reach_km) ** 2 if reach_km >= 0 else -1


def _compare_minutes(_: Columns, row: int, bounds: Bounds) -> tuple[LimitValue, LimitValue]:
    # Rounded up, so that granting these minutes is enough.
    return plain(bounds.client.travel.max_minutes or 0), math.ceil(bounds.minutes(bounds.kms([row])[0]))


LIMITS: Final = (
    Limit(
        "status",
        _for_anyone,
        lambda columns, _: columns.openness != OPEN,
        lambda *_: ("published", "paused"),
        has_few_values=True,
    ),
    Limit(
        "ended",
        lambda bounds: bounds.today,
        lambda columns, bounds: columns.ends_on < bounds.today,
        lambda columns, row, bounds: (bounds.on.isoformat(), date.fromordinal(columns.ends_on[row]).isoformat()),
        has_few_values=True,
    ),
    Limit(
        "full", _for_anyone, lambda columns, _: columns.available_places == 0, lambda *_: (1, 0), has_few_values=True
    ),
    Limit(
        "hours",
        lambda bounds: bounds.hours_left,
        lambda columns, bounds: columns.minimum_hours > bounds.hours_left,
        lambda columns, row, bounds: (plain(bounds.hours_left), plain(float(columns.minimum_hours[row]))),
        has_few_values=True,
    ),
    Limit(
        "day-parts",
        lambda bounds: bounds.day_parts or None,
        lambda columns, bounds: (columns.day_parts & np.uint32(bounds.day_parts)) == 0,
        lambda columns, row, bounds: (
            list(values_of(bounds.day_parts, DayPart)),
            list(values_of(int(columns.day_parts[row]), DayPart)),
        ),
    ),
    *(_load_limit(axis) for axis in AXES),
    Limit(
        "dutch-level",
        lambda bounds: bounds.client.dutch_level,
        lambda columns, bounds: columns.dutch_level > number_of(bounds.client.dutch_level),
        lambda columns, row, bounds: (
            str(bounds.client.dutch_level),
            str(tuple(DutchLevel)[columns.dutch_level[row]]),
        ),
        has_few_values=True,
    ),
    Limit(
        "indication",
        lambda bounds: bounds.client.indications,
        lambda columns, bounds: (columns.indication & np.int8(~mask_of(bounds.client.indications or ()))) != 0,
        lambda columns, row, bounds: (
            list(values_of(mask_of(bounds.client.indications or ()), Indication)),
            list(values_of(int(columns.indication[row]), Indication)),
        ),
        has_few_values=True,
    ),
    Limit(
        "conduct-certificate",
        lambda bounds: True if bounds.client.conduct_certificate_possible is False else None,
        lambda columns, _: columns.conduct_certificate == YES,
        lambda *_: (False, True),
        has_few_values=True,
    ),
    Limit("age", lambda bounds: bounds.client.age, _outside_age, _compare_age, has_few_values=True),
    Limit(
        "women-only",
        lambda bounds: True if bounds.client.women_only_welcome is False else None,
        lambda columns, _: columns.women_only == YES,
        lambda *_: (False, True),
        has_few_values=True,
    ),
    Limit(
        "cost",
        lambda bounds: bounds.client.max_cost_euros,
        lambda columns, bounds: columns.cost_euros > (bounds.client.max_cost_euros or 0),
        lambda columns, row, bounds: (
            plain(bounds.client.max_cost_euros or 0),
            plain(float(columns.cost_euros[row])),
        ),
        has_few_values=True,
    ),
    *(_facility_limit(name) for name in FACILITIES),
    Limit(
        "group-size",
        lambda bounds: bounds.client.max_group_size,
        lambda columns, bounds: columns.group_size > (bounds.client.max_group_size or 0),
        lambda columns, row, bounds: (bounds.client.max_group_size or 0, int(columns.group_size[row])),
        has_few_values=True,
    ),
    Limit(TRAVEL_TIME, _most_minutes, _too_far, _compare_minutes),
)
LIMIT_CODES: Final = tuple(limit.code for limit in LIMITS)
_OUT_OF_REACH: Final = Limit("out-of-reach", _most_minutes, _hopelessly_far, _compare_minutes)


def blocking(columns: Columns, bounds: Bounds) -> list[tuple[Limit, Bits]]:
    """Return the limits that this client sets, in order, each with what it blocks: bits, uint64, one per 64 rows.

    What is absurdly far is blocked once more at the end: it is nobody's near miss.
    """
    limits = (*LIMITS, _OUT_OF_REACH)
    return [(limit, blocked) for limit in limits if (blocked := limit.blocked_in(columns, bounds)) is not None]
