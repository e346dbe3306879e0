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
    start_hours_per_week: Hours | None = None
    physical: Level | None = None
    posture: Level | None = None
    mental: Level | None = None
    social: Level | None = None
    stimuli: Level | None = None
    until: OptionalDate = None


class ClientLocation(Position):
    """About where the client sets out; coordinates win from the postcode."""


class TravelWrite(WireModel):
    """How the client travels, and how long at the most."""

    mode: TravelModeWord = TravelMode.BIKE
    max_minutes: Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)] | None = None


class NeedsWrite(WireModel):
    """What has to be there."""

    wheelchair: bool = False
    seated: bool = False
    quiet: bool = False
    guidance: GuidanceWord = Guidance.NONE


class ClientWrite(WireModel):
    """A nameless profile; only `interests` is asked, and it may be empty."""

    interests: Annotated[list[NamelessPhrase], Field(max_length=20)]
    avoid: Annotated[list[NamelessPhrase], Field(max_length=20)] | None = None
    goals: Annotated[list[GoalWord], Field(max_length=len(Goal))] | None = None
    load_capacity: LoadCapacityWrite | None = None
    current_hours_per_week: Hours | None = None
    social_wish: Level | None = None
    day_parts: Annotated[list[DayPartWord], Field(max_length=len(DayPart))] | None = None
    location: ClientLocation | None = None
    travel: TravelWrite | None = None
    dutch_level: DutchLevelWord | None = None
    languages: Annotated[list[LanguageTag], Field(max_length=20)] | None = None
    indications: Annotated[list[IndicationWord], Field(max_length=3)] | None = None
    age: Age | None = None
    women_only_welcome: bool | None = None
    needs: NeedsWrite | None = None
    max_cost_euros: Euros | None = None
    max_group_size: Annotated[int, Field(ge=1, le=10_000), WHOLE] | None = None
    ladder_step: LadderStep | None = None
    ladder_goal: LadderStep | None = None
    conduct_certificate_possible: bool | None = None
