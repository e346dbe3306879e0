"""An application's openapi.json: what FastAPI knows of its routes, completed with what the Dutch API rules ask."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi

from api.platform.web.shapes import MERGE_PATCH

DESCRIPTION = """Vonk finds neighbourhood activities and volunteer places that fit a person, says why in plain
Dutch, and never stores who that person is. Welfare partners post offers; a coach's tool asks for matches."""
CONTACT = {"name": "Team Vonk", "url": "https://vonk.example/contact", "email": "team@vonk.example"}
_BOUNDS: dict[str, dict[str, Any]] = {
    "string": {"maxLength": 5000},
    "array": {"maxItems": 500},
    "integer": {"format": "int32", "minimum": 0, "maximum": 2_147_483_647},
}
MERGE_PATCH_OF = "x-merge-patch-of"
BODY_METHODS = frozenset({"post", "put", "patch"})
_HEADER = "#/components/headers/"
_ALWAYS_HEADERS = {"API-Version": {"$ref": _HEADER + "API-Version"}}
_LIMIT_HEADERS = {name: {"$ref": _HEADER + name} for name in ("RateLimit", "RateLimit-Policy")}
_PROBLEM_TEXTS = {
    "400": "Something is not right in the request; `errors` names every value.",
    "401": "No valid key.",
    "403": "A key that may not do this.",
    "404": "Not there, or not for this key.",
    "406": "Asked in a form that is not there.",
    "409": "Something else stands in the way now.",
    "412": "Changed since it was read.",
    "413": "The body is too large.",
    "415": "The body comes in a form that is not read here.",
    "422": "The Idempotency-Key was used for another request.",
    "429": "Too many requests; `Retry-After` says how long to wait.",
    "500": "A fault of this service.",
    "503": "The database is out of reach; `Retry-After` says how long to wait.",
}
_PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "A problem (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri", "maxLength": 200},
        "title": {"type": "string", "maxLength": 200},
        "status": {"type": "integer", "format": "int32", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "maxLength": 1000},
        "instance": {"type": "string", "maxLength": 500},
        "errors": {
            "type": "array",
            "maxItems": 1000,
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {
                    "pointer": {"type": "string", "maxLength": 500, "description": "JSON pointer (RFC 6901)."},
                    "detail": {"type": "string", "maxLength": 1000},
                },
            },
        },
    },
}
_TOLD_OF_A_CONFLICT: dict[str, Any] = {
    "state": {"type": "string", "maxLength": 50, "description": "The state in which it cannot be done (409)."},
    "allowedEvents": {
        "type": "array",
        "maxItems": 50,
        "items": {"type": "string", "maxLength": 50},
        "description": "The events that can happen to the handover now (409).",
    },
    "offerId": {
        "type": "string",
        "maxLength": 36,
        "description": "The offer that has this externalId already (409).",
    },
    "handoverId": {
        "type": "string",
        "maxLength": 36,
        "description": "The handover that is open already for this client at this offer.",
    },
    "watchId": {
        "type": "string",
        "maxLength": 36,
        "description": "The watch by which this client waits for this offer already.",
    },
    "alternatives": {
        "type": "array",
        "maxItems": 50,
        "items": {"$ref": "#/components/schemas/MatchRead"},
        "description": "Other offers for the client, when this one has no place or is closed (409).",
    },
}
_HEADERS = {
    "API-Version": {"description": "The version of this API.", "schema": {"type": "string", "maxLength": 20}},
    "RateLimit": {"description": "What is left of the limit.", "schema": {"type": "string", "maxLength": 100}},
    "RateLimit-Policy": {"description": "The limit.", "schema": {"type": "string", "maxLength": 100}},
    "Retry-After": {
        "description": "Seconds to wait.",
        "schema": {"type": "integer", "format": "int32", "minimum": 0, "maximum": 60},
    },
}


class About(NamedTuple):
    """What the document of an application says of itself: the path it stands at, its sections, what it posts itself."""

    path: str
    tags: Mapping[str, str]
    description: str = DESCRIPTION
    webhooks: Mapping[str, Any] = MappingProxyType({})


