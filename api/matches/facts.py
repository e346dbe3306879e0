"""A question on the wire becomes what the engine is asked."""

from datetime import date
from typing import NamedTuple

from api.matches.schemas import ClientQuestion, ClientWrite, LoadCapacityWrite, MatchQuestion, NeedsWrite, TravelWrite
from api.places.queries import Located
from api.settings import Settings
from matching import Question, TravelSpeeds
from matching.facts import ClientProfile, LoadCapacity, Needs, Point, Travel
from matching.vocabulary import Language, LoadAxis


def to_speeds(settings: Settings) -> TravelSpeeds:
    """How fast people travel here."""
    return TravelSpeeds(
        walk_km_per_hour=settings.walk_km_per_hour,
        bike_km_per_hour=settings.bike_km_per_hour,
        public_transport_km_per_hour=settings.public_transport_km_per_hour,
        car_km_per_hour=settings.car_km_per_hour,
        wheelchair_km_per_hour=settings.wheelchair_km_per_hour,
        public_transport_wait_minutes=settings.public_transport_wait_minutes,
        detour=settings.detour_factor,
    )


class Rules(NamedTuple):
    """What a municipality decides for every client."""

    policy_cap_hours: float
    speeds: TravelSpeeds


def to_rules(settings: Settings) -> Rules:
    """What these settings decide."""
    return Rules(settings.policy_cap_hours, to_speeds(settings))


def to_question(asked: ClientQuestion, *, located: Located, today: date, language: Language, rules: Rules) -> Question:
    """What the engine is asked."""
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
    """What the engine is asked about this profile."""
    return Question(
        client=profile,
        on=today,
        limit=limit,
        near_misses=0,
        language=language,
        policy_cap_hours=rules.policy_cap_hours,
        speeds=rules.speeds,
    )


def given_point(client: ClientWrite) -> Point | None:
    """The coordinates that came with the question."""
    location = client.location
    if location is None or location.latitude is None or location.longitude is None:
        return None
    return Point(location.latitude, location.longitude)


def to_profile(client: ClientWrite, located: Located) -> ClientProfile:
    """The nameless facts of the client."""
    travel, needs = client.travel or TravelWrite(), client.needs or NeedsWrite()
    return ClientProfile(
        interests=tuple(client.interests),
        avoid=tuple(client.avoid or ()),
        goals=frozenset(client.goals or ()),
        load_capacity=_capacity(client.load_capacity or LoadCapacityWrite()),
        current_hours_per_week=client.current_hours_per_week or 0,
        social_wish=client.social_wish,
        day_parts=frozenset(client.day_parts or ()),
        point=located.point,
        precision=located.precision,
        travel=Travel(mode=travel.mode, max_minutes=travel.max_minutes),
        dutch_level=client.dutch_level,
        languages=tuple(client.languages or ()),
        indications=None if client.indications is None else frozenset(client.indications),
        age=client.age,
        women_only_welcome=client.women_only_welcome,
        needs=Needs(wheelchair=needs.wheelchair, seated=needs.seated, quiet=needs.quiet, guidance=needs.guidance),
        max_cost_euros=client.max_cost_euros,
        max_group_size=client.max_group_size,
        ladder_step=client.ladder_step,
        ladder_goal=client.ladder_goal,
        conduct_certificate_possible=client.conduct_certificate_possible,
    )


def _capacity(capacity: LoadCapacityWrite) -> LoadCapacity:
    return LoadCapacity(
        hours_per_week=capacity.hours_per_week,
        start_hours_per_week=capacity.start_hours_per_week,
        levels={axis: getattr(capacity, axis) for axis in LoadAxis},
        until=capacity.until,
    )
