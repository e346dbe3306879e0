"""The rhythm of an organization on the wire."""

from typing import Annotated

from pydantic import ConfigDict, Field

from api.platform.web.shapes import WHOLE, AnswerModel, WireModel

SHORTEST_RHYTHM_DAYS, LONGEST_RHYTHM_DAYS = 7, 730


class RhythmWrite(WireModel):
    """How often an organization wants to look at its offers; null: as the service does."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reviewEveryDays": 90}]})

    review_every_days: Annotated[int, Field(ge=SHORTEST_RHYTHM_DAYS, le=LONGEST_RHYTHM_DAYS), WHOLE] | None
    """Days between two questions whether an offer holds. Null: the service's own rhythm."""


class RhythmRead(AnswerModel):
    """In which rhythm an organization is asked whether its offers still hold."""

    review_every_days: int
    """Days between two questions whether an offer holds."""
    is_chosen: Annotated[bool, Field(description="Whether the organization chose it; else it is the service's.")]
    paused_after_days: Annotated[
        int | None, Field(description="After so many silent days an offer is paused, told in time; null: never.")
    ]
