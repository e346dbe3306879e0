"""/paths, and the next steps after an offer."""

from fastapi import APIRouter, Request, Response

from api.matches.actions import Matcher
from api.matches.paths.actions import answer_next_steps, answer_path
from api.matches.paths.schemas import NextStepsAnswer, PathAnswer, PathQuestion
from api.platform.node import node_of
from api.platform.requests.dependencies import LanguageDep, OfferIdPath
from api.platform.security.dependencies import MATCHERS
from api.platform.storage.freshness import NUMBERS_SCOPE_KEY

router = APIRouter(tags=["paths"])


@router.post(
    "/offers/{offerId}/next-steps",
    response_model=NextStepsAnswer,
    operation_id="findNextSteps",
    summary="Ask what may come after an offer",
    dependencies=[MATCHERS],
)
async def find_next_steps(
    request: Request, offer_id: OfferIdPath, asked: PathQuestion, language: LanguageDep
) -> Response:
    """Find what may come next: staying is fine, then the same place, then one rung up. Stores nothing."""
    matcher = node_of(request).part(Matcher)
    numbers = request.scope[NUMBERS_SCOPE_KEY]
    body = await answer_next_steps(matcher, offer_id, asked, numbers=numbers, language=language)
    return Response(body, media_type="application/json", headers={"Content-Language": language})


@router.post(
    "/paths",
    response_model=PathAnswer,
    operation_id="findPath",
    summary="Ask for a path to the client's goal",
    dependencies=[MATCHERS],
)
async def find_path(request: Request, asked: PathQuestion, language: LanguageDep) -> Response:
    """Find each rung from `ladderStep` to `ladderGoal` (one rung up without it) over open offers. Stores nothing."""
    matcher = node_of(request).part(Matcher)
    body = await answer_path(matcher, asked, numbers=request.scope[NUMBERS_SCOPE_KEY], language=language)
    return Response(body, media_type="application/json", headers={"Content-Language": language})
