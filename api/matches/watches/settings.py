"""How long clients may wait, and how long a free place waits for them."""

from dataclasses import dataclass

from api.platform.settings import above_zero


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """How long a watch lasts, how many one organization may have, and the time to answer for a free place."""

    watch_days: int = above_zero(90)
    watch_longest_days: int = above_zero(365)
    watch_most: int = above_zero(5_000)
    watch_answer_hours: float = above_zero(48.0)
