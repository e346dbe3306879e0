"""The route of POST /matches: declared and documented like any other, but answered without the dependency solver.

Measured, solving the dependencies of this one route takes as long as matching ten thousand offers; see
docs/decisions/0006-a-direct-route.md. What the declaration promises happens here by hand, in the same order.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import ValidationError

from api.matches.dependencies import Telling
from api.matches.schemas import MatchQuestion
from api.matches.vocabulary import AnswerFields
from api.platform.node import node_of
from api.platform.requests.rules import refuse_unknown_query_keys, require_content_type, require_orderly
from api.platform.security.dependencies import MATCHING_ROLES, check_role, find_caller
from api.platform.web.language import choose_language
from api.platform.web.problems import SEE_ERRORS, InvalidInputError, invalid
from api.platform.web.validation import errors_of


class DirectRoute(APIRoute):
    """Hands a question straight to its endpoint."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""
        endpoint = self.endpoint

        async def answer(request: Request) -> Response:
            # The order of the declared dependencies: who may not ask hears that first, whatever the body says.
            caller = check_role(await find_caller(request), MATCHING_ROLES)
            await require_content_type(request, caller)
            await refuse_unknown_query_keys(request, caller, node_of(request))
            body = await request.body()
            require_orderly(body)
            asked = _read_question(body)
            telling = Telling(choose_language(request.headers.get("accept-language")), _read_fields(request))
            response: Response = await endpoint(request, asked, caller, telling)
            return response

        return answer


def _read_fields(request: Request) -> AnswerFields | None:
    asked = request.query_params.get("fields") if request.scope["query_string"] else None
    if asked is None:
        return None
    if asked in set(AnswerFields):
        return AnswerFields(asked)
    known = ", ".join(f"'{each}'" for each in AnswerFields)
    raise invalid("/fields", f"Kies uit {known}.", f"One of {known}.")


def _read_question(body: bytes) -> MatchQuestion:
    try:
        return MatchQuestion.model_validate_json(body)
    except ValidationError as error:
        raise InvalidInputError(SEE_ERRORS, errors_of(error)) from None
