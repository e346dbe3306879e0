"""The route of POST /matches, of which a question takes as long as the framework's way to it."""

from fastapi import Request, Response
from pydantic import ValidationError

from api.matches.dependencies import Telling
from api.matches.schemas import MatchQuestion
from api.matches.vocabulary import AnswerFields
from api.platform.requests.dependencies import LONGEST_ACCEPT_LANGUAGE
from api.platform.requests.direct_route import DirectRoute
from api.platform.security.dependencies import MATCHING_ROLES
from api.platform.security.roles import Caller
from api.platform.web.language import choose_language
from api.platform.web.problems import SEE_ERRORS, InvalidInputError, invalid
from api.platform.web.validation import errors_of
from matching.vocabulary import Language


class DirectMatchRoute(DirectRoute):
    """Hands a question straight to its endpoint."""

    roles = MATCHING_ROLES

    async def answer(self, request: Request, caller: Caller, body: bytes) -> Response:  # noqa: ARG002 - only writing asks who
        """Read the question, and answer it."""
        asked = _read_question(body)
        telling = Telling(_read_language(request), _read_fields(request))
        response: Response = await self.endpoint(request, asked, telling)
        return response


def _read_language(request: Request) -> Language:
    asked = request.headers.get("accept-language", "")
    if len(asked) > LONGEST_ACCEPT_LANGUAGE:
        most = LONGEST_ACCEPT_LANGUAGE
        raise invalid("/accept-language", f"Hoogstens {most} tekens.", f"At most {most} characters.")
    return choose_language(asked)


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
