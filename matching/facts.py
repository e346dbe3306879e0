"""What the engine is told: nameless facts of one client and of one offer, frozen."""

from dataclasses import dataclass, field, replace
from datetime import date

from matching.vocabulary import (
    Attendance,
    Audience,
    DayPart,
    DutchLevel,
    Goal,
    Guidance,
    Indication,
    LoadAxis,
    OfferKind,
    OfferStatus,
    Precision,
    TravelMode,
)


@dataclass(frozen=True, slots=True)
class Point:
    """A position in WGS84 degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """Everything about one offer that a match can depend on; None means the partner did not say."""

    id: str
    organization_id: str
    kind: OfferKind
    title: str
    status: OfferStatus = OfferStatus.PUBLISHED
    in_review: bool = False
    description: str = ""
    place: str = ""
    interests: tuple[str, ...] = ()
    goals: frozenset[Goal] = frozenset()
    point: Point | None = None
    precision: Precision = Precision.UNKNOWN
    day_parts: frozenset[DayPart] = frozenset()
    starts_on: date | None = None
    ends_on: date | None = None
    minimum_hours_per_week: float | None = None
    maximum_hours_per_week: float | None = None
    load: dict[LoadAxis, int | None] = field(default_factory=dict)
    dutch_level: DutchLevel | None = None
    indication: Indication | None = None
    conduct_certificate: bool | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    women_only: bool | None = None
    wheelchair: bool | None = None
    seated: bool | None = None
    quiet: bool | None = None
    guidance: Guidance | None = None
    languages: tuple[str, ...] = ()
    cost_euros: float | None = None
    available_places: int | None = None
    group_size: int | None = None
    ladder_step: int | None = None
    audience: frozenset[Audience] = frozenset()
    communities: tuple[str, ...] = ()
    attendance: Attendance = Attendance.ON_SITE
    stale_from: date | None = None
    """From this day on nobody has said for too long that it still holds; None: never."""


@dataclass(frozen=True, slots=True)
class LoadCapacity:
    """What a client can carry; an absent value limits nothing."""

    hours_per_week: float | None = None
    start_hours_per_week: float | None = None
    levels: dict[LoadAxis, int | None] = field(default_factory=dict)
    until: date | None = None

    @property
    def is_temporary(self) -> bool:
        """Whether there are hours or levels that hold until a day only."""
        is_limited = self.hours_per_week is not None or any(level is not None for level in self.levels.values())
        return self.until is not None and is_limited

    def on(self, day: date) -> "LoadCapacity":
        """Return what holds on a day: a temporary limit holds until its day, and from that day on it does not."""
        if self.until is None or day < self.until:
            return self
        return replace(self, hours_per_week=None, levels={})


@dataclass(frozen=True, slots=True)
class Needs:
    """What has to be there for a client to join."""

    wheelchair: bool = False
    seated: bool = False
    quiet: bool = False
    guidance: Guidance = Guidance.NONE


@dataclass(frozen=True, slots=True)
class Travel:
    """How a client travels, and how long at the most."""

    mode: TravelMode = TravelMode.BIKE
    max_minutes: float | None = None


@dataclass(frozen=True, slots=True)
class ClientProfile:
    """A nameless profile: what a client wishes and can carry; an absent value limits nothing."""

    interests: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    goals: frozenset[Goal] = frozenset()
    load_capacity: LoadCapacity = field(default_factory=LoadCapacity)
    current_hours_per_week: float = 0
    social_wish: int | None = None
    day_parts: frozenset[DayPart] = frozenset()
    point: Point | None = None
    precision: Precision = Precision.UNKNOWN
    travel: Travel = field(default_factory=Travel)
    dutch_level: DutchLevel | None = None
    languages: tuple[str, ...] = ()
    indications: frozenset[Indication] | None = None
    age: int | None = None
    women_only_welcome: bool | None = None
    needs: Needs = field(default_factory=Needs)
    max_cost_euros: float | None = None
    max_group_size: int | None = None
    ladder_step: int | None = None
    ladder_goal: int | None = None
    conduct_certificate_possible: bool | None = None
