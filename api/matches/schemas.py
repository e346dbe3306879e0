"""A nameless profile comes in, explained matches go out; nothing here can hold a name, a diagnosis or a benefit."""

from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic.config import JsonDict

from api.offers.schemas import (
    Age,
    DayPartWord,
    DutchLevelWord,
    Euros,
    GoalWord,
    GuidanceWord,
    Hours,
    IndicationWord,
    LanguageTag,
    Level,
    OfferKindWord,
    OfferRead,
)
from api.places.schemas import Position
from api.validation import rule_error
from api.wire import LAX, TEXT, VISIBLE, WHOLE, AnswerModel, IsoDate, OptionalDate, Phrase, WireModel
from matching.scoring import WEIGHTS
from matching.vocabulary import FoundIn, Guidance, Precision, TravelMode

TravelModeWord = Annotated[TravelMode, LAX]
LadderStep = Annotated[int, Field(ge=1, le=6), WHOLE]
Weight = Annotated[float, Field(ge=0, le=3, allow_inf_nan=False)]

EXAMPLE: JsonDict = {
    "client": {
        "interests": ["iets met hout", "met m'n handen werken"],
        "avoid": ["kinderen"],
        "loadCapacity": {
            "hoursPerWeek": 8,
            "startHoursPerWeek": 1,
            "physical": 1,
            "mental": 3,
            "social": 2,
            "stimuli": 1,
        },
        "socialWish": 1,
        "dayParts": ["mon-morning", "wed-afternoon"],
        "location": {"latitude": 51.895, "longitude": 4.502},
        "travel": {"mode": "bike", "maxMinutes": 20},
        "dutchLevel": "B1",
        "languages": ["nl"],
        "age": 57,
        "maxCostEuros": 5,
        "ladderStep": 2,
        "ladderGoal": 4,
    },
    "limit": 3,
}


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

    interests: Annotated[list[Phrase], Field(max_length=20)]
    avoid: Annotated[list[Phrase], Field(max_length=20)] | None = None
    goals: Annotated[list[GoalWord], Field(max_length=8)] | None = None
    load_capacity: LoadCapacityWrite | None = None
    current_hours_per_week: Hours | None = None
    social_wish: Level | None = None
    day_parts: Annotated[list[DayPartWord], Field(max_length=21)] | None = None
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


def _above_nought(name: str) -> JsonDict:
    return {"properties": {name: {"exclusiveMinimum": 0}}}


class WeightsWrite(WireModel):
    """How much each component weighs in this answer: so many times the usual, from 0 to 3; 1 is as always.

    Usually `interest` counts for 60 percent of a score, `growth` 20, `load` 12, `distance` 5 and `schedule` 3; what is
    asked here changes those shares, which together stay one. Limits, and what an offer's components are, stay the same.
    """

    model_config = ConfigDict(json_schema_extra={"anyOf": [_above_nought(name) for name in WEIGHTS]})

    interest: Weight = 1
    load: Weight = 1
    distance: Weight = 1
    schedule: Weight = 1
    growth: Weight = 1

    @model_validator(mode="after")
    def _weighs_something(self) -> Self:
        if not any(self.model_dump().values()):
            raise rule_error("Laat ten minste één onderdeel tellen.", "Let at least one component count.")
        return self


class ClientQuestion(WireModel):
    """What is asked about a client, whatever is asked."""

    client: ClientWrite
    kinds: Annotated[list[OfferKindWord], Field(max_length=5)] | None = None
    on: OptionalDate = None
    weights: WeightsWrite | None = None
    limit: int


class MatchQuestion(ClientQuestion):
    """Which offers fit this client?"""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    limit: Annotated[int, Field(ge=1, le=50), WHOLE] = 5
    near_misses: Annotated[int, Field(ge=0, le=20), WHOLE] = 3


class SentenceRead(AnswerModel):
    """Something to tell, with a code for programs."""

    code: str
    text: str


class InterestMatchRead(AnswerModel):
    """What the offer has to do with one wish."""

    asked: str
    concept: str
    found: str
    where: FoundIn
    strength: float


class TravelRead(AnswerModel):
    """The way there: a straight line, and an estimate of the time."""

    km: float
    minutes: int
    mode: TravelMode
    precision: Precision


class LoadRead(AnswerModel):
    """Capacity minus demand on each axis; null where either is unknown."""

    headroom: dict[str, float | None]
    unknown: list[str]


class StartStepRead(AnswerModel):
    """So many hours per week from a week on; the first week is the one in which the client begins."""

    from_week: Annotated[int, Field(ge=1)]
    from_date: IsoDate
    hours_per_week: Hours


class MatchRead(AnswerModel):
    """An offer that fits, and why."""

    offer: OfferRead
    score: Annotated[float, Field(ge=0, le=1)]
    components: dict[str, Annotated[float, Field(ge=0, le=1)]]
    interests: list[InterestMatchRead]
    travel: TravelRead | None
    load: LoadRead
    start_plan: Annotated[
        list[StartStepRead],
        Field(description="From the smallest safe first step on; each step has more hours, never more than fit."),
    ]
    reasons: list[SentenceRead]
    cautions: list[SentenceRead]
    message: Annotated[
        str, Field(max_length=300, description="To send by phone; holds the offer, and nothing of the client.")
    ]


class BlockerRead(AnswerModel):
    """The limit that stands in the way, and what would help."""

    code: str
    limit: Any
    actual: Any
    would_help: str


class NearMissRead(AnswerModel):
    """An offer that fails exactly one limit."""

    offer: OfferRead
    blocked_by: list[BlockerRead]


class MatchAnswer(AnswerModel):
    """Matches, near misses, and the sums: considered = feasible + all that was excluded."""

    matches: list[MatchRead]
    near_misses: list[NearMissRead]
    excluded: dict[str, int]
    considered: int
    feasible: int
    unresolved_interests: list[str]
    nothing_suitable: bool


class InterestRead(AnswerModel):
    """A concept of the interest vocabulary, and the words that led to it."""

    concept: str
    label: str
    words: list[str]


class InterestList(AnswerModel):
    """What may be meant, likeliest first."""

    items: list[InterestRead]


InterestQuery = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=TEXT), VISIBLE
]
