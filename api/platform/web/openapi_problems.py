"""What every operation shares in the document: its problems, its headers, and the answers that are problems."""

from collections.abc import Iterator
from typing import Any, NamedTuple

BODY_METHODS = frozenset({"post", "put", "patch"})
_HEADER = "#/components/headers/"
_ALWAYS_HEADERS = {"API-Version": {"$ref": _HEADER + "API-Version"}}
_LEFT_HEADER = {"RateLimit": {"$ref": _HEADER + "RateLimit"}}
_POLICY_HEADER = {"RateLimit-Policy": {"$ref": _HEADER + "RateLimit-Policy"}}


class _Told(NamedTuple):
    """An answer that is a problem: what generators may call it, and when it comes."""

    name: str
    when: str


OTHER = "default"
_PROBLEMS = {
    "400": _Told("Wrong", "Something is not right in the request; `errors` names every value."),
    "401": _Told("NoKey", "No valid key."),
    "403": _Told("MayNot", "A key that may not do this."),
    "404": _Told("NotFound", "Not there, or not for this key."),
    "409": _Told("Conflict", "Something else stands in the way now."),
    "412": _Told("Changed", "Changed since it was read."),
    "422": _Told("KeyReused", "The Idempotency-Key was used for another request."),
    "429": _Told("TooMany", "Too many requests; `Retry-After` says how long to wait."),
    "500": _Told("Fault", "A fault of this service."),
    "503": _Told("Unavailable", "The database is out of reach; `Retry-After` says how long to wait."),
    # What any request may meet, and nobody writes a branch for.
    OTHER: _Told(
        "Other",
        "Any other: 406 asked in a form that is not there, 413 the body is too large, 415 it comes in a form that is "
        "not read here, 503 the database is out of reach (`Retry-After` says how long to wait).",
    ),
}
_PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "A problem (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri",
            "maxLength": 200,
            "description": "Which kind of problem; the same for every problem of its kind.",
        },
        "title": {"type": "string", "maxLength": 200, "description": "The kind in a few words, in your language."},
        "status": {
            "type": "integer",
            "minimum": 400,
            "maximum": 599,
            "description": "The status of the answer once more.",
        },
        "detail": {
            "type": "string",
            "maxLength": 1000,
            "description": "What is the matter this time and what would help, in your language.",
        },
        "instance": {"type": "string", "maxLength": 500, "description": "The path that was asked."},
        "errors": {
            "type": "array",
            "maxItems": 1000,
            "items": {"$ref": "#/components/schemas/FieldError"},
            "description": "Each value that is not right (400); the first hundred.",
        },
    },
}
_FIELD_ERROR: dict[str, Any] = {
    "type": "object",
    "description": "One value that is not right.",
    "required": ["pointer", "detail"],
    "properties": {
        "pointer": {
            "type": "string",
            "maxLength": 500,
            "description": "Where it stands: a JSON pointer (RFC 6901), as in `/client/dayParts/0`.",
        },
        "detail": {"type": "string", "maxLength": 1000, "description": "What would be right, in your language."},
    },
}
_ID = {"type": "string", "maxLength": 36}
_TOLD_OF_A_CONFLICT: dict[str, Any] = {
    "state": {"type": "string", "maxLength": 50, "description": "The state in which it cannot be done (409)."},
    "allowedEvents": {
        "type": "array",
        "maxItems": 50,
        "items": {"type": "string", "maxLength": 50},
        "description": "The events that can happen to the handover now (409).",
    },
    "offerId": _ID | {"description": "The offer that has this externalId already (409)."},
    "handoverId": _ID | {"description": "The handover that is open already for this client at this offer."},
    "watchId": _ID | {"description": "The watch by which this client waits for this offer already."},
    "alternatives": {
        "type": "array",
        "maxItems": 50,
        "items": {"$ref": "#/components/schemas/MatchRead"},
        "description": "Other offers for the client, when this one has no place or is closed (409).",
    },
}
HEADERS = {
    "API-Version": {"description": "The version of this API.", "schema": {"type": "string", "maxLength": 20}},
    "RateLimit": {"description": "What is left of the limit.", "schema": {"type": "string", "maxLength": 100}},
    "RateLimit-Policy": {"description": "The limit.", "schema": {"type": "string", "maxLength": 100}},
    "Retry-After": {
        "description": "Seconds to wait.",
        "schema": {"type": "integer", "format": "int32", "minimum": 0, "maximum": 60},
    },
}


def problem_schemas(*, changes: bool) -> dict[str, Any]:
    """Return the shape of a problem; where nothing can be changed, nothing stands in the way of it."""
    told = _TOLD_OF_A_CONFLICT if changes else {}
    return {"Problem": _PROBLEM | {"properties": _PROBLEM["properties"] | told}, "FieldError": _FIELD_ERROR}


def problem_responses() -> dict[str, Any]:
    """Return every answer that is a problem, by the name under which operations point at it."""
    return {
        problem.name: {
            "description": problem.when,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
            "headers": headers_of(status),
        }
        for status, problem in _PROBLEMS.items()
    }


def problem(status: str) -> dict[str, Any]:
    """Point at the answer with this status."""
    return {"$ref": f"#/components/responses/{_PROBLEMS[status].name}"}


def headers_of(status: str) -> dict[str, Any]:
    """Return the headers of an answer with this status; what the limit is, is written once, with the problems."""
    # A fault of ours may come before anything was counted.
    limits = {} if status in {"500", "503", OTHER} else _LEFT_HEADER
    if limits and status >= "400":
        limits = limits | _POLICY_HEADER
    waiting = {"Retry-After": {"$ref": _HEADER + "Retry-After"}} if status in {"429", "503", OTHER} else {}
    return {**_ALWAYS_HEADERS, **limits, **waiting}


def problem_statuses(path: str, method: str, operation: dict[str, Any]) -> Iterator[str]:
    """Yield with which problems this operation may answer."""
    parameters = {parameter["name"].lower() for parameter in operation.get("parameters", ())}
    yield from ("400", "401", "403", "429", "500", OTHER)
    if "{" in path:
        yield "404"
    if method in BODY_METHODS:
        yield "409"
    if "if-match" in parameters:
        yield "412"
    if "idempotency-key" in parameters:
        yield "422"
