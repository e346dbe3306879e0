"""Offers on the wire; only `kind`, `title`, `location` and `hoursPerWeek` are asked, null means: not said."""

from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from api.catalogue.offers.parts import (
    Accommodations,
    AccommodationsRead,
    AudienceRead,
    CommunityRead,
    Contact,
    HoursPerWeek,
    Load,
    Location,
    LocationRead,
    PaidWorkCheck,
    Places,
    Requirements,
    Schedule,
    ScheduleRead,
)
from api.catalogue.offers.vocabulary import OfferState, ReviewDecision
from api.platform.web.pagination import Page
from api.platform.web.shapes import (
    LAX,
    AnswerModel,
    Id,
    IsoDate,
    Timestamp,
    WireModel,
)
from api.platform.web.texts import Key, Line, Prose
from api.vocabulary import (
    AudienceWord,
    CommunityCode,
    Count,
    Euros,
    GoalWord,
    LadderStep,
    OfferKindWord,
    OfferStatusWord,
)
from matching.vocabulary import Audience, Goal, OfferKind, OfferStatus

EXAMPLE: JsonDict = {
    "externalId": "focus-balie-1",
    "kind": "placement",
    "title": "Gastvrouw of gastheer aan de balie",
    "description": "Jij bent het eerste gezicht van ons Huis van de Wijk. Je schenkt koffie en wijst mensen de weg.",
    "interests": ["gastvrijheid", "administratie"],
    "goals": ["meeting", "skills"],
    "location": {"name": "Huis van de Wijk de Focus", "latitude": 51.897, "longitude": 4.512},
    "schedule": {"dayParts": ["mon-morning", "thu-morning"]},
    "hoursPerWeek": {"minimum": 1, "maximum": 8},
    "load": {"physical": 0, "mental": 1, "social": 2, "stimuli": 1},
    "requirements": {"dutchLevel": "A2", "minimumAge": 18},
    "accommodations": {"wheelchair": True, "seated": True, "guidance": "some", "languages": ["nl", "tr"]},
    "costEuros": 0,
    "places": {"total": 4, "available": 2},
    "groupSize": 3,
    "ladderStep": 4,
    "paidWorkCheck": {"paidBefore": False, "vacancyOpen": False},
    "contact": {"name": "Coördinator vrijwilligers", "role": "beheerder", "email": "balie@focus.example"},
    "status": "published",
}
LEAST_EXAMPLE: JsonDict = {name: EXAMPLE[name] for name in ("kind", "title", "location", "hoursPerWeek")}
"""The least that can be said of an offer."""


class OfferWrite(WireModel):
    """An offer as its organization describes it."""

    model_config = ConfigDict(json_schema_extra={"examples": [LEAST_EXAMPLE]})

    external_id: Key | None = None
    """Your own id for it, unique in your organization. Left out: it cannot be upserted."""
    kind: OfferKindWord
    """What it asks of who joins."""
    title: Line
    """What it is called, in one line that a neighbour understands."""
    description: Prose | None = None
    """What one does there, in plain sentences; wishes are found in it."""
    interests: Annotated[list[Line], Field(max_length=50)] | None = None
    """What it has to do with, in ordinary words such as `houtbewerking`; wishes are found here first."""
    goals: Annotated[list[GoalWord], Field(max_length=len(Goal))] | None = None
    """What one may get out of it. Left out: not said."""
    location: Location
    """Where it is."""
    schedule: Schedule | None = None
    """When it runs. Left out: any moment may do, and a caution asks."""
    hours_per_week: HoursPerWeek
    """How many hours a week."""
    load: Load | None = None
    """What it asks of body and mind. Left out: unknown, a caution, never an exclusion."""
    requirements: Requirements | None = None
    """What is asked of who joins. Left out: nothing is known to be asked."""
    accommodations: Accommodations | None = None
    """What is there for who needs it. Left out: unknown, a caution."""
    cost_euros: Euros | None = None
    """What a participant pays each time, in euros; 0 is free. Left out: unknown, a caution."""
    allowance_euros_per_day: Euros | None = None
    """What a participant is given for a day, in euros. Left out: unknown."""
    places: Places | None = None
    """How much room there is. Left out: unknown, a caution."""
    group_size: Count | None = None
    """With how many one is there, about. Left out: unknown, a caution for who wants few people."""
    ladder_step: LadderStep | None = None
    """Step of the participation ladder (1 isolated to 6 paid work) that it belongs to."""
    paid_work_check: PaidWorkCheck | None = None
    """For a placement or work experience: whether it takes the place of paid work."""
    audience: Annotated[list[AudienceWord], Field(max_length=len(Audience))] | None = None
    """Whom it is meant for. Left out: read from the texts. It ranks and cautions, and excludes nobody."""
    communities: Annotated[list[CommunityCode], Field(max_length=20)] | None = None
    """Communities it is meant for, as languages (`tr`) or countries (`SR`). Excludes nobody."""
    contact: Contact | None = None
    """Whom to ask; only keys of your own organization see it."""
    status: OfferStatusWord = OfferStatus.PUBLISHED
    """What you want with it: a draft, published, paused or withdrawn."""