def describe(app: FastAPI, about: About, *, base_url: str) -> None:
    """Let this app tell its document at /openapi.json too, to everyone and every origin."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = complete(_generate(app, about, base_url))
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]

    async def tell_document(_request: Request) -> Response:
        body = orjson.dumps(document(), option=orjson.OPT_INDENT_2)
        return Response(body, media_type="application/json", headers={"Access-Control-Allow-Origin": "*"})

    app.add_route("/openapi.json", tell_document, include_in_schema=False)


def _generate(app: FastAPI, about: About, base_url: str) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        description=about.description,
        license_info={"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        servers=[{"url": f"{base_url}{about.path}", "description": "This service"}],
        tags=[{"name": name, "description": text} for name, text in about.tags.items()],
        routes=app.routes,
        # One name for one shape: what is read back is what was written.
        separate_input_output_schemas=False,
    )
    # Put in afterwards: FastAPI would ask for a package of its own to look at the e-mail address.
    document["info"]["contact"] = CONTACT
    return document | ({"webhooks": dict(about.webhooks)} if about.webhooks else {})


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with problems, headers and security on every operation."""
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    # The framework's own errors never go out: every error is a problem.
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    # Where nothing can be changed, nothing stands in the way of it.
    changes = any(method in BODY_METHODS for _, method, _ in _operations(document))
    schemas["Problem"] = _PROBLEM | {"properties": _PROBLEM["properties"] | (_TOLD_OF_A_CONFLICT if changes else {})}
    components["headers"] = _HEADERS
    for path, method, operation in _operations(document):
        _complete_operation(path, method, operation)
        if MERGE_PATCH_OF in operation:
            _describe_patch(operation, schemas)
    _bound(document["paths"])
    _bound(document.get("webhooks"))
    _bound(schemas)
    return document


def _bound(node: object) -> None:
    """Give every text, list and whole number the bounds that no answer passes, where a shape names none itself."""
    if isinstance(node, list):
        for each in node:
            _bound(each)
    elif isinstance(node, dict):
        kinds = node.get("type", ())
        for kind in [kinds] if isinstance(kinds, str) else kinds:
            for name, value in _BOUNDS.get(kind, {}).items():
                node.setdefault(name, value)
        for name, each in node.items():
            if name not in {"example", "examples", "enum"}:
                _bound(each)


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def _complete_operation(path: str, method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    # The framework promises a 422 everywhere; bad input is a 400 here.
    responses.pop("422", None)
    for parameter in operation.get("parameters", ()):
        _require_value(parameter)
    if "security" not in operation:
        operation["security"] = [{}, {"bearer": []}]
    declared = [status for status in responses if status >= "400"]
    for status in (*_problem_statuses(path, method, operation), *declared):
        responses[status] = {
            "description": _PROBLEM_TEXTS[status],
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    for status, response in responses.items():
        _describe_stream(response)
        headers = response.setdefault("headers", {})
        headers.update(_ALWAYS_HEADERS)
        # A fault of ours may come before anything was counted.
        if not status.startswith("5"):
            headers.update(_LIMIT_HEADERS)
        if status in {"429", "503"}:
            headers["Retry-After"] = {"$ref": _HEADER + "Retry-After"}
    operation["responses"] = dict(sorted(responses.items()))


def _describe_stream(response: dict[str, Any]) -> None:
    """Describe a stream as text: OpenAPI 3.1 has no word yet for the items in it."""
    for media in response.get("content", {}).values():
        if media.pop("itemSchema", None) is not None:
            media["schema"] = {"type": "string", "maxLength": 1_000_000, "description": "Server-sent events."}


def _require_value(parameter: dict[str, Any]) -> None:
    """Say that a parameter may be left out but cannot be null."""
    schema = parameter["schema"]
    choices = [choice for choice in schema.pop("anyOf", []) if choice != {"type": "null"}]
    if len(choices) == 1:
        schema.update(choices[0])


def _describe_patch(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Describe a merge patch: it names any of the properties that are written; null takes away what may be absent."""
    name = operation.pop(MERGE_PATCH_OF)
    written = schemas[name]
    schemas[f"{name}Patch"] = {
        "type": "object",
        "title": f"{name}Patch",
        "description": "A JSON Merge Patch (RFC 7396).",
        "additionalProperties": False,
        "properties": {
            each: {key: value for key, value in schema.items() if key != "default"}
            for each, schema in written["properties"].items()
        },
        "examples": [{"description": "Nieuwe tekst."}],
    }
    content = operation["requestBody"]["content"][MERGE_PATCH]
    content["schema"] = {"$ref": f"#/components/schemas/{name}Patch"}


def _problem_statuses(path: str, method: str, operation: dict[str, Any]) -> Iterator[str]:
    parameters = {parameter["name"].lower() for parameter in operation.get("parameters", ())}
    yield from ("400", "401", "403", "406", "429", "500", "503")
    if "{" in path:
        yield "404"
    if method in BODY_METHODS:
        yield from ("409", "413", "415")
    if "if-match" in parameters:
        yield "412"
    if "idempotency-key" in parameters:
        yield "422"
