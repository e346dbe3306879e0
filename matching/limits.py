"""The hard limits in the contract's order: what excludes an offer, and the two values it is judged by."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.answer import Value
from matching.catalogue import Catalogue
from matching.columns import AXES, NO, OPEN, YES, Columns, mask_of, number_of, values_of
from matching.facts import ClientProfile
from matching.geography import EARTH_RADIUS_KM, TravelSpeeds, chord_of_km, km_of_chord, place_on_globe
from matching.inclination import leaning_of, speaks_dutch
from matching.load_hints import avoided_axes
from matching.postings import Floats, Rows
from matching.shortlist import plain
from matching.vocabulary import DayPart, DutchLevel, Indication, Language, LoadAxis, LoadLevel

Blocked = NDArray[np.bool_]

FACILITIES: Final = ("wheelchair", "seated", "quiet")
_LIMITED_DUTCH: Final = frozenset({DutchLevel.A0, DutchLevel.A1, DutchLevel.A2})
_MICROMINUTE: Final = 1e-6
TIMES_TOO_FAR: Final = 3
MINUTES_OUT_OF_REACH: Final = 60
"""No near miss is further than this many times what the client travels, or than these minutes when that is more."""


class Bounds(NamedTuple):
    """What one client allows, in the numbers of the columns, and how far each offer of the catalogue is from home."""

    client: ClientProfile
    on: date
    today: int
    hours_left: float
    hours_left_later: float
    policy_cap_hours: float
    capacity: tuple[int | None, ...]
    day_parts: int
    goals: int
    guidance: int
    facilities: tuple[str, ...]
    languages: Mapping[str, int]
    language_mask: int
    easy_languages: int
    avoided_axes: tuple[int, ...]
    leaning: float
    speaks_dutch: bool
    minutes_per_km: float
    waiting_minutes: float
    squared_chords: Floats | None

    def kms(self, rows: Sequence[int]) -> list[float]:
        """How far some offers are; not a number when a position is unknown."""
        if self.squared_chords is None:
            return [math.nan] * len(rows)
        return list(map(km_of_chord, map(math.sqrt, self.squared_chords.take(rows).tolist())))

    def minutes(self, km: float) -> float:
        """How long the client travels so many kilometres in a straight line, unrounded."""
        return km * self.minutes_per_km + self.waiting_minutes

    def minutes_of(self, rows: Rows) -> Floats:
        """How long the client travels to some offers, nearly: over a city a chord is as long as the ground above it."""
        if self.squared_chords is None:
            return np.full(len(rows), np.nan, np.float32)
        minutes: Floats = np.sqrt(self.squared_chords.take(rows)) * np.float32(EARTH_RADIUS_KM * self.minutes_per_km)
        return minutes + np.float32(self.waiting_minutes)


def bounds_of(
    client: ClientProfile, catalogue: Catalogue, *, on: date, policy_cap_hours: float, speeds: TravelSpeeds
) -> Bounds:
    """Work out what a client allows; the lower of the own and the policy's hours counts, less what is done already."""
    capacity = client.load_capacity.on(on)
    own_hours = capacity.hours_per_week
    most_hours = policy_cap_hours if own_hours is None else min(own_hours, policy_cap_hours)
    later_hours = most_hours if client.load_capacity.until is None else policy_cap_hours
    languages = catalogue.language_bits(client.languages)
    language_mask = sum(languages.values())
    limited = client.dutch_level in _LIMITED_DUTCH
    waiting_minutes = speeds.minutes(0, mode=client.travel.mode)
    return Bounds(
        client=client,
        on=on,
        today=on.toordinal(),
        hours_left=round(most_hours - client.current_hours_per_week, 6),
        hours_left_later=round(later_hours - client.current_hours_per_week, 6),
        policy_cap_hours=policy_cap_hours,
        capacity=tuple(capacity.levels.get(axis) for axis in AXES),
        day_parts=mask_of(client.day_parts),
        goals=mask_of(client.goals),
        guidance=number_of(client.needs.guidance),
        facilities=tuple(name for name in FACILITIES if getattr(client.needs, name)),
        languages=languages,
        language_mask=language_mask,
        easy_languages=language_mask & ~languages.get(Language.DUTCH, 0) if limited else language_mask,
        avoided_axes=avoided_axes(client.avoid, catalogue.vocabulary),
        leaning=leaning_of(client),
        speaks_dutch=speaks_dutch(client),
        minutes_per_km=speeds.minutes(1, mode=client.travel.mode) - waiting_minutes,
        waiting_minutes=waiting_minutes,
        squared_chords=_squared_chords(client, catalogue.columns),
    )


