"""How many cities are matched at once, and for how long the outcome stays."""

from dataclasses import dataclass

from api.platform.settings import above_zero


@dataclass(frozen=True, slots=True)
class CitySettings:
    """One run takes every core that it may, so another beside it on one machine only slows both."""

    city_matches_at_once: int = above_zero(1)
    city_processes: int = 0
    city_result_hours: int = above_zero(24)