class OfferCreate(OfferWrite):
    """A new offer; an admin says for which organization."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    organization_id: Id | None = None
    """Whose offer it is; an admin says so. Left out: your own organization's."""


class OfferRead(AnswerModel):
    """An offer as every caller sees it."""

    id: Id
    """Id of the offer."""
    organization_id: Id
    """Whose offer it is."""
    external_id: str | None
    """Its organization's own id for it."""
    kind: OfferKind
    """What it asks of who joins."""
    title: str
    """What it is called."""
    description: str | None
    """What one does there."""
    interests: list[str]
    """What it has to do with, in its organization's own words."""
    goals: list[Goal]
    """What one may get out of it."""
    location: LocationRead
    """Where it is."""
    schedule: ScheduleRead
    """On which parts of the day, and from when to when."""
    hours_per_week: HoursPerWeek
    """How many hours a week."""
    load: Load
    """What it asks of body and mind; null was not said."""
    requirements: Requirements
    """What is asked of who joins; null was not said."""
    accommodations: AccommodationsRead
    """What is there for who needs it; null was not said."""
    cost_euros: Euros | None
    """What a participant pays each time, in euros; null was not said."""
    allowance_euros_per_day: Euros | None
    """What a participant is given for a day, in euros; null was not said."""
    places: Places
    """How much room there is now, less what handovers hold."""
    group_size: int | None
    """With how many one is there, about; null was not said."""
    ladder_step: int | None
    """Step of the participation ladder, 1 to 6; null was not said."""
    paid_work_check: PaidWorkCheck
    """What its organization says of paid work."""
    audience: list[AudienceRead]
    """Whom it is meant for; it excludes nobody."""
    communities: list[CommunityRead]
    """Communities it is meant for; it excludes nobody."""
    status: OfferStatus
    """What its organization wants with it."""
    assured_on: IsoDate
    """On which day its organization last said that it holds."""
    created_at: Timestamp
    """When it came in."""
    updated_at: Timestamp
    """When it last changed."""
    state: OfferState
    """What it is today, as follows from the rest: full, ended, in review and so on."""


class OwnOfferRead(OfferRead):
    """An offer as its own organization sees it."""

    contact: Contact
    """Whom to ask; told to its own organization alone."""


class OfferPage(Page[OfferRead]):
    """One page of offers."""


class ReviewCreate(WireModel):
    """What an admin decides about an offer that is in review, and why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"decision": "publish", "reason": "De vacature is voor ander werk."}]}
    )

    decision: Annotated[ReviewDecision, LAX]
    """Whether it may be published."""
    reason: Line
    """Why, for the organization to read."""
