"""From the smallest safe first step on one offer to what someone can carry: the build-up, week by week.

It begins with the hours that the client wants to start with, one when nothing or nought was said, or the offer's
minimum when that is more. Every fourth week there may be one hour more, up to the offer's maximum and the hours left:
the lower of the client's own and the policy's, less what is done already. Unknown hours of an offer hold nothing back;
a caution says what to ask. A client's own hours with an end date hold until that date; from then on the policy's hold
alone.
Weeks count from the day that was asked about, or from the day the offer starts when that is later.
"""

from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from matching.answer import StartStep
from matching.catalogue.columns import NEVER
from matching.catalogue.shortlist import Shortlist, plain
from matching.judging.bounds import Bounds
from matching.parameters import parameters_of

_READ: Final = parameters_of("start")
FIRST_HOURS: Final = _READ.count("first_hours")
MORE_HOURS: Final = _READ.count("more_hours")
WEEKS_A_STEP: Final = _READ.count("weeks_a_step")
HORIZON_WEEKS: Final = _READ.count("horizon_weeks")
_DAYS_A_WEEK: Final = 7


class Room(NamedTuple):
    """The most hours per week: now, and from a day on."""

    hours: float
    later_hours: float
    later_from: int

    def on(self, day: int) -> float:
        """Return the most hours on a day."""
        return self.hours if day < self.later_from else self.later_hours

    def up_to(self, most: float | None) -> "Room":
        """Return the same, with one more maximum if there is one."""
        return self if most is None else Room(min(self.hours, most), min(self.later_hours, most), self.later_from)


class StartPlans:
    """How one client may begin, and then do more."""

    def __init__(self, bounds: Bounds) -> None:
        capacity = bounds.client.load_capacity
        later_from = NEVER if capacity.until is None else capacity.until.toordinal()
        self._room = Room(bounds.hours_left, bounds.hours_left_later, later_from)
        self._start = capacity.start_hours_per_week or FIRST_HOURS
        self._today = bounds.today

    def on(self, offers: Shortlist) -> list[tuple[StartStep, ...]]:
        """Return the build-up on each offer; empty when there is no room to begin."""
        facts = zip(offers.minimum_hours, offers.maximum_hours, offers.starts_on, offers.ends_on, strict=True)
        return [
            _build_up_known(self._room, minimum, maximum, self._start, max(self._today, starts_on), ends_on)
            for minimum, maximum, starts_on, ends_on in facts
        ]


@lru_cache(maxsize=16384)
def _build_up_known(
    room: Room, minimum: float | None, maximum: float | None, start: float, begins_on: int, ends_on: int
) -> tuple[StartStep, ...]:
    most = None if maximum is None else plain(maximum)
    return build_up(room.up_to(most), minimum=plain(minimum or 0), start=start, begins_on=begins_on, ends_on=ends_on)


def build_up(room: Room, *, minimum: float, start: float, begins_on: int, ends_on: int) -> tuple[StartStep, ...]:
    """Return the steps from a first day up to a last day, both as ordinals; each is more than the one before."""
    most = room.on(begins_on)
    hours = max(minimum, min(start, most))
    if not 0 < most >= hours:
        return ()
    steps = [_step(1, begins_on, hours)]
    for week in range(1 + WEEKS_A_STEP, HORIZON_WEEKS, WEEKS_A_STEP):
        day = begins_on + (week - 1) * _DAYS_A_WEEK
        # Rounded, so that a tenth and two tenths make three tenths.
        more = min(round(hours + MORE_HOURS, 6), room.on(day))
        # The offer is over by then, or nothing is left to add: a step that says nothing is not told.
        if day <= ends_on and more > hours:
            hours = more
            steps.append(_step(week, day, hours))
    return tuple(steps)


def _step(week: int, day: int, hours: float) -> StartStep:
    return StartStep(week, date.fromordinal(day).isoformat(), int(hours) if hours == int(hours) else hours)
