"""What the engine answers: matches with their reasons, near misses with what would help, and the sums, frozen."""

from dataclasses import dataclass
from typing import NamedTuple

from matching.vocabulary import FoundIn, Precision, TravelMode, WishState

LimitValue = float | str | bool | list[str]


class Sentence(NamedTuple):
    """Something to tell a client or coach, with the code by which programs know it."""

    code: str
    text: str


class InterestMatch(NamedTuple):
    """What an offer has to do with one phrase of the client, and the words that show it."""

    asked: str
    concept: str
    found: str
    where: FoundIn
    strength: float
    is_near: bool = False
    is_certain: bool = True
    """Whether wish and offer both say it as it is; what is less sure is asked, never asserted."""

    is_whole: bool = True
    """Whether it is most of what the phrase says, or offer and phrase are alike; else it only has to do with it."""


class NamedConcept(NamedTuple):
    """A concept of the vocabulary, as programs and as people call it."""

    concept: str
    label: str


class ReadWish(NamedTuple):
    """How one phrase of the client was read: what it asks, what it refuses, and what may be meant instead."""

    asked: str
    state: WishState
    concepts: tuple[NamedConcept, ...]
    avoids: tuple[NamedConcept, ...]
    did_you_mean: tuple[NamedConcept, ...]


class Travelled(NamedTuple):
    """The way from the client to the offer: a straight line, and an estimate of the time."""

    km: float
    minutes: int
    mode: TravelMode
    precision: Precision


class StartStep(NamedTuple):
    """So many hours per week, from a week and its first day on; the first week is the one in which it begins."""

    from_week: int
    from_date: str
    hours_per_week: float


class Match(NamedTuple):
    """An offer for a client, with score and why."""

    offer_id: str
    score: float
    components: dict[str, float]
    interests: tuple[InterestMatch, ...]
    travel: Travelled | None
    headroom: dict[str, float | None]
    unknown: tuple[str, ...]
    start_plan: tuple[StartStep, ...]
    reasons: tuple[Sentence, ...]
    cautions: tuple[Sentence, ...]
    message: str


class Blocker(NamedTuple):
    """The limit that an offer fails: what the client's side allows, what the offer asks, and what would help."""

    code: str
    limit: LimitValue
    actual: LimitValue
    would_help: str


class NearMiss(NamedTuple):
    """An offer that fails exactly one limit."""

    offer_id: str
    blocked_by: tuple[Blocker, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer; every offer considered is feasible or counted once under the first limit it fails."""

    matches: tuple[Match, ...]
    near_misses: tuple[NearMiss, ...]
    excluded: dict[str, int]
    considered: int
    feasible: int
    wishes: tuple[ReadWish, ...]
    unresolved_interests: tuple[str, ...]
    unanswered: tuple[str, ...]
    """The wishes that were read, and that nothing possible for this client answers."""
    nothing_suitable: bool
