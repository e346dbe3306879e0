"""What may come next, asked like a match and answered rung by rung."""

from typing import Annotated

from pydantic import ConfigDict, Field

from api.catalogue.offers.schemas import OfferRead
from api.matches.codes import PathCode
from api.matches.schemas import EXAMPLE, ClientQuestion, MatchRead, SentenceRead
from api.platform.web.shapes import WHOLE, AnswerModel
from api.vocabulary import LadderStep


class PathQuestion(ClientQuestion):
    """What may come next for this client? `limit` holds for each rung."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    limit: Annotated[int, Field(ge=1, le=10), WHOLE] = 3


class PathOptionRead(MatchRead):
    """An offer on a path, and whether it is at the organization or location of the step before."""

    same_place: bool


class PathSentenceRead(SentenceRead):
    """What is told of a step, or of staying."""

    code: PathCode


class RungRead(AnswerModel):
    """One step of the ladder with what is open there; `missing` when no open offer suits the client."""

    ladder_step: LadderStep | None
    missing: bool
    sentence: PathSentenceRead
    matches: list[PathOptionRead]


class PathAnswer(AnswerModel):
    """From here, where staying is fine, rung by rung towards the goal."""

    ladder_step: LadderStep | None
    ladder_goal: LadderStep | None
    staying: list[PathSentenceRead]
    rungs: list[RungRead]


class NextStepsAnswer(PathAnswer):
    """What may come after an offer: something else at the same place first, then one rung up."""

    offer: OfferRead
