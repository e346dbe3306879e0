"""Offers on the wire; only `kind`, `title`, `location` and `hoursPerWeek` are asked, null means: not said."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from api.catalogue.offers.vocabulary import OfferState, ReviewDecision, WhomSource
from api.catalogue.places.schemas import Position
from api.platform.web.pagination import Page
from api.platform.web.shapes import (
    LAX,
    AnswerModel,
    Id,
    IsoDate,
    OptionalDate,
    Timestamp,
    WireModel,
)
from api.platform.web.texts import Email, Key, Line, Phone, Prose
from api.platform.web.validation import rule_error
from api.vocabulary import (
    Age,
    AttendanceWord,
    AudienceWord,
    CommunityCode,
    Count,
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
    OfferKindWord,
    OfferStatusWord,
)
from matching.vocabulary import Attendance, Audience, DayPart, Goal, Guidance, OfferKind, OfferStatus, Precision

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


class Location(Position):
    """Where it is, and how one takes part: only what is on site is judged by travel."""

    name: Line | None = None
    address: Line | None = None
    attendance: AttendanceWord = Attendance.ON_SITE


class Schedule(WireModel):
    """When it runs; without day parts any moment may do."""

    day_parts: Annotated[list[DayPartWord], Field(max_length=len(DayPart))] | None = None
    starts_on: OptionalDate = None
    ends_on: OptionalDate = None

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise rule_error("endsOn ligt voor startsOn.", "endsOn is before startsOn.")
        return self


class HoursPerWeek(WireModel):
    """How many hours a week, from and to."""

    minimum: Hours | None = None
    maximum: Hours | None = None

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise rule_error("minimum is meer dan maximum.", "minimum is more than maximum.")
        return self


class Load(WireModel):
    """What it asks of body and mind, 0 none to 3 heavy."""

    physical: Level | None = None
    posture: Level | None = None
    mental: Level | None = None
    social: Level | None = None
    stimuli: Level | None = None


class Requirements(WireModel):
    """What is asked of who joins."""

    dutch_level: DutchLevelWord | None = None
    indication: IndicationWord | None = None
    conduct_certificate: bool | None = None
    minimum_age: Age | None = None
    maximum_age: Age | None = None
    women_only: bool | None = None

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.minimum_age is not None and self.maximum_age is not None and self.minimum_age > self.maximum_age:
            raise rule_error("minimumAge is meer dan maximumAge.", "minimumAge is more than maximumAge.")
        return self


class Accommodations(WireModel):
    """What is there for who needs it."""

    wheelchair: bool | None = None
    seated: bool | None = None
    quiet: bool | None = None
    guidance: GuidanceWord | None = None
    languages: Annotated[list[LanguageTag], Field(max_length=50)] | None = None


class Places(WireModel):
    """Room: in all, and now."""

    total: Count | None = None
    available: Count | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.total is not None and self.available is not None and self.available > self.total:
            raise rule_error("available is meer dan total.", "available is more than total.")
        return self


class PaidWorkCheck(WireModel):
    """Whether this was paid work in the last year, or a vacancy for it stands open (verdringing)."""

    paid_before: bool | None = None
    vacancy_open: bool | None = None


class Contact(WireModel):
    """Who answers at the organization; only its own keys ever see it."""

    name: Line | None = None
    role: Line | None = None
    email: Email | None = None
    phone: Phone | None = None


class OfferWrite(WireModel):
    """An offer as its organization describes it."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    external_id: Key | None = None
    kind: OfferKindWord
    title: Line
    description: Prose | None = None
    interests: Annotated[list[Line], Field(max_length=50)] | None = None
    goals: Annotated[list[GoalWord], Field(max_length=len(Goal))] | None = None
    location: Location
    schedule: Schedule | None = None
    hours_per_week: HoursPerWeek
    load: Load | None = None
    requirements: Requirements | None = None
    accommodations: Accommodations | None = None
    cost_euros: Euros | None = None
    allowance_euros_per_day: Euros | None = None
    places: Places | None = None
    group_size: Count | None = None
    ladder_step: LadderStep | None = None
    paid_work_check: PaidWorkCheck | None = None
    audience: Annotated[list[AudienceWord], Field(max_length=len(Audience))] | None = None
    communities: Annotated[list[CommunityCode], Field(max_length=20)] | None = None
    contact: Contact | None = None
    status: OfferStatusWord = OfferStatus.PUBLISHED


class OfferCreate(OfferWrite):
    """A new offer; an admin says for which organization."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    organization_id: Id | None = None


class LocationRead(AnswerModel):
    """Where it is, and how exactly that is known."""

    name: str | None
    address: str | None
    postcode: str | None
    latitude: float | None
    longitude: float | None
    precision: Precision
    attendance: Attendance


class ScheduleRead(AnswerModel):
    """When it runs."""

    day_parts: list[DayPart]
    starts_on: OptionalDate
    ends_on: OptionalDate


class AccommodationsRead(AnswerModel):
    """What is there for who needs it."""

    wheelchair: bool | None
    seated: bool | None
    quiet: bool | None
    guidance: Guidance | None
    languages: list[str]


class AudienceRead(AnswerModel):
    """A group whom it is meant for: as the partner says, or as a text says with these words. It never excludes."""

    group: Audience
    source: WhomSource
    found: Annotated[str | None, Field(description="The words of title or text that say so, verbatim.")]


class CommunityRead(AnswerModel):
    """A community whom it is meant for, as a language or a country: as the partner says, or as a text says."""

    community: str
    source: WhomSource
    found: Annotated[str | None, Field(description="The words of title or text that say so, verbatim.")]


class OfferRead(AnswerModel):
    """An offer as every caller sees it."""

    id: Id
    organization_id: Id
    external_id: str | None
    kind: OfferKind
    title: str
    description: str | None
    interests: list[str]
    goals: list[Goal]
    location: LocationRead
    schedule: ScheduleRead
    hours_per_week: HoursPerWeek
    load: Load
    requirements: Requirements
    accommodations: AccommodationsRead
    cost_euros: Euros | None
    allowance_euros_per_day: Euros | None
    places: Places
    group_size: int | None
    ladder_step: int | None
    paid_work_check: PaidWorkCheck
    audience: list[AudienceRead]
    communities: list[CommunityRead]
    status: OfferStatus
    assured_on: IsoDate
    created_at: Timestamp
    updated_at: Timestamp
    state: OfferState


class OwnOfferRead(OfferRead):
    """An offer as its own organization sees it."""

    contact: Contact


class OfferPage(Page[OfferRead]):
    """One page of offers."""


class ReviewCreate(WireModel):
    """What an admin decides about an offer that is in review, and why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"decision": "publish", "reason": "De vacature is voor ander werk."}]}
    )

    decision: Annotated[ReviewDecision, LAX]
    reason: Line
