"""The quality of an offer on the wire."""

from typing import Annotated

from pydantic import Field

from api.catalogue.upkeep.quality.vocabulary import CriterionCode
from api.platform.web.shapes import AnswerModel, Id
from api.vocabulary import Share
from matching.vocabulary import FoundIn


class CriterionRead(AnswerModel):
    """One thing that is looked at, how far it is met, and what to do about it."""

    code: CriterionCode
    """Which criterion."""
    weight: Annotated[int, Field(ge=1, le=3)]
    """How much it counts: 1 little, 3 much."""
    met: Annotated[Share, Field(description="1 when it is all there.")]
    text: Annotated[str | None, Field(description="What to mend; null when nothing is.")]


class UnderstoodRead(AnswerModel):
    """Something that is read in the texts of the offer."""

    concept: str
    """Id of what was read."""
    label: str
    """What people call it."""
    found: Annotated[str, Field(description="The words that say so, verbatim.")]
    where: FoundIn
    """In which text it stands."""
    is_certain: Annotated[bool, Field(description="Whether a match says it as it is, or only asks about it.")]


class QualityRead(AnswerModel):
    """How easily an offer is found and judged, and what would help."""

    offer_id: Id
    """Which offer."""
    score: Annotated[Share, Field(description="What is met, by weight.")]
    fix_first: Annotated[list[CriterionRead], Field(description="At most three things that help most, best first.")]
    criteria: list[CriterionRead]
    """Everything that is looked at."""
    understood: Annotated[list[UnderstoodRead], Field(description="What is read in title, interests and description.")]
