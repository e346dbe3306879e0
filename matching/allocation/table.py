"""What a matching table is told and what it answers: seats, places, pins and vetoes; pairs with their reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Seat:
    """One client at the table: a label, and the score in 0..1 of each offer that suits.

    Others are possible, but have nothing to do with the wish: only people at the table choose them.
    """

    id: str
    scores: Mapping[str, float]
    others: Mapping[str, float] = field(default_factory=dict)

    def score_of(self, offer_id: str) -> float | None:
        """Return the score of an offer that is possible; none for any other."""
        return self.scores.get(offer_id, self.others.get(offer_id))


@dataclass(frozen=True, slots=True)
class Table:
    """Seats, the places of each offer (None: as many as asked), and what was decided at the table so far."""

    seats: tuple[Seat, ...]
    places: Mapping[str, int | None]
    pins: Mapping[str, str] = field(default_factory=dict)
    vetoes: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Objective:
    """What an allocation is worth: first how many people have an offer, then their scores together."""

    matched: int
    total_score: float


class OptionCode(StrEnum):
    """What stands between a seat and one of its offers."""

    PINNED = "pinned"
    VETOED = "vetoed"
    NO_PLACES = "no-places"
    PLACES_PINNED = "places-pinned"
    FREE = "free"
    JUST_AS_GOOD = "just-as-good"
    OTHERS_LOSE_MORE = "others-lose-more"
    ONLY_OPTION = "only-option"
    SOMEONE_LEFT_OUT = "someone-left-out"
    TOO_FEW_PLACES = "too-few-places"
    TIE = "tie"
    UNRELATED = "unrelated"


class SeatCode(StrEnum):
    """What there is to say about a seat besides what stands between it and its first choice."""

    FIRST_CHOICE = "first-choice"
    NOTHING_SUITABLE = "nothing-suitable"


class PinCode(StrEnum):
    """Why a pin cannot be honoured."""

    UNSUITABLE = "pin-unsuitable"
    VETOED = "pin-vetoed"
    NO_PLACE = "pin-no-place"


@dataclass(frozen=True, slots=True)
class Option:
    """Another offer that suits a seat: what stands between, and what the table loses when the seat has it anyway."""

    offer_id: str
    score: float
    code: OptionCode
    matched_lost: int | None = None
    score_lost: float | None = None


@dataclass(frozen=True, slots=True)
class Seated:
    """What one seat gets, why that and not its first choice, and what else suits, best first."""

    seat_id: str
    offer_id: str | None
    score: float | None
    code: SeatCode | OptionCode
    options: tuple[Option, ...]
    impossible_pin: PinCode | None = None


@dataclass(frozen=True, slots=True)
class Allocation:
    """The best for everyone at the table together; the bound shows that nothing beats it, greedy what it gains."""

    seats: tuple[Seated, ...]
    objective: Objective
    upper_bound: Objective
    greedy: Objective

    @property
    def status(self) -> str:
        """Whether the bound proves that no allocation is better."""
        return "optimal" if self.objective == self.upper_bound else "unproven"

    @property
    def pairs(self) -> dict[str, str | None]:
        """The offer of each seat."""
        return {seated.seat_id: seated.offer_id for seated in self.seats}
