"""Lines of descent on the wire."""

from typing import Annotated

from pydantic import ConfigDict, Field

from api.catalogue.upkeep.lineage.vocabulary import Decision, LineageState
from api.platform.web.shapes import LAX, AnswerModel, Id, IsoDate, OptionalDate, WireModel
from matching import DescentSign
from matching.vocabulary import OfferStatus


class EvidenceRead(AnswerModel):
    """One thing that speaks for a line of descent."""

    code: DescentSign
    """Which sign."""
    text: str
    """To read, in your language."""


class GuiseRead(AnswerModel):
    """Another offer of the same organization that is, or may be, the same activity."""

    offer_id: Id
    """The other offer."""
    title: str
    """What it is called."""
    status: OfferStatus
    """What its organization wants with it."""
    since: Annotated[IsoDate, Field(description="Its first day, or the day on which it came into the catalogue.")]
    until: Annotated[OptionalDate, Field(description="Its last day; null while it runs.")]
    is_earlier: bool
    """Whether it came before the offer that was asked about."""
    state: LineageState
    """Whether a person decided."""
    strength: Annotated[float | None, Field(ge=0, le=1, description="How likely Vonk finds it; null below a proposal.")]
    evidence: list[EvidenceRead]
    """What speaks for it."""


class LineageRead(AnswerModel):
    """An activity in its guises, and what carries over from those that were confirmed."""

    offer_id: Id
    """The offer that was asked about."""
    first_seen_on: Annotated[IsoDate, Field(description="The first day of the earliest confirmed guise, or its own.")]
    times_full: Annotated[int, Field(description="How often its last place was taken, in earlier guises as well.")]
    guises: Annotated[list[GuiseRead], Field(description="The latest first; what was rejected is told as such.")]


class LineageDecisionWrite(WireModel):
    """Whether two offers are one activity."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"decision": "confirm"}]})

    decision: Annotated[Decision, LAX]
    """Whether both are one activity."""
