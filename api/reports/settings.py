"""What a municipality calls the steps of its own ladder, and how long the address of a report works."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.platform.settings import SettingsError, above_zero
from api.vocabulary import LADDER_STEPS

LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """The municipal ladder as labels on the national one, such as `1=A1,2=A1,3=A2`; and days."""

    ladder_labels: str = ""
    report_link_days: int = above_zero(180)

    def __post_init__(self) -> None:
        """Read at the start what would else be read with the first report; raises SettingsError."""
        _ = self.municipal_steps

    @property
    def municipal_steps(self) -> Mapping[str, str]:
        """The municipal label of each national step; raises SettingsError when that is no such list."""
        pairs = [pair.partition("=") for pair in self.ladder_labels.split(",") if pair.strip()]
        labels = {step.strip(): label.strip() for step, _, label in pairs}
        are_good = all(label and len(label) <= LONGEST_LABEL for label in labels.values())
        if labels.keys() - {str(step) for step in LADDER_STEPS} or len(labels) < len(pairs) or not are_good:
            raise SettingsError("VONK_LADDER_LABELS takes steps 1 to 6 with a label each, such as 1=A1,2=A1,3=A2.")
        return labels
