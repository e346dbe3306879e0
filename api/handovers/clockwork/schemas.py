"""Deadlines on the wire."""

from typing import Annotated

from pydantic import ConfigDict, Field

from api.platform.web.shapes import WHOLE, AnswerModel, WireModel


class PolicyWrite(WireModel):
    """The deadlines of one organization; what is left out is as in the settings."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"answerWorkingDays": 5, "reminderWorkingDays": 3, "checkInWeeks": [4, 12]}]}
    )

    answer_working_days: Annotated[int, Field(ge=1, le=60), WHOLE] | None = None
    """Working days in which the receiver answers. Left out: as in the settings."""
    reminder_working_days: Annotated[int, Field(ge=1, le=60), WHOLE] | None = None
    """After how many working days it is reminded. Left out: as in the settings."""
    check_in_weeks: Annotated[list[Annotated[int, Field(ge=1, le=104), WHOLE]], Field(max_length=12)] | None = None
    """After how many weeks to ask how it goes. Left out: as in the settings."""


class PolicyRead(AnswerModel):
    """The deadlines that hold for the handovers of this organization."""

    answer_working_days: int
    """Working days in which the receiver answers."""
    reminder_working_days: int
    """After how many working days it is reminded."""
    check_in_weeks: list[int]
    """After how many weeks it is asked how it goes."""
