"""A question about a nameless client comes in, explained matches go out."""

from typing import Annotated, Any, Final, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from api.catalogue.offers.schemas import OfferRead
from api.clients.schemas import ClientWrite
from api.matches.codes import CautionRead, LimitCode, LoadPart, ReasonRead
from api.platform.web.shapes import WHOLE, AnswerModel, IsoDate, OptionalDate, WireModel
from api.platform.web.texts import Query
from api.platform.web.validation import rule_error
from api.vocabulary import Hours, OfferKindWord, Share
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
    """What the client likes; 1 as always, 0 not at all."""
    load: Weight = 1
    """How well the load suits; 1 as always, 0 not at all."""
    distance: Weight = 1
    """How near it is; 1 as always, 0 not at all."""
    schedule: Weight = 1
    """How well the moments suit; 1 as always, 0 not at all."""
    growth: Weight = 1
    """How much it is a step towards the goal; 1 as always, 0 not at all."""

    @model_validator(mode="after")
    def _weighs_something(self) -> Self:
        if not any(self.model_dump().values()):
            raise rule_error("Laat ten minste één onderdeel tellen.", "Let at least one component count.")
        return self


class ClientQuestion(WireModel):
    """What is asked about a client, whatever is asked."""

    client: ClientWrite
    """The nameless profile."""
    kinds: Annotated[list[OfferKindWord], Field(max_length=len(OfferKind))] | None = None
    """Which kinds of offer to look at. Left out or empty: all."""
    on: OptionalDate = None
    """For which day; what has ended by then is excluded. Left out: today."""
    weights: WeightsWrite | None = None
    """How much each component weighs in this answer. Left out: as always."""
    limit: int
    """How many at most."""


class MatchQuestion(ClientQuestion):
    """Which offers fit this client?"""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    limit: Annotated[int, Field(ge=1, le=50), WHOLE] = _ASKED.count("matches")
    """How many matches at most."""
    near_misses: Annotated[int, Field(ge=0, le=20), WHOLE] = _ASKED.count("near_misses")
    """How many near misses at most."""


class InterestMatchRead(AnswerModel):
    """What the offer has to do with one wish."""

    asked: str
    """The wish as it was sent."""
    concept: str
    """What it was found as, for a person to read."""
    found: str
    """The words of the offer that show it, verbatim."""
    where: FoundIn
    """In which text these words stand."""
    strength: float
    """How much it has to do with the wish: 1 is exactly that."""


class TravelRead(AnswerModel):
    """The way there: a straight line, and an estimate of the time."""

    km: float
    """In a straight line."""
    minutes: int
    """Estimate of the way there by this mode, in whole minutes."""
    mode: TravelMode
    """How the client travels."""
    precision: Precision
    """How exactly both places are known."""


class HeadroomRead(AnswerModel):
    """Capacity minus demand on each axis; null where either is unknown."""

    hours_per_week: float | None
    """Hours a week that the client has left above the offer's least."""
    physical: int | None
    """Levels left of lifting, walking, bending."""
    posture: int | None
    """Levels left of standing or sitting."""
    mental: int | None
    """Levels left of concentration and pressure."""
    social: int | None
    """Levels left of contact with others."""
    stimuli: int | None
    """Levels left of noise and crowd."""


class LoadRead(AnswerModel):
    """What the client has left, and what the partner did not say."""

    headroom: HeadroomRead
    """How much more the client could carry; 0 is just enough."""
    unknown: list[LoadPart]
    """What the partner did not say, to ask about."""


class ComponentsRead(AnswerModel):
    """What a score is made of, each from 0 to 1."""

    interest: Share
    """How well it suits what the client likes."""
    load: Share
    """How well the load suits."""
    distance: Share
    """How near it is; 1 is next door."""
    schedule: Share
    """How well the moments suit."""
    growth: Share
    """How much it is a step towards the goal."""


