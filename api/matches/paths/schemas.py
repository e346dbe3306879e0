"""What may come next, asked like a match and answered rung by rung."""

from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from api.catalogue.offers.schemas import OfferRead
from api.matches.codes import PathCode, SentenceRead
from api.matches.schemas import ClientQuestion, MatchRead
from api.platform.web.shapes import WHOLE, AnswerModel
from api.vocabulary import LadderStep

PATH_EXAMPLE: JsonDict = {"client": {"interests": ["iets met hout"], "ladderStep": 2, "ladderGoal": 4}}


class PathQuestion(ClientQuestion):
    """What may come next for this client? `limit` holds for each rung."""

    model_config = ConfigDict(json_schema_extra={"examples": [PATH_EXAMPLE]})

    limit: Annotated[int, Field(ge=1, le=10), WHOLE] = 3
    """How many offers at most on each rung."""


class PathOptionRead(MatchRead):
    """An offer on a path, and whether it is at the organization or location of the step before."""

    same_place: bool
    """Whether it is at the organization or location of the step before."""


class PathSentenceRead(SentenceRead):
    """What is told of a step, or of staying."""

    code: PathCode
    """Which sentence."""


class RungRead(AnswerModel):
    """One step of the ladder with what is open there; `missing` when no open offer suits the client."""

    ladder_step: LadderStep | None
    """Step of the participation ladder, 1 to 6; null when it is not known."""
    missing: bool
    """Whether no open offer of this step suits the client."""
    sentence: PathSentenceRead
    """What to say of this step."""
    matches: list[PathOptionRead]
    """What is open on this step, best first."""


class PathAnswer(AnswerModel):
    """From here, where staying is fine, rung by rung towards the goal."""

    ladder_step: LadderStep | None
    """Where the client is, 1 to 6; null when not told."""
    ladder_goal: LadderStep | None
    """Where the path leads, 1 to 6; null when not known."""
    staying: list[PathSentenceRead]
    """What to say of staying where one is."""
    rungs: list[RungRead]
    """The steps, lowest first."""


class NextStepsAnswer(PathAnswer):
    """What may come after an offer: something else at the same place first, then one rung up."""

    offer: OfferRead
    """Where the path begins."""