def _squared_chords(client: ClientProfile, columns: Columns) -> Floats | None:
    if client.point is None:
        return None
    across: Floats = columns.position - np.array(place_on_globe(client.point), np.float32)[:, None]
    across *= across
    squared: Floats = across[0] + across[1] + across[2]
    return squared


@dataclass(frozen=True, slots=True)
class Limit:
    """One reason to exclude an offer: the rows it blocks, if the client sets such a limit, and what it compares."""

    code: str
    blocks: Callable[[Columns, Bounds], Blocked | None]
    compares: Callable[[Columns, int, Bounds], tuple[Value, Value]]
    depends_on: Callable[[Bounds], object] | None = None
    """The one value, of few, that decides which rows are blocked: they are looked up once. None limits nothing."""

    def blocked_in(self, columns: Columns, bounds: Bounds) -> Blocked | None:
        """The rows that this limit blocks, if this client sets it."""
        if self.depends_on is None:
            return self.blocks(columns, bounds)
        value = self.depends_on(bounds)
        return None if value is None else columns.remember((self.code, value), lambda: self.blocks(columns, bounds))


def _above(column: NDArray[np.integer] | Floats, most: float | None) -> Blocked | None:
    return None if most is None else column > most


def _load_limit(axis: LoadAxis) -> Limit:
    place = AXES.index(axis)
    return Limit(
        f"load-{axis}",
        lambda columns, bounds: _above(columns.load[place], bounds.capacity[place]),
        lambda columns, row, bounds: (bounds.capacity[place] or 0, int(columns.load[place, row])),
        lambda bounds: None if (most := bounds.capacity[place]) is None or most >= LoadLevel.HEAVY else most,
    )


def _facility_limit(name: str) -> Limit:
    return Limit(
        name,
        lambda columns, _: getattr(columns, name) == NO,
        lambda *_: (True, False),
        lambda bounds: True if name in bounds.facilities else None,
    )


def _without_day_part(columns: Columns, bounds: Bounds) -> Blocked | None:
    return (columns.day_parts & np.uint32(bounds.day_parts)) == 0 if bounds.day_parts else None


def _outside_age(columns: Columns, bounds: Bounds) -> Blocked:
    age = bounds.client.age or 0
    return (columns.minimum_age > age) | (columns.maximum_age < age)


def _compare_age(columns: Columns, row: int, bounds: Bounds) -> tuple[Value, Value]:
    age, least = bounds.client.age or 0, int(columns.minimum_age[row])
    return age, least if least > age else int(columns.maximum_age[row])


def _too_far(_: Columns, bounds: Bounds) -> Blocked | None:
    most = bounds.client.travel.max_minutes
    return None if most is None else _beyond(most, bounds)


def _hopelessly_far(_: Columns, bounds: Bounds) -> Blocked | None:
    most = bounds.client.travel.max_minutes
    return None if most is None else _beyond(max(TIMES_TOO_FAR * most, MINUTES_OUT_OF_REACH), bounds)


def _beyond(most: float, bounds: Bounds) -> Blocked | None:
    squared_chords = bounds.squared_chords
    if squared_chords is None:
        return None
    reach_km = (most + _MICROMINUTE - bounds.waiting_minutes) / bounds.minutes_per_km
    return squared_chords > (chord_of_km(reach_km) ** 2 if reach_km >= 0 else -1)


