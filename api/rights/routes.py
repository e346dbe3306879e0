"""/handovers/exports and /handovers/erasures: what a client may ask of who keeps something about them."""

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response
from pydantic.alias_generators import to_snake

from api.platform.feature import Features
from api.platform.requests.dependencies import NodeDep, ReadingDeskDep
from api.platform.requests.recording import deed_of
from api.platform.security.dependencies import KEEPERS, AnyCallerDep
from api.platform.security.roles import Role
from api.platform.storage.holdings import Holding
from api.platform.web.answers import body_of
from api.rights.actions import choose_client, erase_client, export_client
from api.rights.schemas import ClientChoice, shape_erasure, shape_export


def make_router(features: Features) -> APIRouter:
    """Make the rights of a client over what these features hold."""
    router = APIRouter(prefix="/handovers", tags=["handovers"])
    _add_export(router, features.holdings)
    _add_erasure(router, features.holdings)
    return router


def _add_export(router: APIRouter, holdings: Sequence[Holding]) -> None:
    shape = shape_export(holdings)

    @router.post(
        "/exports",
        response_model=shape,
        operation_id="exportClient",
        summary="Read all that is held about one client",
        dependencies=[KEEPERS],
    )
    def export(wanted: ClientChoice, caller: AnyCallerDep, desk: ReadingDeskDep) -> Response:
        """Read by the sender's own reference; an admin names the sender, and sees no introduction and no profile."""
        client = choose_client(caller, wanted.client_reference, wanted.organization_id)
        held = export_client(desk, holdings, client, is_whole=caller.role is not Role.ADMIN)
        answer = shape(
            organization_id=client.organization_id,
            client_reference=client.reference,
            exported_at=desk.now,
            **{to_snake(name): items for name, items in held.items()},
        )
        return Response(body_of(answer), media_type="application/json")


def _add_erasure(router: APIRouter, holdings: Sequence[Holding]) -> None:
    shape = shape_erasure(holdings)

    @router.post(
        "/erasures",
        response_model=shape,
        responses={503: {}},
        operation_id="eraseClient",
        summary="Erase all that is held about one client",
        dependencies=[KEEPERS],
    )
    def erase(wanted: ClientChoice, caller: AnyCallerDep, node: NodeDep, request: Request) -> Response:
        """Erase every trace, also kept answers and announcements; erasing what is not there is as good."""
        client = choose_client(caller, wanted.client_reference, wanted.organization_id)
        erased = erase_client(node, holdings, client, deed_of(request))
        counted = {to_snake(name): erased[name] for holding in holdings for name in holding.counted}
        return Response(body_of(shape(erased_at=node.clock.now(), **counted)), media_type="application/json")
