"""What one client allows, in the numbers of the columns: worked out once, for limits, scores and explanations."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from matching.catalogue.catalogue import Catalogue
from matching.catalogue.columns import AXES, Columns, mask_of, number_of
from matching.catalogue.load_hints import HINTED_LEVEL, avoided_axes
from matching.catalogue.postings import Floats, Rows
from matching.facts import ClientProfile
from matching.geography import EARTH_RADIUS_KM, TravelSpeeds, km_of_chord, place_on_globe
from matching.judging.inclination import leaning_of, speaks_dutch
from matching.judging.whom import Belonging, belonging_of
from matching.vocabulary import DutchLevel, Language

FACILITIES: Final = ("wheelchair", "seated", "quiet")
LIMITED_DUTCH: Final = frozenset({DutchLevel.A0, DutchLevel.A1, DutchLevel.A2})
_RUN: Final = 16_384
"""So many rows at a time stay in the processor's own memory while they are worked on."""


class Bounds(NamedTuple):
    """What one client allows, in the numbers of the columns, and how far each offer of the catalogue is from home."""

    client: ClientProfile
    on: date
    today: int
    hours_left: float
    hours_left_later: float
    policy_cap_hours: float
    capacity: tuple[int | None, ...]
    soon_heavy: tuple[int, ...]
    """The places of the axes on which a load that is only described may be too much."""
    day_parts: int
    goals: int
    guidance: int
    facilities: tuple[str, ...]
    languages: Mapping[str, int]
    language_mask: int
    easy_languages: int
    avoided_axes: tuple[int, ...]
    leaning: float
    belonging: Belonging
    speaks_dutch: bool
    minutes_per_km: float
    waiting_minutes: float
    squared_chords: Floats | None

    def kms(self, rows: Sequence[int]) -> list[float]:
        """Return how far some offers are in kilometres, one per row asked; not a number when a position is unknown."""
        if self.squared_chords is None:
            return [math.nan] * len(rows)
        return list(map(km_of_chord, map(math.sqrt, self.squared_chords.take(rows).tolist())))

    def minutes(self, km: float) -> float:
        """Return how many minutes the client travels so many kilometres in a straight line, unrounded."""
        return km * self.minutes_per_km + self.waiting_minutes

    def minutes_of(self, rows: Rows) -> Floats:
        """Return the minutes to some offers, nearly: float32, one per row asked, nan where a position is unknown."""
        if self.squared_chords is None:
            return np.full(len(rows), np.nan, np.float32)
        minutes: Floats = np.sqrt(self.squared_chords.take(rows)) * np.float32(EARTH_RADIUS_KM * self.minutes_per_km)
        return minutes + np.float32(self.waiting_minutes)


def bounds_of(
    client: ClientProfile, catalogue: Catalogue, *, on: date, policy_cap_hours: float, speeds: TravelSpeeds
) -> Bounds:
    """Work out what a client allows; the lower of the own and the policy's hours counts, less what is done already."""
    capacity = client.load_capacity.on(on)
    levels = tuple(capacity.levels.get(axis) for axis in AXES)
    own_hours = capacity.hours_per_week
    most_hours = policy_cap_hours if own_hours is None else min(own_hours, policy_cap_hours)
    # A temporary limit on hours ends with its day; the policy's does not.
    later_hours = most_hours if client.load_capacity.until is None else policy_cap_hours
    languages = catalogue.language_bits(client.languages)
    language_mask = sum(languages.values())
    limited = client.dutch_level in LIMITED_DUTCH
    waiting_minutes = speeds.minutes(0, mode=client.travel.mode)
    return Bounds(
        client=client,
        on=on,
        today=on.toordinal(),
        # Rounded, so that what floats lose does not exclude an offer that just fits.
        hours_left=round(most_hours - client.current_hours_per_week, 6),
        hours_left_later=round(later_hours - client.current_hours_per_week, 6),
        policy_cap_hours=policy_cap_hours,
        capacity=levels,
        soon_heavy=tuple(place for place, most in enumerate(levels) if most is not None and most < HINTED_LEVEL),
        day_parts=mask_of(client.day_parts),
        goals=mask_of(client.goals),
        guidance=number_of(client.needs.guidance),
        facilities=tuple(name for name in FACILITIES if getattr(client.needs, name)),
        languages=languages,
        language_mask=language_mask,
        # Who reads little Dutch is not at ease in it, even when it stands among the languages spoken.
        easy_languages=language_mask & ~languages.get(Language.DUTCH, 0) if limited else language_mask,
        avoided_axes=avoided_axes(client.avoid, catalogue.vocabulary),
        leaning=leaning_of(client),
        belonging=belonging_of(client, catalogue),
        speaks_dutch=speaks_dutch(client),
        minutes_per_km=speeds.minutes(1, mode=client.travel.mode) - waiting_minutes,
        waiting_minutes=waiting_minutes,
        squared_chords=_squared_chords(client, catalogue.columns),
    )


def _squared_chords(client: ClientProfile, columns: Columns) -> Floats | None:
    if client.point is None:
        return None
    home, rows = np.array(place_on_globe(client.point), np.float32)[:, None], len(columns.kind)
    squared = np.empty(rows, np.float32)
    for start in range(0, rows, _RUN):
        across = columns.position[:, start : start + _RUN] - home
        across *= across
        part = squared[start : start + _RUN]
        np.add(across[0], across[1], out=part)
        part += across[2]
    return squared
