"""A question on the wire becomes what the engine is asked."""

from datetime import date
from typing import NamedTuple

from api.catalogue.places.queries import Located
from api.clients.facts import to_profile
from api.matches.schemas import ClientQuestion, MatchQuestion
from api.matches.settings import MatchSettings
from api.platform.settings import Settings
from matching import Question, TravelSpeeds
from matching.facts import ClientProfile
from matching.vocabulary import Language


def to_speeds(settings: Settings) -> TravelSpeeds:
    """Return how fast people travel here, as these settings say."""
    return TravelSpeeds(
        walk_km_per_hour=settings[MatchSettings].walk_km_per_hour,
        bike_km_per_hour=settings[MatchSettings].bike_km_per_hour,
        public_transport_km_per_hour=settings[MatchSettings].public_transport_km_per_hour,
        car_km_per_hour=settings[MatchSettings].car_km_per_hour,
        wheelchair_km_per_hour=settings[MatchSettings].wheelchair_km_per_hour,
        public_transport_wait_minutes=settings[MatchSettings].public_transport_wait_minutes,
        detour=settings[MatchSettings].detour_factor,
    )


class Rules(NamedTuple):
    """What a municipality decides for every client."""

    policy_cap_hours: float
    speeds: TravelSpeeds


def to_rules(settings: Settings) -> Rules:
    """Return what these settings decide for every question."""
    return Rules(settings[MatchSettings].policy_cap_hours, to_speeds(settings))


def to_question(asked: ClientQuestion, *, located: Located, today: date, language: Language, rules: Rules) -> Question:
    """Put what was asked of one client as the engine's question."""
    return Question(
        client=to_profile(asked.client, located),
        on=asked.on or today,
        kinds=frozenset(asked.kinds or ()),
        limit=asked.limit,
        near_misses=asked.near_misses if isinstance(asked, MatchQuestion) else 0,
        weights=asked.weights.model_dump() if asked.weights else {},
        language=language,
        policy_cap_hours=rules.policy_cap_hours,
        speeds=rules.speeds,
    )


def about(profile: ClientProfile, *, today: date, language: Language, rules: Rules, limit: int) -> Question:
    """Put a question about this profile as the engine is asked it."""
    return Question(
        client=profile,
        on=today,
        limit=limit,
        near_misses=0,
        language=language,
        policy_cap_hours=rules.policy_cap_hours,
        speeds=rules.speeds,
    )
