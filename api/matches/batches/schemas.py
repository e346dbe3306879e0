"""A line of a batch: a question under the sender's own reference, and its answer or what is wrong with it."""

from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from api.clients.schemas import ClientReference
from api.matches.schemas import MatchAnswer, MatchQuestion
from api.platform.web.shapes import AnswerModel

REFERENCE = "The sender's own pseudonymous name for the client: told back, and neither kept nor logged."


class BatchQuestion(MatchQuestion):
    """Which offers fit this client? One line of the body."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"reference": "K-2831", "client": {"interests": ["iets met hout"]}}]}
    )

    reference: Annotated[ClientReference, Field(description=REFERENCE)]


class BatchAnswer(MatchAnswer):
    """What `POST /v1/matches` answers to the question of a line."""

    reference: Annotated[str, Field(description=REFERENCE)]


class LineErrorRead(AnswerModel):
    """What is wrong with one value of a line."""

    pointer: Annotated[str, Field(description="JSON pointer (RFC 6901) into the line.", examples=["/client/age"])]
    detail: Annotated[str, Field(description="A sentence, in the language that was asked for.")]


class LineProblemRead(AnswerModel):
    """A problem (RFC 9457) of one line."""

    type: Annotated[str, Field(json_schema_extra={"format": "uri"}, description="The kind of problem, as an address.")]
    title: Annotated[str, Field(description="The kind of problem in a few words.")]
    status: Annotated[int, Field(ge=400, le=599, description="The status that `POST /v1/matches` would have had.")]
    detail: Annotated[str, Field(description="What happened, in a sentence.")]
    instance: Annotated[str, Field(description="The path that was asked.")]
    errors: Annotated[
        list[LineErrorRead] | SkipJsonSchema[None], Field(description="Every value that is wrong; left out if none is.")
    ] = None


class BatchProblem(AnswerModel):
    """What is wrong with one line; the other lines are answered."""

    reference: Annotated[
        str | None, Field(description="The reference of the line; null when none could be read from it.")
    ]
    line: Annotated[int, Field(ge=1, description="Which line of the body it is; the first is 1, empty ones count.")]
    problem: Annotated[LineProblemRead, Field(description="What `POST /v1/matches` would have answered.")]
