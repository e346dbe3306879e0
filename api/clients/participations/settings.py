"""How long what clients do already is kept."""

from dataclasses import dataclass

from api.platform.settings import above_zero


@dataclass(frozen=True, slots=True)
class ParticipationSettings:
    """Days after the end, or after the last change of what has none."""

    participation_retention_days: int = above_zero(730)
