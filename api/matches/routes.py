"""/matches and /interests."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.matches.actions import Matcher
from api.matches.brief import BriefMatchAnswer
from api.matches.dependencies import TellingDep
from api.matches.direct_route import DirectMatchRoute
from api.matches.schemas import (
    InterestList,
    InterestQuery,
    InterestRead,
    MatchAnswer,
    MatchQuestion,
)
from api.matches.vocabulary import AnswerFields
from api.platform.node import node_of
from api.platform.requests.dependencies import LanguageDep
from api.platform.security.dependencies import EVERYONE, MATCHERS
from api.platform.storage.freshness import NUMBERS_SCOPE_KEY
from api.platform.web.answers import body_of
from matching import load_vocabulary, suggest

router = APIRouter(tags=["matches"])
direct = APIRouter(tags=["matches"], route_class=DirectMatchRoute)

MOST_SUGGESTIONS = 50


@direct.post(
    "/matches",
    response_model=MatchAnswer | BriefMatchAnswer,
    operation_id="matchOffers",
    summary="Ask which offers fit a client",
    dependencies=[MATCHERS],
)
async def match(request: Request, asked: MatchQuestion, telling: TellingDep) -> Response:
    """Find offers that fit, best first, with reasons; what nearly fits, and what would help. Stores nothing."""
    matcher = node_of(request).part(Matcher)
    body = await matcher.answer(
        asked,
        numbers=request.scope[NUMBERS_SCOPE_KEY],
        language=telling.language,
        is_brief=telling.fields is AnswerFields.BRIEF,
    )
    return Response(body, media_type="application/json", headers={"Content-Language": telling.language})


@router.get(
    "/interests",
    response_model=InterestList,
    operation_id="listInterests",
    summary="Find interests while typing",
    dependencies=[EVERYONE],
)
async def list_interests(
    language: LanguageDep,
    q: Annotated[InterestQuery, Query(description="The first letters of a word.", examples=["tim"])],
    limit: Annotated[int, Query(ge=1, le=MOST_SUGGESTIONS, description="How many at most.")] = 10,
) -> Response:
    """List concepts of the interest vocabulary of which a word starts like this, or is spelt nearly like this."""
    found = suggest(q, load_vocabulary(), limit=limit)
    items = [InterestRead(concept=each.id, label=each.labels[language], words=list(each.words)) for each in found]
    return Response(body_of(InterestList(items=items)), media_type="application/json")
