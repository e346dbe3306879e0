"""A client on the wire becomes the nameless facts that the engine is told."""

from api.catalogue.places.queries import Located
from api.clients.schemas import ClientWrite, LoadCapacityWrite, NeedsWrite, TravelWrite
from matching.facts import ClientProfile, LoadCapacity, Needs, Travel
from matching.vocabulary import LoadAxis


def to_profile(client: ClientWrite, located: Located) -> ClientProfile:
    """Return the nameless facts of the client."""
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