def _compare_minutes(_: Columns, row: int, bounds: Bounds) -> tuple[Value, Value]:
    # Rounded up, so that granting these minutes is enough.
    return plain(bounds.client.travel.max_minutes or 0), math.ceil(bounds.minutes(bounds.kms([row])[0]))


LIMITS: Final = (
    Limit(
        "status",
        lambda columns, _: columns.openness != OPEN,
        lambda *_: ("published", "paused"),
        lambda _: True,
    ),
    Limit(
        "ended",
        lambda columns, bounds: columns.ends_on < bounds.today,
        lambda columns, row, bounds: (bounds.on.isoformat(), date.fromordinal(columns.ends_on[row]).isoformat()),
        lambda bounds: bounds.today,
    ),
    Limit("full", lambda columns, _: columns.available_places == 0, lambda *_: (1, 0), lambda _: True),
    Limit(
        "hours",
        lambda columns, bounds: columns.minimum_hours > bounds.hours_left,
        lambda columns, row, bounds: (plain(bounds.hours_left), plain(float(columns.minimum_hours[row]))),
    ),
    Limit(
        "day-parts",
        _without_day_part,
        lambda columns, row, bounds: (
            list(values_of(bounds.day_parts, DayPart)),
            list(values_of(int(columns.day_parts[row]), DayPart)),
        ),
    ),
    *(_load_limit(axis) for axis in AXES),
    Limit(
        "dutch-level",
        lambda columns, bounds: columns.dutch_level > number_of(bounds.client.dutch_level),
        lambda columns, row, bounds: (
            str(bounds.client.dutch_level),
            str(tuple(DutchLevel)[columns.dutch_level[row]]),
        ),
        lambda bounds: bounds.client.dutch_level,
    ),
    Limit(
        "indication",
        lambda columns, bounds: (columns.indication & np.int8(~mask_of(bounds.client.indications or ()))) != 0,
        lambda columns, row, bounds: (
            list(values_of(mask_of(bounds.client.indications or ()), Indication)),
            list(values_of(int(columns.indication[row]), Indication)),
        ),
        lambda bounds: bounds.client.indications,
    ),
    Limit(
        "conduct-certificate",
        lambda columns, _: columns.conduct_certificate == YES,
        lambda *_: (False, True),
        lambda bounds: True if bounds.client.conduct_certificate_possible is False else None,
    ),
    Limit("age", _outside_age, _compare_age, lambda bounds: bounds.client.age),
    Limit(
        "women-only",
        lambda columns, _: columns.women_only == YES,
        lambda *_: (False, True),
        lambda bounds: True if bounds.client.women_only_welcome is False else None,
    ),
    Limit(
        "cost",
        lambda columns, bounds: _above(columns.cost_euros, bounds.client.max_cost_euros),
        lambda columns, row, bounds: (
            plain(bounds.client.max_cost_euros or 0),
            plain(float(columns.cost_euros[row])),
        ),
    ),
    *(_facility_limit(name) for name in FACILITIES),
    Limit(
        "group-size",
        lambda columns, bounds: _above(columns.group_size, bounds.client.max_group_size),
        lambda columns, row, bounds: (bounds.client.max_group_size or 0, int(columns.group_size[row])),
    ),
    Limit("travel-time", _too_far, _compare_minutes),
)
_OUT_OF_REACH: Final = Limit("out-of-reach", _hopelessly_far, _compare_minutes)


def blocking(columns: Columns, bounds: Bounds) -> list[tuple[Limit, Blocked]]:
    """The limits that this client sets, in order, each with the rows that it blocks.

    What is absurdly far is blocked once more at the end: it is nobody's near miss.
    """
    limits = (*LIMITS, _OUT_OF_REACH)
    return [(limit, blocked) for limit in limits if (blocked := limit.blocked_in(columns, bounds)) is not None]
