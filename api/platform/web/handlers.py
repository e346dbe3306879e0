"""Every error as one shape: application/problem+json, in the reader's language, with nothing of the inside in it."""

import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from sqlalchemy.exc import DataError, IntegrityError
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route

from api.platform.storage.outages import UNAVAILABLE, reason_of
from api.platform.web.language import choose_language
from api.platform.web.problems import (
    SEE_ERRORS,
    BodyTooLargeError,
    ConflictError,
    FieldError,
    InvalidInputError,
    MethodNotAllowedError,
    NotFoundError,
    ProblemError,
    Words,
    unavailable,
)
from api.platform.web.validation import LONGEST_POINTER, NO_JSON, field_errors, no_json
from matching.vocabulary import Language

log = logging.getLogger("vonk.requests")

_CHANGED_MEANWHILE = Words(
    "Dit botst met wat een ander net deed. Haal het opnieuw op en probeer het nog eens.",
    "This collides with what someone else just did. Read it again and retry.",
)
_NOT_STORABLE = Words(
    "Hier staat een waarde die niet te bewaren is: een getal of een teken dat nergens past.",
    "This holds a value that cannot be kept: a number or a character that fits nowhere.",
)
_Answer = Callable[[Request, Exception], Awaitable[Response]]
Dress = Callable[[Request, Response], Response]
"""What makes of a problem something else, for who asks that way."""
PROBLEM_TYPES = "https://vonk.example/problems"


def problem_response(request: Request, problem: ProblemError) -> Response:
    """Answer with a problem as this reader gets it."""
    # Read here and not from a dependency: an error may come before any dependency ran.
    language = choose_language(request.headers.get("accept-language"))
    return Response(
        orjson.dumps(problem_body(problem, language=language, instance=instance_of(request))),
        status_code=int(problem.status),
        media_type="application/problem+json",
        headers={"Content-Language": language, **problem.headers},
    )


def problem_body(problem: ProblemError, *, language: Language, instance: str) -> dict[str, Any]:
    """Return a problem as this reader gets it; the instance is the path that was asked."""
    body: dict[str, Any] = {
        "type": f"{PROBLEM_TYPES}/{problem.kind}",
        "title": problem.title.in_language(language),
        "status": int(problem.status),
        "detail": problem.detail.in_language(language),
        "instance": instance,
    }
    if problem.errors:
        body["errors"] = [
            {"pointer": error.pointer, "detail": error.detail.in_language(language)} for error in problem.errors
        ]
    return body | problem.members


def instance_of(request: Request) -> str:
    """Return the path that was asked, as a problem tells it."""
    # Two slashes at its start would make the path an address of another host.
    return "/" + request.url.path.lstrip("/")[:LONGEST_POINTER]


async def answer_problem(request: Request, error: Exception) -> Response:
    """Answer with one of our own errors."""
    assert isinstance(error, ProblemError)  # noqa: S101 - registered for this class only
    return problem_response(request, error)


async def answer_bad_input(request: Request, error: Exception) -> Response:
    """Answer with everything that is wrong with a request, at once."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class only
    found = error.errors()
    if isinstance(error.body, str) and found[0]["type"] == "json_invalid":
        broken = json.JSONDecodeError("", error.body, found[0]["loc"][-1])
        errors: tuple[FieldError, ...] = (FieldError("", no_json(broken.lineno, broken.colno)),)
    else:
        errors = field_errors(found)
    return problem_response(request, InvalidInputError(SEE_ERRORS, errors))


async def answer_unavailable(request: Request, error: Exception) -> Response:
    """Tell that the database is gone, locked or full: the operator in one line, the reader when to come back."""
    log.warning("The database cannot be used now: %s", reason_of(error))
    return problem_response(request, unavailable())


async def answer_refused_by_database(request: Request, error: Exception) -> Response:
    """Refuse a value that the database cannot hold, or one that stands in the way of another."""
    # The kind of the error alone: its text holds the value.
    log.warning("The database refused a value: %s", type(getattr(error, "orig", None) or error).__name__)
    if isinstance(error, IntegrityError):
        return problem_response(request, ConflictError(_CHANGED_MEANWHILE))
    return problem_response(request, InvalidInputError(_NOT_STORABLE))


async def answer_crash(request: Request, _error: Exception) -> Response:
    """Tell the reader that the fault is ours, and nothing more."""
    return problem_response(request, fault_of_ours())


def fault_of_ours() -> ProblemError:
    """Return the error for what this service should have been able to answer."""
    return ProblemError(Words("Dit is een fout van ons. Probeer het later nog eens.", "A fault of ours. Retry later."))


def register_handlers(app: FastAPI, routers: Sequence[APIRouter], dress: Dress | None = None) -> None:
    """Let this app answer every error as a problem, dressed or not, and tell on a 405 which methods there are."""
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]

    async def answer_http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only
        return problem_response(
            request,
            _problem_for(
                error.status_code,
                _methods_of(request, [*routes, *(each for each in app.router.routes if isinstance(each, Route))]),
            ),
        )

    answers: dict[type[Exception], _Answer] = {
        ProblemError: answer_problem,
        RequestValidationError: answer_bad_input,
        HTTPException: answer_http_error,
        **dict.fromkeys((DataError, IntegrityError, UnicodeEncodeError), answer_refused_by_database),
        **dict.fromkeys(UNAVAILABLE, answer_unavailable),
        Exception: answer_crash,
    }
    for kind, answer in answers.items():
        app.add_exception_handler(kind, _dressed(answer, dress) if dress else answer)


def _dressed(answer: _Answer, dress: Dress) -> _Answer:
    async def answer_dressed(request: Request, error: Exception) -> Response:
        return dress(request, await answer(request, error))

    return answer_dressed


def body_too_large() -> BodyTooLargeError:
    """Return the error for more bytes than this service reads."""
    return BodyTooLargeError(Words("Zoveel lezen wij niet in één keer.", "More than is read in one go."))


def _problem_for(status: int, methods: set[str]) -> ProblemError:
    allowed = ", ".join(sorted(methods))
    known: dict[int, ProblemError] = {
        # The framework says so of a body whose bytes are no text.
        HTTPStatus.BAD_REQUEST: InvalidInputError(SEE_ERRORS, (FieldError("", NO_JSON),)),
        HTTPStatus.NOT_FOUND: NotFoundError(Words("Hier is niets.", "There is nothing here.")),
        HTTPStatus.METHOD_NOT_ALLOWED: MethodNotAllowedError(
            Words(f"Hier kan wel: {allowed}.", f"Allowed here: {allowed}."), headers={"Allow": allowed}
        ),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: body_too_large(),
    }
    if status in known:
        return known[status]
    problem = ProblemError(Words("Dit verzoek kon niet worden beantwoord.", "This request could not be met."))
    problem.status = HTTPStatus(status)
    return problem


def _methods_of(request: Request, routes: Sequence[Route]) -> set[str]:
    matching = (route for route in routes if route.matches(request.scope)[0] is not Match.NONE)
    methods = {method for route in matching for method in route.methods or ()}
    return methods | {"HEAD"} if "GET" in methods else methods
