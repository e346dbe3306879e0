"""Routes that are declared and documented like any other, but answered without the dependency solver.

Measured, solving the dependencies of a busy route takes as long as its work; see
docs/decisions/0006-a-direct-route.md. What every declaration promises happens here by hand, in the same order.
"""

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar

from fastapi import Request, Response
from fastapi.routing import APIRoute

from api.platform.node import node_of
from api.platform.requests.rules import refuse_unknown_query_keys, require_content_type, require_orderly
from api.platform.security.dependencies import check_role, find_caller
from api.platform.security.roles import Caller, Role


class DirectRoute(APIRoute):
    """Hands a request straight to what answers it, once it is held to what every request is."""

    roles: ClassVar[tuple[Role, ...]]

    async def answer(self, request: Request, caller: Caller, body: bytes) -> Response:
        """Read what was sent, and answer as the endpoint does."""
        raise NotImplementedError

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""

        async def handle(request: Request) -> Response:
            # The order of the declared dependencies: who may not ask hears that first, whatever the body says.
            caller = check_role(await find_caller(request), self.roles)
            await require_content_type(request, caller)
            await refuse_unknown_query_keys(request, caller, node_of(request))
            body = await request.body()
            require_orderly(body)
            return await self.answer(request, caller, body)

        return handle
