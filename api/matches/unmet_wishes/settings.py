"""Whether unmet wishes are counted, and how long the counts are kept."""

from dataclasses import dataclass

from api.platform.settings import above_zero


@dataclass(frozen=True, slots=True)
class UnmetWishSettings:
    """Whether to count, and for how many weeks counts are shown."""

    unmet_wishes: bool = True
    unmet_wishes_weeks: int = above_zero(52)
