"""What a municipality decides for every client, and how people travel there."""

from dataclasses import dataclass

from api.platform.settings import above_zero


@dataclass(frozen=True, slots=True)
class MatchSettings:
    """The most hours of taking part, and the speeds behind an estimate of the travel time."""

    policy_cap_hours: float = 20.0
    walk_km_per_hour: float = above_zero(4.5)
    bike_km_per_hour: float = above_zero(14.0)
    car_km_per_hour: float = above_zero(25.0)
    public_transport_km_per_hour: float = above_zero(12.0)
    public_transport_wait_minutes: float = 8.0
    wheelchair_km_per_hour: float = above_zero(4.0)
    detour_factor: float = above_zero(1.3)
