"""The brief form of an answer, for a list from which one chooses."""

from typing import Annotated

from pydantic import Field

from api.matches.codes import CautionCode, LimitCode, ReasonRead
from api.matches.schemas import OrganizationName, TravelRead
from api.platform.web.shapes import AnswerModel, Id
from api.vocabulary import Share


class BriefMatchRead(AnswerModel):
    """An offer that fits, in a few words."""

    offer_id: Annotated[Id, Field(description="The offer, to read whole at `/offers/{offerId}`.")]
    title: Annotated[str, Field(description="What the offer is called.")]
    organization_name: OrganizationName
    score: Annotated[Share, Field(description="How well it fits, from 0 to 1.")]
    reason: Annotated[ReasonRead | None, Field(description="The first reason; null when there is none to give.")]
    travel: Annotated[TravelRead | None, Field(description="The way there; null when either place is not known.")]
    cautions: Annotated[list[CautionCode], Field(description="What to ask or keep in mind, as codes.")]


class BriefMissRead(AnswerModel):
    """An offer that fails exactly one limit, in a few words."""

    offer_id: Annotated[Id, Field(description="The offer, to read whole at `/offers/{offerId}`.")]
    title: Annotated[str, Field(description="What the offer is called.")]
    organization_name: OrganizationName
    blocked_by: Annotated[list[LimitCode], Field(description="The limit that stands in the way, as a code.")]
    would_help: Annotated[list[str], Field(description="What would help, in the reader's language.")]


class BriefMatchAnswer(AnswerModel):
    """The answer with `fields=brief`: what one needs to choose from, about an eighth of the whole."""

    matches: Annotated[list[BriefMatchRead], Field(description="What fits, best first.")]
    near_misses: Annotated[list[BriefMissRead], Field(description="What fails exactly one limit, best first.")]
    excluded: Annotated[dict[str, int], Field(description="How many offers fail each limit first.")]
    considered: Annotated[int, Field(description="How many offers were looked at: feasible and excluded together.")]
    feasible: Annotated[int, Field(description="How many offers fail no limit.")]
    unresolved_interests: Annotated[list[str], Field(description="The interests that were not understood at all.")]
    nothing_suitable: Annotated[bool, Field(description="Whether no feasible offer has to do with what was asked.")]
