"""What is due in a silence: asked in its rhythm, told in time that it will be paused, and only then paused."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class Due(StrEnum):
    """What an offer of which nobody said for long that it holds is due for."""

    REVIEW = "review-due"
    NOTICE = "lapse-due"
    LAPSE = "lapse"


TOLD = (Due.REVIEW, Due.NOTICE)
"""What is told to the organization alone; a pause is a change of the offer, and told as every change is."""


class Reminded(NamedTuple):
    """What was told in a silence: since when it lasts, when was asked last, and when a pause was told."""

    silent_since: date
    reminded_on: date
    notice_on: date | None


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one organization's offers may be silent."""

    every_days: int
    pause_after_silent_days: int
    notice_days: int

    @property
    def most_silent_days(self) -> int | None:
        """After so many silent days an offer is paused: two rhythms, so asked twice, and some more; None: never."""
        return 2 * self.every_days + self.pause_after_silent_days if self.pause_after_silent_days else None


def due_on(today: date, assured_on: date, told: Reminded | None, patience: Patience) -> Due | None:
    """Return what is due on a day; what was told in an earlier silence counts for nothing."""
    if told is not None and told.silent_since != assured_on:
        told = None
    silent = (today - assured_on).days
    # As the state `stale`: a rhythm of 30 days is over on the day after the thirtieth.
    if silent <= patience.every_days:
        return None
    most = patience.most_silent_days
    if most is not None and silent > most - patience.notice_days:
        if told is None or told.notice_on is None:
            return Due.NOTICE
        # Counted from the day on which it was told: whatever stood still meanwhile, nobody has less time to answer.
        is_over = silent > most and today >= told.notice_on + timedelta(days=patience.notice_days)
        return Due.LAPSE if is_over else None
    if told is None or (today - told.reminded_on).days >= patience.every_days:
        return Due.REVIEW
    return None
