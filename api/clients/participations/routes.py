"""/participations: what clients found themselves or do already."""

from fastapi import APIRouter, Response
from starlette.background import BackgroundTask

from api.clients.participations.actions import (
    change_participation,
    create_participation,
    delete_participations,
    to_written,
)
from api.clients.participations.dependencies import OwnParticipationDep, OwnParticipationToWriteDep
from api.clients.participations.queries import list_participations
from api.clients.participations.schemas import (
    ParticipationCreate,
    ParticipationPage,
    ParticipationRead,
    ParticipationSearch,
)
from api.clients.participations.view import ParticipationView
from api.platform.requests.dependencies import PageDep, ReadingDeskDep, WritingDeskDep
from api.platform.requests.once.dependencies import CreatingDeskDep
from api.platform.security.dependencies import COACHES, AnyCallerDep, CoachDep
from api.platform.web.answers import body_of
from api.platform.web.openapi import MERGE_PATCH_OF
from api.platform.web.pagination import ask_page, make_page
from api.platform.web.patches import MergePatchBody, apply_patch

router = APIRouter(prefix="/participations", tags=["participations"])


@router.post(
    "",
    status_code=201,
    response_model=ParticipationRead,
    operation_id="createParticipation",
    summary="Write down what a client does already",
    dependencies=[COACHES],
)
def create(wanted: ParticipationCreate, caller: AnyCallerDep, desk: CreatingDeskDep) -> Response:
    """Write down what a client found himself or does already, such as caring for someone.

    It counts in reports, as a number. Nobody else is told, and it is erased with its reference.
    """
    made = create_participation(desk, wanted, caller.organization_id or "")
    return desk.answer(
        ParticipationView(desk).body_of(made), status=201, location=("participations", made.id), about=made.id
    )


@router.get(
    "", response_model=ParticipationPage, operation_id="listParticipations", summary="List what clients do already"
)
def list_all(caller: CoachDep, desk: ReadingDeskDep, asked: PageDep) -> Response:
    """List what clients of your own organization do, oldest first."""
    rows = list_participations(desk.session, asked, caller.organization_id)
    return desk.answer_page(make_page(rows, asked, key=lambda row: row.id, show=ParticipationView(desk).show))


@router.post(
    "/searches",
    response_model=ParticipationPage,
    operation_id="searchParticipations",
    summary="Find what one client does already",
    dependencies=[COACHES],
)
def search(wanted: ParticipationSearch, caller: AnyCallerDep, desk: ReadingDeskDep) -> Response:
    """Search by the reference of your own tool, in the body, so that no address holds it; the next page likewise."""
    asked = ask_page(wanted.cursor, wanted.limit, desk.request.url.path, wanted.client_reference)
    rows = list_participations(desk.session, asked, caller.organization_id, wanted.client_reference)
    answer = make_page(rows, asked, key=lambda row: row.id, show=ParticipationView(desk).show)
    return Response(body_of(answer), media_type="application/json")


@router.get(
    "/{participationId:opaque}",
    response_model=ParticipationRead,
    operation_id="readParticipation",
    summary="Read one thing that a client does already",
)
def read(participation: OwnParticipationDep, desk: ReadingDeskDep) -> Response:
    """Read what it is, how much, and since when."""
    return desk.answer(ParticipationView(desk).body_of(participation))


@router.patch(
    "/{participationId:opaque}",
    response_model=ParticipationRead,
    operation_id="changeParticipation",
    openapi_extra={MERGE_PATCH_OF: "ParticipationCreate"},
    summary="Change what is known of it, or end it",
    dependencies=[COACHES],
)
def change(patch: MergePatchBody, participation: OwnParticipationToWriteDep, desk: WritingDeskDep) -> Response:
    """Change the hours, the days or the kind (JSON Merge Patch); in reports it stays as it was counted."""
    wanted = apply_patch(to_written(participation), patch)
    desk.require_unchanged(ParticipationView(desk).body_of(participation))
    change_participation(desk, participation, wanted)
    return desk.answer(ParticipationView(desk).body_of(participation))


@router.delete(
    "/{participationId:opaque}",
    status_code=204,
    operation_id="deleteParticipation",
    summary="Erase one thing that a client does already",
    dependencies=[COACHES],
)
def delete(participation: OwnParticipationToWriteDep, desk: WritingDeskDep) -> Response:
    """Erase it, also from the database's log; in reports it stays a number."""
    desk.require_unchanged(ParticipationView(desk).body_of(participation))
    delete_participations(desk, [participation.id])
    return Response(status_code=204, background=BackgroundTask(desk.node.database.empty_log))
