"""How long an offer may be silent, as a municipality sets it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UpkeepSettings:
    """When an offer of which nobody says that it holds is paused; the rhythm itself is set elsewhere."""

    pause_after_silent_days: int = 90
    """Beside two rhythms; 0: never."""
    pause_notice_days: int = 14
