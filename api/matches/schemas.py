"""A question about a nameless client comes in, explained matches go out."""

from typing import Annotated, Any, Final, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from api.catalogue.offers.schemas import OfferRead
from api.clients.schemas import ClientWrite
from api.matches.codes import CautionCode, LimitCode, LoadPart, ReasonCode
from api.platform.web.shapes import WHOLE, AnswerModel, IsoDate, OptionalDate, WireModel
from api.platform.web.texts import Query
from api.platform.web.validation import rule_error
from api.vocabulary import (
    Hours,
    OfferKindWord,
    Share,
)
from matching.parameters import parameters_of
from matching.vocabulary import FoundIn, OfferKind, Precision, TravelMode, WishState

_ASKED: Final = parameters_of("question")

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


class WeightsWrite(WireModel):
    """How much each component weighs in this answer: so many times the usual, from 0 to 3; 1 is as always.

    Usually `interest` counts for 60 percent of a score, `growth` 20, `load` 12, `distance` 5 and `schedule` 3; what is
    asked here changes those shares, which together stay one. Limits, and what an offer's components are, stay the same.
    """

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
    kinds: Annotated[list[OfferKindWord], Field(max_length=len(OfferKind))] | None = None
    on: OptionalDate = None
    weights: WeightsWrite | None = None
    limit: int


class MatchQuestion(ClientQuestion):
    """Which offers fit this client?"""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    limit: Annotated[int, Field(ge=1, le=50), WHOLE] = _ASKED.count("matches")
    near_misses: Annotated[int, Field(ge=0, le=20), WHOLE] = _ASKED.count("near_misses")


class SentenceRead(AnswerModel):
    """Something to tell, with a code for programs."""

    code: str
    text: str


class ReasonRead(SentenceRead):
    """Why an offer suits."""

    code: ReasonCode


class CautionRead(SentenceRead):
    """What to ask, or to keep in mind."""

    code: CautionCode


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


class HeadroomRead(AnswerModel):
    """Capacity minus demand on each axis; null where either is unknown."""

    hours_per_week: float | None
    physical: int | None
    posture: int | None
    mental: int | None
    social: int | None
    stimuli: int | None


class LoadRead(AnswerModel):
    """What the client has left, and what the partner did not say."""

    headroom: HeadroomRead
    unknown: list[LoadPart]


class ComponentsRead(AnswerModel):
    """What a score is made of, each from 0 to 1."""

    interest: Share
    load: Share
    distance: Share
    schedule: Share
    growth: Share


class StartStepRead(AnswerModel):
    """So many hours per week from a week on; the first week is the one in which the client begins."""

    from_week: Annotated[int, Field(ge=1)]
    from_date: IsoDate
    hours_per_week: Hours


class MatchRead(AnswerModel):
    """An offer that fits, and why."""

    offer: OfferRead
    score: Share
    components: ComponentsRead
    interests: list[InterestMatchRead]
    travel: TravelRead | None
    load: LoadRead
    start_plan: Annotated[
        list[StartStepRead],
        Field(description="From the smallest safe first step on; each step has more hours, never more than fit."),
    ]
    reasons: list[ReasonRead]
    cautions: list[CautionRead]
    message: Annotated[
        str, Field(max_length=300, description="To send by phone; holds the offer, and nothing of the client.")
    ]


class BlockerRead(AnswerModel):
    """The limit that stands in the way, and what would help."""

    code: LimitCode
    limit: Any
    actual: Any
    would_help: str


class NearMissRead(AnswerModel):
    """An offer that fails exactly one limit."""

    offer: OfferRead
    blocked_by: list[BlockerRead]


class ConceptRead(AnswerModel):
    """A concept of the interest vocabulary, as programs and as people call it."""

    concept: str
    label: str


class WishRead(AnswerModel):
    """How one phrase of the client was read; `guessed` asks whether it is right, `open` says that anything may do."""

    asked: str
    state: WishState
    concepts: Annotated[list[ConceptRead], Field(description="What the phrase asks for, surest first.")]
    avoids: Annotated[
        list[ConceptRead], Field(description="What the phrase refuses; it counts as avoided, and is no wish.")
    ]
    did_you_mean: Annotated[
        list[ConceptRead], Field(max_length=3, description="What may be meant where nothing was read surely.")
    ]


class MatchAnswer(AnswerModel):
    """Matches, near misses, and the sums: considered = feasible + all that was excluded."""

    matches: list[MatchRead]
    near_misses: list[NearMissRead]
    excluded: dict[LimitCode, int]
    considered: int
    feasible: int
    wishes: Annotated[list[WishRead], Field(description="How each of the client's interests was read.")]
    unresolved_interests: Annotated[list[str], Field(description="The interests that were not understood at all.")]
    nothing_suitable: bool


class InterestRead(AnswerModel):
    """A concept of the interest vocabulary, and the words that led to it."""

    concept: str
    label: str
    words: list[str]


class InterestList(AnswerModel):
    """What may be meant, likeliest first."""

    items: list[InterestRead]


InterestQuery = Query
