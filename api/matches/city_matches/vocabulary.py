"""Closed lists and bounds of runs for a whole city."""

from enum import StrEnum
from typing import Final


class CityMatchState(StrEnum):
    """How far a run is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Proof(StrEnum):
    """Whether it is proved that no other outcome is better."""

    OPTIMAL = "optimal"
    UNPROVEN = "unproven"


MATCH: Final = "city-matches.match"
"""Stored with every promise: a promise made by an older Vonk is kept by a newer one."""

UNFINISHED: Final = (CityMatchState.WAITING, CityMatchState.RUNNING)
MOST_CLIENTS: Final = 50_000
"""Amsterdam speaks to 32,000 people, and no city to more."""

LARGEST_CITY_BYTES: Final = 50_000_000
"""A thousand bytes a client; most take half of it."""
