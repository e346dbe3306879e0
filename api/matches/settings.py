"""What a municipality decides for every client, and how people travel there."""

from dataclasses import dataclass
from typing import Final

from api.platform.settings import above_zero
from matching.parameters import parameters_of

_TRAVEL: Final = parameters_of("travel")
_QUESTION: Final = parameters_of("question")


def _usual(name: str) -> float:
    """Return a number of travel, never a whole one: a setting whose default is whole would take no other."""
    return float(_TRAVEL.number(name))


@dataclass(frozen=True, slots=True)
class MatchSettings:
    """The most hours of taking part, and the speeds behind an estimate of the travel time.

    What is not set is as the engine has it, so that the reason for each number stands beside it, once.
    """

    policy_cap_hours: float = float(_QUESTION.number("policy_cap_hours"))
    walk_km_per_hour: float = above_zero(_usual("walk_km_per_hour"))
    bike_km_per_hour: float = above_zero(_usual("bike_km_per_hour"))
    car_km_per_hour: float = above_zero(_usual("car_km_per_hour"))
    public_transport_km_per_hour: float = above_zero(_usual("public_transport_km_per_hour"))
    public_transport_wait_minutes: float = _usual("public_transport_wait_minutes")
    wheelchair_km_per_hour: float = above_zero(_usual("wheelchair_km_per_hour"))
    detour_factor: float = above_zero(_usual("detour"))
