"""A client on the wire: a nameless profile; nothing here can hold a name, a diagnosis or a benefit."""

from typing import Annotated

from pydantic import Field

from api.catalogue.places.schemas import Position
from api.platform.web.shapes import WHOLE, OptionalDate, WireModel
from api.platform.web.texts import NamelessKey, NamelessPhrase
from api.vocabulary import (
    Age,
    DayPartWord,
    DutchLevelWord,
    Euros,
    GoalWord,
    GuidanceWord,
    Hours,
    IndicationWord,
    LadderStep,
    LanguageTag,
    Level,
    TravelModeWord,
)
from matching.vocabulary import DayPart, Goal, Guidance, TravelMode

# The sender's own name for a client; only the sender can tell who it is.
ClientReference = NamelessKey


class LoadCapacityWrite(WireModel):
    """What the client can carry, 0 nothing to 3 a lot; what is left out limits nothing."""

    hours_per_week: Hours | None = None
    """Most hours a week in all. Left out: the service's own limit (20, unless set otherwise)."""
    start_hours_per_week: Hours | None = None
    """With how many hours a week to begin. Left out: with as few as the offer allows."""
    physical: Level | None = None
    """Most lifting, walking, bending: 0 none, 1 light, 2 moderate, 3 heavy. Left out: no limit."""
    posture: Level | None = None
    """Most long standing or sitting: 0 none to 3 heavy. Left out: no limit."""
    mental: Level | None = None
    """Most concentration, pressure, responsibility: 0 none to 3 heavy. Left out: no limit."""
    social: Level | None = None
    """Most contact with others: 0 none to 3 much. Left out: no limit."""
    stimuli: Level | None = None
    """Most noise, crowd, heat: 0 none to 3 much. Left out: no limit."""
    until: OptionalDate = None
    """Until which day these limits hold; after it they count no more. Left out: they stay."""


class ClientLocation(Position):
    """About where the client sets out; coordinates win from the postcode."""


class TravelWrite(WireModel):
    """How the client travels, and how long at the most."""

    mode: TravelModeWord = TravelMode.BIKE
    """How the client travels."""
    max_minutes: Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)] | None = None
    """Longest way there, in minutes, door to door. Left out: no limit; nearer still comes first."""


class NeedsWrite(WireModel):
    """What has to be there."""

    wheelchair: bool = False
    """Needs to get in with a wheelchair. Excludes only what is known to be without."""
    seated: bool = False
    """Needs to do it sitting. Excludes only what is known not to allow it."""
    quiet: bool = False
    """Needs a quiet place. Excludes only what is known to have none."""
    guidance: GuidanceWord = Guidance.NONE
    """How much guidance helps. Excludes nothing; less than this is a caution."""


class ClientWrite(WireModel):
    """A nameless profile; only `interests` is asked, and it may be empty."""

    interests: Annotated[list[NamelessPhrase], Field(max_length=20)]
    """What the client likes, in its own words, one wish each; `alles behalve breien` is fine. May be empty."""
    avoid: Annotated[list[NamelessPhrase], Field(max_length=20)] | None = None
    """What the client would rather not meet, in its own words. Lowers the score, with a caution."""
    goals: Annotated[list[GoalWord], Field(max_length=len(Goal))] | None = None
    """What the client wants to get out of it. Ranks, and excludes nothing."""
    load_capacity: LoadCapacityWrite | None = None
    """What the client can carry. Left out: no limit but the service's own hours."""
    current_hours_per_week: Hours | None = None
    """Hours a week that are taken already; they count towards the limit. Left out: none."""
    social_wish: Level | None = None
    """How much contact the client would like: 0 none to 3 much. Ranks, and excludes nothing."""
    day_parts: Annotated[list[DayPartWord], Field(max_length=len(DayPart))] | None = None
    """When the client can. Left out or empty: any moment."""
    location: ClientLocation | None = None
    """About where the client sets out. Left out: distance counts for nothing."""
    travel: TravelWrite | None = None
    """How the client travels, and how long at most."""
    dutch_level: DutchLevelWord | None = None
    """Level of Dutch; what asks for more is excluded. Left out: no limit."""
    languages: Annotated[list[LanguageTag], Field(max_length=20)] | None = None
    """Languages the client speaks, as BCP 47 tags such as `ar`. Ranks, and excludes nothing."""
    indications: Annotated[list[IndicationWord], Field(max_length=3)] | None = None
    """Indications the client has; what asks for another is excluded. Left out: no limit."""
    age: Age | None = None
    """In years; outside an offer's ages is excluded. Left out: no limit."""
    women_only_welcome: bool | None = None
    """Whether groups for women alone are open to the client. Left out: no limit."""
    needs: NeedsWrite | None = None
    """What has to be there."""
    max_cost_euros: Euros | None = None
    """Most the client can pay each time, in euros. Left out: no limit."""
    max_group_size: Annotated[int, Field(ge=1, le=10_000), WHOLE] | None = None
    """Largest group the client is at ease in. Left out: no limit."""
    ladder_step: LadderStep | None = None
    """Where the client is on the participation ladder: 1 isolated to 6 paid work. Ranks only."""
    ladder_goal: LadderStep | None = None
    """Where the client wants to be on the ladder, 1 to 6. Ranks only."""
    conduct_certificate_possible: bool | None = None
    """Whether a certificate of conduct (VOG) can be had. False excludes what asks one."""
