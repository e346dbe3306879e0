"""What the route of batches asks for."""

from typing import Annotated

from fastapi import Depends, Request

from api.matches.batches.actions import Batch
from api.platform.node import node_of
from api.platform.requests.dependencies import LanguageDep
from api.platform.security.dependencies import MATCHING_ROLES, MatcherDep, check_role, look_at_key, wait_for_turn
from api.platform.storage.freshness import NUMBERS_SCOPE_KEY, Numbers
from api.platform.web.handlers import instance_of


async def get_batch(request: Request, _caller: MatcherDep, language: LanguageDep) -> Batch:
    """Return a batch that looks again at the key of its caller, and how far the database is, before each line."""

    async def look() -> Numbers:
        await wait_for_turn(request, check_role(await look_at_key(request), MATCHING_ROLES))
        numbers: Numbers = request.scope[NUMBERS_SCOPE_KEY]
        return numbers

    return Batch(node_of(request), language, instance_of(request), look)


BatchDep = Annotated[Batch, Depends(get_batch)]
