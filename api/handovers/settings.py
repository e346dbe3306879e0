"""How long everything about a handover takes, as a municipality sets it."""

from dataclasses import dataclass

from api.platform.settings import SettingsError


@dataclass(frozen=True, slots=True)
class HandoverSettings:
    """When an answer is due, when to ask how it goes, and how long what ended is kept."""

    handover_answer_working_days: int = 10
    handover_reminder_working_days: int = 5
    handover_check_in_weeks: str = "2,6,13,26"
    handover_retention_days: int = 730

    def __post_init__(self) -> None:
        """Read at the start what would else be read when a handover first needs it; raises SettingsError."""
        _ = self.check_in_weeks

    @property
    def check_in_weeks(self) -> tuple[int, ...]:
        """After how many weeks to ask how it goes; raises SettingsError when that is no list of whole numbers."""
        weeks = [part.strip() for part in self.handover_check_in_weeks.split(",") if part.strip()]
        if not all(part.isdecimal() for part in weeks):
            raise SettingsError("VONK_HANDOVER_CHECK_IN_WEEKS takes whole numbers, separated by commas.")
        return tuple(int(part) for part in weeks)
