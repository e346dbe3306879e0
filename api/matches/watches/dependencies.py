"""What the routes of watches ask for: the watch of this coach, and what fits a client before it waits."""

from typing import Annotated

from fastapi import Depends, Path, Request

from api.matches.actions import Matcher
from api.matches.schemas import ClientQuestion
from api.matches.watches.fitting import Fitting, wait_alone
from api.matches.watches.queries import get_watch, get_watch_to_change
from api.matches.watches.schemas import WatchCreate
from api.matches.watches.tables import Watch
from api.platform.node import node_of
from api.platform.requests.dependencies import LanguageDep, ReadingDeskDep, WritingDeskDep
from api.platform.security.dependencies import CoachDep
from api.platform.storage.freshness import NUMBERS_SCOPE_KEY
from api.platform.web.shapes import Id

WatchIdPath = Annotated[Id, Path(alias="watchId", description="Which watch.")]


def get_own_watch(watch_id: WatchIdPath, caller: CoachDep, desk: ReadingDeskDep) -> Watch:
    """Return the watch that this caller may read."""
    return get_watch(desk.session, watch_id, organization_id=caller.organization_id)


def get_own_watch_to_write(watch_id: WatchIdPath, caller: CoachDep, desk: WritingDeskDep) -> Watch:
    """Return the watch that this caller may end, held until the transaction ends."""
    return get_watch_to_change(desk.session, watch_id, organization_id=caller.organization_id)


async def get_fitting(
    request: Request, wanted: WatchCreate, _caller: CoachDep, language: LanguageDep
) -> Fitting | None:
    """Look what fits in memory, which belongs to the event loop; nothing has to, where a place is waited for."""
    if wanted.client is None or wanted.offer_id is not None:
        return None
    node = node_of(request)
    matcher = node.part(Matcher)
    asked = ClientQuestion(client=wanted.client, limit=1)
    question = await matcher.prepare(asked, numbers=request.scope[NUMBERS_SCOPE_KEY], language=language)
    waiting = wait_alone(question.client, node.settings, today=question.on)
    # Nothing is waited for from here: the number belongs to what memory holds now.
    suited = waiting.suited(matcher.live.catalogue)
    return Fitting(question.client, matcher.live.number, frozenset(each for each, keys in suited.items() if keys))


OwnWatchDep = Annotated[Watch, Depends(get_own_watch)]
OwnWatchToWriteDep = Annotated[Watch, Depends(get_own_watch_to_write)]
FittingDep = Annotated[Fitting | None, Depends(get_fitting)]