class StartStepRead(AnswerModel):
    """So many hours per week from a week on; the first week is the one in which the client begins."""

    from_week: Annotated[int, Field(ge=1)]
    """From which week on; 1 is the first."""
    from_date: IsoDate
    """The first day of that week."""
    hours_per_week: Hours
    """Hours a week from then on."""


OrganizationName = Annotated[str, Field(description="What the organization that provides the offer is called.")]


class MatchRead(AnswerModel):
    """An offer that fits, and why."""

    offer: OfferRead
    """The offer, without contact."""
    organization_name: OrganizationName
    score: Share
    """How well it suits in all, from 0 to 1; to order by, not a chance."""
    components: ComponentsRead
    """What the score is made of."""
    interests: list[InterestMatchRead]
    """Which wishes it has to do with, and by which words."""
    travel: TravelRead | None
    """The way there; null when either place is unknown, or one need not travel."""
    load: LoadRead
    """What the client has left."""
    start_plan: Annotated[
        list[StartStepRead],
        Field(description="From the smallest safe first step on; each step has more hours, never more than fit."),
    ]
    reasons: list[ReasonRead]
    """Why it suits, strongest first."""
    cautions: list[CautionRead]
    """What to ask, or to keep in mind."""
    message: Annotated[
        str, Field(max_length=300, description="To send by phone; holds the offer, and nothing of the client.")
    ]


class BlockerRead(AnswerModel):
    """The limit that stands in the way, and what would help."""

    code: LimitCode
    """Which limit stands in the way."""
    limit: Any
    """What the client's side allows: a number, a level, a list or a boolean."""
    actual: Any
    """What the offer asks, in the same terms."""
    would_help: str
    """What would make it fit, to read to a person."""


class NearMissRead(AnswerModel):
    """An offer that fails exactly one limit."""

    offer: OfferRead
    """The offer, without contact."""
    organization_name: OrganizationName
    blocked_by: list[BlockerRead]
    """The one limit that it fails."""


class ConceptRead(AnswerModel):
    """A concept of the interest vocabulary, as programs and as people call it."""

    concept: str
    """Its id in the vocabulary."""
    label: str
    """What people call it."""


class WishRead(AnswerModel):
    """How one phrase of the client was read; `guessed` asks whether it is right, `open` says that anything may do."""

    asked: str
    """The phrase as it was sent."""
    state: WishState
    """How surely it was read."""
    concepts: Annotated[list[ConceptRead], Field(description="What the phrase asks for, surest first.")]
    avoids: Annotated[
        list[ConceptRead], Field(description="What the phrase refuses; it counts as avoided, and is no wish.")
    ]
    did_you_mean: Annotated[list[ConceptRead], Field(max_length=3, description="What else is likely meant: ask.")]


class MatchAnswer(AnswerModel):
    """Matches, near misses, and the sums: considered = feasible + all that was excluded."""

    matches: list[MatchRead]
    """What fits, best first."""
    near_misses: list[NearMissRead]
    """What fails exactly one limit, best first."""
    excluded: dict[LimitCode, int]
    """How many offers fell out, each counted under the first limit it fails."""
    considered: int
    """How many offers were looked at: all but drafts and withdrawn ones."""
    feasible: int
    """How many fail no limit."""
    wishes: Annotated[list[WishRead], Field(description="How each of the client's interests was read.")]
    unresolved_interests: Annotated[list[str], Field(description="The interests that were not understood at all.")]
    nothing_suitable: bool
    """True when nothing that is feasible has to do with what was asked."""


class InterestRead(AnswerModel):
    """A concept of the interest vocabulary, and the words that led to it."""

    concept: str
    """Its id in the vocabulary."""
    label: str
    """What people call it."""
    words: list[str]
    """The words that led to it."""


class InterestList(AnswerModel):
    """What may be meant, likeliest first."""

    items: list[InterestRead]
    """Concepts, likeliest first."""


InterestQuery = Query
