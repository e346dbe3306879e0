"""The parts of an offer on the wire; null means: not said, which never excludes and becomes a caution."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from api.catalogue.offers.vocabulary import WhomSource
from api.catalogue.places.schemas import Position
from api.platform.web.shapes import (
    AnswerModel,
    OptionalDate,
    WireModel,
)
from api.platform.web.texts import Email, Line, Phone
from api.platform.web.validation import rule_error
from api.vocabulary import (
    Age,
    AttendanceWord,
    Count,
    DayPartWord,
    DutchLevelWord,
    GuidanceWord,
    Hours,
    IndicationWord,
    LanguageTag,
    Level,
)
from matching.vocabulary import Attendance, Audience, DayPart, Guidance, Precision


class Location(Position):
    """Where it is, and how one takes part: only what is on site is judged by travel."""

    name: Line | None = None
    """What people call the place, such as the name of the community centre."""
    address: Line | None = None
    """Street and number. The place is then known exactly; left out: as well as the postcode tells."""
    attendance: AttendanceWord = Attendance.ON_SITE
    """How one takes part. Left out: on site."""


class Schedule(WireModel):
    """When it runs; without day parts any moment may do."""

    day_parts: Annotated[list[DayPartWord], Field(max_length=len(DayPart))] | None = None
    """When it runs. Left out or empty: any moment may do, and a caution asks."""
    starts_on: OptionalDate = None
    """First day. Left out: it runs already. A later start excludes nobody."""
    ends_on: OptionalDate = None
    """Last day; after it the offer matches nobody. Left out: it goes on."""

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise rule_error("endsOn ligt voor startsOn.", "endsOn is before startsOn.")
        return self


class HoursPerWeek(WireModel):
    """How many hours a week, from and to."""

    minimum: Hours | None = None
    """Fewest hours a week with which one can begin. Left out: unknown, a caution."""
    maximum: Hours | None = None
    """Most hours a week that there is work or room for. Left out: unknown."""

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise rule_error("minimum is meer dan maximum.", "minimum is more than maximum.")
        return self


class Load(WireModel):
    """What it asks of body and mind, 0 none to 3 heavy."""

    physical: Level | None = None
    """Lifting, walking, bending: 0 none, 1 light, 2 moderate, 3 heavy. Null: unknown, a caution."""
    posture: Level | None = None
    """Long standing or sitting: 0 none, 1 light, 2 moderate, 3 heavy. Null: unknown, a caution."""
    mental: Level | None = None
    """Concentration, pressure, responsibility: 0 none to 3 heavy. Null: unknown, a caution."""
    social: Level | None = None
    """How much contact with others: 0 none to 3 much. Null: unknown, a caution."""
    stimuli: Level | None = None
    """Noise, crowd, heat: 0 none to 3 much. Null: unknown, a caution."""


class Requirements(WireModel):
    """What is asked of who joins."""

    dutch_level: DutchLevelWord | None = None
    """Lowest level of Dutch with which it works. Null: not said, a caution."""
    indication: IndicationWord | None = None
    """Indication that one must have. Null: none that is known of."""
    conduct_certificate: bool | None = None
    """Whether a certificate of conduct (VOG) is asked. Null: not said, a caution."""
    minimum_age: Age | None = None
    """Youngest age, in years. Null: no limit."""
    maximum_age: Age | None = None
    """Oldest age, in years. Null: no limit."""
    women_only: bool | None = None
    """Whether it is for women alone. Null: not said, a caution."""

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.minimum_age is not None and self.maximum_age is not None and self.minimum_age > self.maximum_age:
            raise rule_error("minimumAge is meer dan maximumAge.", "minimumAge is more than maximumAge.")
        return self


class Accommodations(WireModel):
    """What is there for who needs it."""

    wheelchair: bool | None = None
    """Whether one can get in and take part with a wheelchair. Null: not said, a caution."""
    seated: bool | None = None
    """Whether it can be done sitting. Null: not said, a caution."""
    quiet: bool | None = None
    """Whether there is a quiet place to withdraw to. Null: not said, a caution."""
    guidance: GuidanceWord | None = None
    """How much guidance there is. Null: not said, a caution."""
    languages: Annotated[list[LanguageTag], Field(max_length=50)] | None = None
    """Languages that are spoken there, as BCP 47 tags such as `nl`. Null: not said."""


class Places(WireModel):
    """Room: in all, and now."""

    total: Count | None = None
    """How many can take part at once. Null: not said; then it never counts as full."""
    available: Count | None = None
    """How many places are free now, never more than what handovers leave. Null: not said, a caution."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.total is not None and self.available is not None and self.available > self.total:
            raise rule_error("available is meer dan total.", "available is more than total.")
        return self


class PaidWorkCheck(WireModel):
    """Whether this was paid work in the last year, or a vacancy for it stands open (verdringing)."""

    paid_before: bool | None = None
    """Whether paid staff did this work in the last year. True: a reviewer looks first."""
    vacancy_open: bool | None = None
    """Whether a vacancy for this work stands open. True: a reviewer looks first."""


class Contact(WireModel):
    """Who answers at the organization; only its own keys ever see it."""

    name: Line | None = None
    """Who answers questions about the offer."""
    role: Line | None = None
    """What this person does there, such as *beheerder*."""
    email: Email | None = None
    """E-mail address of this person."""
    phone: Phone | None = None
    """Phone number of this person."""


class LocationRead(AnswerModel):
    """Where it is, and how exactly that is known."""

    name: str | None
    """What people call the place."""
    address: str | None
    """Street and number."""
    postcode: str | None
    """Dutch postcode."""
    latitude: float | None
    """Degrees north (WGS 84); null when the place is not known."""
    longitude: float | None
    """Degrees east (WGS 84); null when the place is not known."""
    precision: Precision
    """How exactly the place is known."""
    attendance: Attendance
    """How one takes part."""


class ScheduleRead(AnswerModel):
    """When it runs."""

    day_parts: list[DayPart]
    """When it runs; empty: any moment may do."""
    starts_on: OptionalDate
    """First day; null when it runs already."""
    ends_on: OptionalDate
    """Last day; null when it goes on."""


class AccommodationsRead(AnswerModel):
    """What is there for who needs it."""

    wheelchair: bool | None
    """Whether one can take part with a wheelchair; null: not said."""
    seated: bool | None
    """Whether it can be done sitting; null: not said."""
    quiet: bool | None
    """Whether there is a quiet place; null: not said."""
    guidance: Guidance | None
    """How much guidance there is; null: not said."""
    languages: list[str]
    """Languages that are spoken there, as BCP 47 tags."""


class AudienceRead(AnswerModel):
    """A group whom it is meant for: as the partner says, or as a text says with these words. It never excludes."""

    group: Audience
    """Whom it is meant for."""
    source: WhomSource
    """Who says so."""
    found: Annotated[str | None, Field(description="The words of title or text that say so, verbatim.")]


class CommunityRead(AnswerModel):
    """A community whom it is meant for, as a language or a country: as the partner says, or as a text says."""

    community: str
    """A language (`tr`) or a country (`SR`)."""
    source: WhomSource
    """Who says so."""
    found: Annotated[str | None, Field(description="The words of title or text that say so, verbatim.")]
