"""Every answer of /v1 in the tests is held to the committed document: nothing is missing, nothing is too much."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

import httpx
import jsonschema_rs

DOCUMENT: Final = Path(__file__).parents[1] / "openapi.json"
_MOST_TOLD: Final = 2000
_PROBLEM_KIND: Final = "application/problem+json"
_LINES_KIND: Final = "application/x-ndjson"
_PLACEHOLDER: Final = re.compile(r"\\\{\w+\\\}")
# What may be answered before it is known which operation is asked, or by a node that cannot answer at all.
_OF_ANY_OPERATION: Final = frozenset({405, 413, 414, 431, 501, 503})
_BY_DEFAULT: Final = frozenset({406, 413, 415, 503})


class UnlikeTheDocumentError(AssertionError):
    """The service answered what its document does not say."""


async def hold_to_document(response: httpx.Response) -> None:
    """Raise when an answer of /v1 is not as the document says, strictly: a key that it does not name is an error."""
    if is_told(response):
        await response.aread()
        check(response)


def is_told(response: httpx.Response) -> bool:
    """Tell whether the document says anything of the body of an answer, and it ends."""
    path, kind = response.request.url.path, response.headers.get("content-type", "")
    return (
        path.startswith("/v1/")
        and path != "/v1/openapi.json"
        and "json" in kind
        and response.request.method not in {"HEAD", "OPTIONS"}
    )


def check(response: httpx.Response) -> None:
    """Hold one answer, whose body is read, to the document."""
    request = response.request
    kind = response.headers["content-type"].partition(";")[0]
    told = f"{request.method} {request.url.path} {response.status_code} {kind}"
    validator = _validator(_operation(request.method, request.url.path), str(response.status_code), kind)
    if validator is None:
        raise UnlikeTheDocumentError(f"{told}: the document has no such answer.")
    bodies = map(json.loads, response.text.splitlines()) if kind == _LINES_KIND else [response.json()]
    error = next((error for body in bodies for error in validator.iter_errors(body)), None)
    if error is not None:
        raise UnlikeTheDocumentError(f"{told}: {error.message[:_MOST_TOLD]} at {list(error.instance_path)}")


@cache
def _operation(method: str, path: str) -> tuple[str, str] | None:
    """Return the path of the document and the method, or nothing when nobody promised this."""
    for pattern, promised in _patterns():
        if pattern.fullmatch(path.removeprefix("/v1")):
            return (promised, method.lower()) if method.lower() in _document()["paths"][promised] else None
    return None


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Return the paths of the document, those with the fewest blanks first."""
    paths = sorted(_document()["paths"], key=lambda path: (path.count("{"), path))
    return [(re.compile(_PLACEHOLDER.sub("[^/]+", re.escape(path))), path) for path in paths]


@cache
def _validator(operation: tuple[str, str] | None, status: str, kind: str) -> jsonschema_rs.Validator | None:
    if operation is None:
        return _problem() if kind == _PROBLEM_KIND and int(status) in _OF_ANY_OPERATION | {404} else None
    path, method = operation
    answers = _document()["paths"][path][method]["responses"]
    answer = answers.get(status)
    if answer is None:
        # What any operation may answer is told once, as `default`; a status that none is meant to have is not.
        answer = answers["default"] if int(status) in _BY_DEFAULT | _OF_ANY_OPERATION else {}
    if "$ref" in answer:
        answer = _document()["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    schema = answer.get("content", {}).get(kind, {}).get("schema")
    if schema is None:
        return _problem() if kind == _PROBLEM_KIND and int(status) in _OF_ANY_OPERATION else None
    return _compiled(json.dumps(schema))


def _problem() -> jsonschema_rs.Validator:
    return _compiled('{"$ref": "#/components/schemas/Problem"}')


@cache
def _compiled(schema: str) -> jsonschema_rs.Validator:
    whole = {"components": {"schemas": strictly(_document()["components"]["schemas"])}, **strictly(json.loads(schema))}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return document


def strictly(schema: Any) -> Any:
    """Return a schema in which an object has the properties that are named, and no others."""
    if isinstance(schema, list):
        return [strictly(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {key: strictly(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and "type" in schema:
        strict.setdefault("additionalProperties", False)
    return strict
