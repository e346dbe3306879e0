"""/match-batches."""

from typing import Final

from fastapi import APIRouter, Response

from api.matches.batches.dependencies import BatchDep
from api.matches.batches.schemas import BatchAnswer, BatchProblem, BatchQuestion
from api.matches.batches.vocabulary import LARGEST_BATCH_BYTES
from api.platform.security.dependencies import MATCHERS
from api.platform.web.answers import JsonLinesResponse
from api.platform.web.duplex import DuplexResponse
from api.platform.web.lines import LONGEST_LINE
from api.platform.web.openapi import takes_lines
from api.platform.web.shapes import JSON_LINES

router = APIRouter(tags=["matches"])

_LINES: Final = f"One question a line, each with its reference; a line holds at most {LONGEST_LINE} bytes."


@router.post(
    "/match-batches",
    response_class=JsonLinesResponse,
    response_model=BatchAnswer | BatchProblem,
    response_description="One line for each, in the order asked: the answer, or the problem of this line.",
    operation_id="matchInBatch",
    summary="Ask which offers fit many clients",
    max_body_size=LARGEST_BATCH_BYTES,
    openapi_extra=takes_lines(BatchQuestion, _LINES, may_be_none=True),
    dependencies=[MATCHERS],
)
async def match_batch(batch: BatchDep) -> Response:
    """Find offers that fit each client, as `POST /v1/matches` does one by one. Stores nothing.

    A line that is wrong is answered with its own problem and stops no other. Answers come while questions still do: who
    reads slowly is asked slowly. Each line counts as one request.
    """
    return DuplexResponse(batch.answer, media_type=JSON_LINES, headers={"Content-Language": batch.language})
