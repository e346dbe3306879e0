"""/watches: clients who wait for what fits, or for a place."""

from fastapi import APIRouter, Response
from starlette.background import BackgroundTask

from api.matches.watches.actions import create_watch, delete_watches
from api.matches.watches.dependencies import FittingDep, OwnWatchDep, OwnWatchToWriteDep
from api.matches.watches.queries import list_watches
from api.matches.watches.schemas import WatchCreate, WatchPage, WatchRead
from api.matches.watches.view import WatchView
from api.platform.requests.dependencies import PageDep, ReadingDeskDep, WritingDeskDep
from api.platform.requests.once.dependencies import CreatingDeskDep
from api.platform.security.dependencies import COACHES, AnyCallerDep, CoachDep
from api.platform.web.pagination import make_page

router = APIRouter(prefix="/watches", tags=["watches"])


@router.post(
    "",
    status_code=201,
    response_model=WatchRead,
    responses={404: {}},
    operation_id="createWatch",
    summary="Let a client wait",
    dependencies=[COACHES],
)
def create(wanted: WatchCreate, caller: AnyCallerDep, desk: CreatingDeskDep, fitting: FittingDep) -> Response:
    """Let a nameless profile wait for what fits, or a client for a place at one offer; `watch.matched` tells of it.

    What fits already stands in the answer, and is not told again.
    """
    watch = create_watch(desk, wanted, caller.organization_id or "", fitting)
    return desk.answer(WatchView(desk).body_of(watch), status=201, location=("watches", watch.id), about=watch.id)


@router.get("", response_model=WatchPage, operation_id="listWatches", summary="List watches")
def list_all(caller: CoachDep, desk: ReadingDeskDep, asked: PageDep) -> Response:
    """List the watches of your own organization, oldest first."""
    rows = list_watches(desk.session, asked, organization_id=caller.organization_id)
    return desk.answer_page(make_page(rows, asked, key=lambda row: row.id, show=WatchView(desk).show(rows)))


@router.get("/{watchId}", response_model=WatchRead, operation_id="readWatch", summary="Read one watch")
def read(watch: OwnWatchDep, desk: ReadingDeskDep) -> Response:
    """Read how it goes: what fits, what was told and when, and the place in the queue. The profile is not told."""
    return desk.answer(WatchView(desk).body_of(watch))


@router.delete(
    "/{watchId}", status_code=204, operation_id="deleteWatch", summary="Erase one watch", dependencies=[COACHES]
)
def delete(watch: OwnWatchToWriteDep, desk: WritingDeskDep) -> Response:
    """Erase the watch with its profile and all that it was told, also from the database's log."""
    desk.require_unchanged(WatchView(desk).body_of(watch))
    delete_watches(desk.session, [watch.id], now=desk.now)
    return Response(status_code=204, background=BackgroundTask(desk.node.database.empty_log))
