"""/handovers/exports and /handovers/erasures: what a client may ask of who keeps something about them."""

from fastapi import APIRouter, Response

from api.platform.requests.dependencies import NodeDep, ReadingDeskDep
from api.platform.security.dependencies import KeeperDep
from api.platform.security.roles import Role
from api.platform.web.answers import body_of
from api.rights.actions import choose_client, erase_client, export_client
from api.rights.schemas import ClientChoice, ErasureRead, ExportRead

router = APIRouter(prefix="/handovers", tags=["handovers"])


@router.post(
    "/exports",
    response_model=ExportRead,
    operation_id="exportClient",
    summary="Read all that is held about one client",
)
def export(wanted: ClientChoice, caller: KeeperDep, desk: ReadingDeskDep) -> Response:
    """By the sender's own reference; an admin names the sender, and is not shown an introduction."""
    client = choose_client(caller, wanted.client_reference, wanted.organization_id)
    answer = export_client(desk, client, with_introduction=caller.role is not Role.ADMIN)
    return Response(body_of(answer), media_type="application/json")


@router.post(
    "/erasures",
    response_model=ErasureRead,
    responses={503: {}},
    operation_id="eraseClient",
    summary="Erase all that is held about one client",
)
def erase(wanted: ClientChoice, caller: KeeperDep, node: NodeDep) -> Response:
    """Every trace goes, also kept answers and announcements; erasing what is not there is as good."""
    client = choose_client(caller, wanted.client_reference, wanted.organization_id)
    forgotten = erase_client(node, client, author_id=caller.id)
    answer = ErasureRead(
        erased_at=node.clock.now(),
        handovers=forgotten.handovers,
        events=forgotten.events,
        kept_answers=forgotten.kept_answers,
        announcements=forgotten.announcements,
    )
    return Response(body_of(answer), media_type="application/json")
