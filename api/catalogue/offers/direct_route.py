"""The route of a partner's own offer: declared like any other; what comes well formed takes one trip to a thread.

A partner's tool sends thousands of these in a row, and the framework's way to a route is a third of each; see
docs/decisions/0006-a-direct-route.md. What is not well formed goes that way all the same, and is told what is wrong.
"""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, NamedTuple

import orjson
from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session

from api.catalogue.offers.dependencies import OwnId, get_view
from api.catalogue.offers.schemas import OfferWrite
from api.platform.node import node_of
from api.platform.requests.dependencies import LONGEST_IF_MATCH, open_desk
from api.platform.requests.recording import record_writing
from api.platform.requests.rules import refuse_unknown_query_keys, require_content_type, require_orderly
from api.platform.security.dependencies import WRITING_ROLES, check_role, find_caller
from api.platform.web.shapes import Id
from api.platform.web.texts import Key

_OWN_ID = TypeAdapter(tuple[Id, Key])


class _Sent(NamedTuple):
    """What is well formed."""

    organization_id: str
    external_id: str
    wanted: OfferWrite
    if_match: str | None


class DirectUpsertRoute(APIRoute):
    """Hands an offer straight to its endpoint, in the one trip that also keeps and records it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""
        endpoint, usual = self.endpoint, super().get_route_handler()

        async def answer(request: Request) -> Response:
            # The order of the declared dependencies: who may not write hears that first, whatever the body says.
            node, caller = node_of(request), check_role(await find_caller(request), WRITING_ROLES)
            await require_content_type(request, caller)
            await refuse_unknown_query_keys(request, caller, node)
            body = await request.body()
            require_orderly(body)
            sent = _read(request, body)
            if sent is None:
                return await usual(request)
            own, view = OwnId(caller, sent.organization_id, sent.external_id), await get_view(caller, node)

            def write(session: Session) -> Response:
                desk = replace(open_desk(request, session, caller), if_match=sent.if_match)
                response: Response = endpoint(own, sent.wanted, view, desk)
                record_writing(request, session)
                return response

            return await node.database.write_at_once(write)

        return answer


def _read(request: Request, body: bytes) -> _Sent | None:
    if_match = request.headers.get("if-match")
    if if_match is not None and len(if_match) > LONGEST_IF_MATCH:
        return None
    try:
        own = _OWN_ID.validate_python((request.path_params["organizationId"], request.path_params["externalId"]))
        wanted = OfferWrite.model_validate(orjson.loads(body))
    except (orjson.JSONDecodeError, ValidationError):
        return None
    return _Sent(*own, wanted, if_match)
